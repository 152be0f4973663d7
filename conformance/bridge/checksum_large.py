"""A large payload is hashed without a copy, and as a plain loop over its bytes would."""

import bridge

large = bytes(range(256)) * 4096
checksum = 0xCBF29CE484222325
for byte in large[:20_000]:
    checksum = (checksum ^ byte) * 0x100000001B3 % 2**64
assert bridge.checksum_bytes(large[:20_000]) == checksum
print(len(large), bridge.checksum_bytes(large) == bridge.checksum_bytes(bytearray(large)))  # expect: 1048576 True
