"""checksum_bytes takes one argument, by position or by name."""

import bridge

assert bridge.checksum_bytes(payload=b"a") == bridge.checksum_bytes(b"a")
# expect-signature: bridge.checksum_bytes(payload)
