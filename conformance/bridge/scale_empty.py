"""Memory without elements is scaled as any other."""

import array

import bridge

bridge.scale_inplace(array.array("d"), 2.0)
bridge.scale_buffer(array.array("f"), 2.0)
