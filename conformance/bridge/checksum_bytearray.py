"""A bytearray is hashed where it lies, sees later changes, and can be resized after the call."""

import bridge

data = bytearray(b"foobaz")
before = bridge.checksum_bytes(data)
data[-1:] = b"r"
assert bridge.checksum_bytes(data) != before
assert bridge.checksum_bytes(data) == bridge.checksum_bytes(b"foobar") == 0x85944171F73967E8
data.extend(b"more")
del data[:]
assert bridge.checksum_bytes(data) == bridge.checksum_bytes(b"")
