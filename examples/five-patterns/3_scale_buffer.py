"""Pattern 3, any buffer: one Java function for everything that holds float32. Nothing is copied."""

import array
import ctypes

import bridge

samples = array.array("f", [0.5, 1.0, 1.5, 2.0])
bridge.scale_buffer(samples, 2.0)  # the array's own memory
print("array.array: ", samples.tolist())

window = memoryview(samples)[1:3]  # a view of a part
bridge.scale_buffer(window, 10.0)
print("a part of it:", samples.tolist())

packet = bytearray(16)  # raw bytes, seen as four float32
values = memoryview(packet).cast("f")
values[:] = array.array("f", [1, 2, 3, 4])
bridge.scale_buffer(values, 0.25)
print("a bytearray: ", values.tolist())

native = (ctypes.c_float * 3)(1, 10, 100)  # C memory
bridge.scale_buffer(native, 3.0)
print("ctypes:      ", list(native))

for wrong in (array.array("d", [1.0]), b"\0\0\0\0", memoryview(samples)[::2]):
    try:
        bridge.scale_buffer(wrong, 2.0)
    except (TypeError, BufferError) as refused:
        print(f"{type(refused).__name__}: {refused}")
