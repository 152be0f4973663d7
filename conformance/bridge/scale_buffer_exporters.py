"""scale_buffer takes whatever exports writable float32: arrays, parts of them, casts of raw bytes."""

import array

import bridge

samples = array.array("f", [0.5, 1.0, 1.5, 2.0])
bridge.scale_buffer(samples, 2.0)
print(samples.tolist())  # expect: [1.0, 2.0, 3.0, 4.0]

bridge.scale_buffer(memoryview(samples)[1:3], 10.0)
print(samples.tolist())  # expect: [1.0, 20.0, 30.0, 4.0]

packet = bytearray(8)
view = memoryview(packet).cast("f")
view[0], view[1] = 1.0, 2.0
bridge.scale_buffer(view, 0.25)
print(view.tolist())  # expect: [0.25, 0.5]
