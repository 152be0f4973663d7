"""Wrong lengths and indices are refused, in these words; the table stays as it is."""

import array

import bridge

table = bridge.EmbeddingTable(dim=768)
table.add(array.array("f", [1.0] * 768))


def refused(kind, text, call, *arguments):
    try:
        call(*arguments)
    except kind as error:
        assert text in str(error), error
    else:
        print("took", arguments)


refused(ValueError, "expected 768-dim embedding", table.add, array.array("f", [1.0] * 767))
refused(ValueError, "expected 768-dim embedding", table.add, array.array("f"))
refused(ValueError, "expected 768-dim query", table.dot, 0, array.array("f", [1.0] * 769))
refused(IndexError, "index out of range", table.dot, 1, array.array("f", [1.0] * 768))
print(table.dot(0, array.array("f", [1.0] * 768)))  # expect: 768.0

table.dot(2**40, array.array("f", [1.0] * 768))  # expect-error: IndexError: ...index out of range...
