"""checksum_bytes is 64-bit FNV-1a, as an unsigned number. The values are those that its authors publish."""

import bridge

for payload in (b"", b"a", b"foobar", b"\0", b"foo"):
    print(f"{bridge.checksum_bytes(payload):016x}")

# expect: cbf29ce484222325
# expect: af63dc4c8601ec8c
# expect: 85944171f73967e8
# expect: af63bd4c8601b7df
# expect: dcb27518fed9d577
