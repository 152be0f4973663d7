"""Rows that were added are compared with queries; a buffer of float32 is taken without a copy."""

import array

import bridge

table = bridge.EmbeddingTable(dim=768)
first = array.array("f", [0.0] * 768)
first[0], first[767] = 1.0, 2.0
table.add(first)
table.add(array.array("f", [0.5] * 768))

query = array.array("f", range(768))
print(table.dot(0, query))  # expect: 1534.0
print(table.dot(1, query))  # expect: 147264.0

first[0] = 100.0  # the table has rows of its own
print(table.dot(0, array.array("f", [1.0] * 768)))  # expect: 3.0
