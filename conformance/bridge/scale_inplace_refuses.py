"""What can't be scaled in place is refused before the first byte is written."""

import array

import bridge

single = array.array("f", [1.0, 2.0])
whole = array.array("q", [1, 2])
strided = array.array("d", [1.0, 2.0, 3.0, 4.0])
frozen = array.array("d", [1.0, 2.0])
for wrong in (single, whole, memoryview(strided)[::2], memoryview(frozen).toreadonly(), b"12345678", [1.0, 2.0], None):
    try:
        bridge.scale_inplace(wrong, 2.0)
    except (TypeError, BufferError):
        pass
    else:
        print("took", wrong)

assert single.tolist() == [1.0, 2.0]
assert whole.tolist() == [1, 2]
assert strided.tolist() == [1.0, 2.0, 3.0, 4.0]
assert frozen.tolist() == [1.0, 2.0]
bridge.scale_inplace("text", 2.0)  # expect-error: TypeError: ...
