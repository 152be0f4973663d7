"""Anything but bytes and bytearray is refused, in these words."""

import array

import bridge

for wrong in ("text", 7, None, [1, 2], array.array("B", b"abc"), memoryview(b"abc")):
    try:
        bridge.checksum_bytes(wrong)
    except TypeError as refused:
        assert "expected bytes or bytearray" in str(refused), refused
    else:
        print("took", wrong)

bridge.checksum_bytes("text")  # expect-error: TypeError: ...expected bytes or bytearray...
