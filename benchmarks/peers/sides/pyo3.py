"""The same in Rust, by PyO3."""

import loanword_peer as peer

counter = peer.Counter()
small = peer.EmbeddingTable(DIM)
small.add(query_array)
lent = peer.doubles(1_000_000)
try:
    import numpy as np
except ImportError:
    np = None


def filled():
    rows = peer.EmbeddingTable(DIM)
    with open(rows_file, "rb") as file:
        for row in iter(lambda: file.read(4 * DIM), b""):
            rows.add(memoryview(row).cast("f"))
    return rows


table = filled()


def add_rows(row):
    def run(n):
        for _ in range(n):
            target = peer.EmbeddingTable(DIM)
            for _ in range(1_000):
                index = target.add(row)
        return index

    return run


def read_lines(path):
    def run(n):
        for _ in range(n):
            total = 0
            for line in peer.Lines(path):
                total += len(line)
        return total

    return run


def iterate(n):
    view = memoryview(lent)
    for _ in range(n):
        total = 0.0
        for number in view:
            total += number
    return total


def by_index(n):
    view = memoryview(lent)
    for _ in range(n):
        total = 0.0
        for i in range(1_000_000):
            total += view[i]
    return total


ROWS = {
    "nothing": "peer.nothing()",
    "add": "peer.add(i, 2)",
    "keyword": "peer.add(i, b=2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "callback": "peer.call(same, i)",
    "exception": "fails(peer.fail)",
    "checksum_8": "peer.checksum_bytes(eight)",
    "checksum_4m": "peer.checksum_bytes(payload)",
    "scale_doubles_array": ("peer.scale_inplace(doubles, -1.0)", "doubles[0] + doubles[-1]"),
    "scale_floats_array": ("peer.scale_buffer(floats, -1.0)", "floats[0] + floats[-1]"),
    "dot_array": "small.dot(0, query_array)",
    "dot_list": "small.dot(0, query_list)",
    "add_array": add_rows(query_array),
    "add_list": add_rows(query_list),
    "search": ("result = table.search(query_array, 10)", "sorted(result)"),
    "lines_small": read_lines(small_file),
    "lines_large": read_lines(large_file),
    "elements_iterate": iterate,
    "elements_index": by_index,
}
if np:
    numpy_doubles = np.full(1_000_000, 1.5)
    numpy_floats = np.full(1_000_000, 1.5, "f")
    large_doubles = np.full(8_000_000, 1.5)
    ROWS["borrow_numpy"] = "peer.length(numpy_doubles)"
    ROWS["scale_doubles_numpy"] = ("peer.scale_inplace(numpy_doubles, -1.0)", "float(numpy_doubles[0] + numpy_doubles[-1])")
    ROWS["scale_doubles_large"] = ("peer.scale_inplace(large_doubles, -1.0)", "float(large_doubles[0] + large_doubles[-1])")
    ROWS["scale_floats_numpy"] = ("peer.scale_buffer(numpy_floats, -1.0)", "float(numpy_floats[0] + numpy_floats[-1])")


def allocated():
    peer.count_allocations()
    return peer.allocated()
