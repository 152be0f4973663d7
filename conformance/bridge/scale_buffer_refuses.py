"""Other element types, strides and read-only memory are refused, and nothing is written."""

import array

import bridge

double = array.array("d", [1.0])
strided = array.array("f", [1.0, 2.0, 3.0, 4.0])
frozen = array.array("f", [1.0])
for wrong in (double, bytearray(4), memoryview(strided)[::2], memoryview(frozen).toreadonly(), b"1234", 1.0):
    try:
        bridge.scale_buffer(wrong, 2.0)
    except (TypeError, BufferError):
        pass
    else:
        print("took", wrong)

assert double.tolist() == [1.0] and frozen.tolist() == [1.0]
assert strided.tolist() == [1.0, 2.0, 3.0, 4.0]
strided.append(5.0)  # nobody holds it any more
# expect-signature: bridge.scale_buffer(buf, factor)
