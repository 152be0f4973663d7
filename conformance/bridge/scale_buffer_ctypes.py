"""scale_buffer takes C memory, as ctypes exports it."""

import ctypes

import bridge

native = (ctypes.c_float * 3)(1, 10, 100)
bridge.scale_buffer(native, 3.0)
print(list(native))  # expect: [3.0, 30.0, 300.0]
