"""Rows and queries may be lists: these have to be converted, so this script states how much is copied at most."""

import bridge

table = bridge.EmbeddingTable(dim=768)
table.add([1.0] * 768)
print(table.dot(0, [0.5] * 768))  # expect: 384.0

# A row is converted to float32, a query at most to float64.
# expect-copies: 9216
