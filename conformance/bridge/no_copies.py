"""The five patterns work where copies are forbidden, and Loanword's ledger has counted what was borrowed."""

# conformance: needs loanword

import array

import bridge
import loanword

with open("log", "wb") as log:
    log.write(b"a\nb\n")

ones = array.array("f", [1.0] * 768)
with loanword.no_copies():
    bridge.checksum_bytes(bytes(1000))
    bridge.scale_inplace(array.array("d", [1.0]), 2.0)
    bridge.scale_buffer(loanword.zeros(3, "f"), 2.0)
    table = bridge.EmbeddingTable()
    table.add(ones)
    table.dot(0, ones)
    assert [bytes(line) for line in bridge.lines("log", views=True)] == [b"a", b"b"]

ledger = loanword.ledger()
print(ledger["borrowed_bytes"], "bytes borrowed,", ledger["copied_bytes"], "copied")
# expect: 7164 bytes borrowed, 0 copied
