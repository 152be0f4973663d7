"""Loanword itself, in a program that uses every function and every kind of memory."""

import array
import ctypes
import mmap

import bridge
import calls
import loanword

try:
    import numpy as np
except ImportError:
    np = None

counter = calls.counter()
lent = loanword.zeros(1_000_000, "d")
lent[:] = array.array("d", [0.5]) * 1_000_000
native_doubles = loanword.copy_of(doubles)
native_floats = loanword.copy_of(floats)
if np:
    numpy_doubles = np.full(1_000_000, 1.5)
    numpy_floats = np.full(1_000_000, 1.5, "f")
    large_doubles = np.full(8_000_000, 1.5)

small = bridge.EmbeddingTable(DIM)
small.add(query_array)
table = bridge.EmbeddingTable(DIM, capacity=TABLE_ROWS)
queries = loanword.zeros((16, DIM), "f")
for number in range(16):
    queries[number, :] = query_array
rows = loanword.map_file(rows_file, format="f", shape=(TABLE_ROWS, DIM))
table.add_all(rows)
halves = bridge.EmbeddingTable(DIM, dtype="float16")
halves.add_all(rows)
small_numbers = bridge.EmbeddingTable(DIM, dtype="int8")
small_numbers.add_all(rows)


def add_rows(row):
    def run(n):
        for _ in range(n):
            with bridge.EmbeddingTable(DIM) as target:
                for _ in range(1_000):
                    index = target.add(row)
        return index

    return run


def read_lines(path):
    def run(n):
        for _ in range(n):
            total = 0
            for line in bridge.lines(path):
                total += len(line)
        return total

    return run


def iterate(n):
    for _ in range(n):
        total = 0.0
        for number in lent:
            total += number
    return total


def by_index(n):
    for _ in range(n):
        total = 0.0
        for i in range(1_000_000):
            total += lent[i]
    return total


def sum_of(memory):
    """Meets every kind of memory, as a function in a library would."""
    total = 0.0
    for i in range(len(memory)):
        total += memory[i]
    return total


def mixed(n):
    for _ in range(n):
        total = sum_of(lent)
    return total


def kinds(typecode):
    """Memory of each kind with elements of a type."""
    some = array.array(typecode, [1.5] * 4_096)
    size = len(some) * some.itemsize
    mapped = mmap.mmap(-1, size)
    mapped[:] = some.tobytes()
    c_type = ctypes.c_double if typecode == "d" else ctypes.c_float
    found = {
        "array": some,
        "bytearray": memoryview(bytearray(some.tobytes())).cast(typecode),
        "slice": memoryview(some)[:4_000],
        "mmap": memoryview(mapped).cast(typecode),
        "ctypes": (c_type * len(some))(*some),
        "native": loanword.copy_of(some),
        "heap": calls.heap_doubles(4_096) if typecode == "d" else calls.heap_floats(4_096),
    }
    if np:
        found["numpy"] = np.array(some)
    return found


DOUBLES = kinds("d")
FLOATS = kinds("f")


def mix():
    """One call of each function for each kind of memory; the benchmark calls it all through its warm-up."""
    for memory in DOUBLES.values():
        bridge.scale_inplace(memory, 1.0)
        sum_of(memory)
    for kind, memory in FLOATS.items():
        bridge.scale_buffer(memory, 1.0)
        sum_of(memory)
        small.add(memory[:DIM])
        small.dot(0, memory[:DIM])
        small.cosine(0, memory[:DIM])
        if kind != "mmap":  # a search lets other threads run, which could close the file
            small.search(memory[:DIM], 1)
    for memory in (eight, bytearray(eight), payload[:5_000], bytearray(payload[:5_000])):
        bridge.checksum_bytes(memory)
    for number in calls.heap_doubles(4_096):
        calls.add(1)
    if len(small) > 1_000:
        globals().update(small=bridge.EmbeddingTable(DIM))
        small.add(query_array)


def best(matches):
    return sorted(match.index for match in matches)


ROWS = {
    "nothing": "calls.nothing()",
    "add": "calls.add(i, 2)",
    "add_inlined": "calls.add_inlined(i, 2)",
    "keyword": "calls.add(i, b=2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "callback": "calls.call(same, i)",
    "exception": "fails(calls.fail)",
    "checksum_8": "bridge.checksum_bytes(eight)",
    "checksum_4m": "bridge.checksum_bytes(payload)",
    "scale_doubles_array": ("bridge.scale_inplace(doubles, -1.0)", "doubles[0] + doubles[-1]"),
    "scale_doubles_lent": ("bridge.scale_inplace(native_doubles, -1.0)", "native_doubles[0] + native_doubles[-1]"),
    "scale_floats_array": ("bridge.scale_buffer(floats, -1.0)", "floats[0] + floats[-1]"),
    "scale_floats_lent": ("bridge.scale_buffer(native_floats, -1.0)", "native_floats[0] + native_floats[-1]"),
    "dot_array": "small.dot(0, query_array)",
    "dot_list": "small.dot(0, query_list)",
    "cosine_array": "small.cosine(0, query_array)",
    "add_array": add_rows(query_array),
    "add_list": add_rows(query_list),
    "search": ("matches = table.search(query_array, 10)", "best(matches)"),
    "search_cosine": ("matches = table.search(query_array, 10, metric='cosine')", "best(matches)"),
    "search_float16": ("matches = halves.search(query_array, 10)", "best(matches)"),
    "search_int8": ("matches = small_numbers.search(query_array, 10)", "best(matches)"),
    "search_all": ("matches = table.search_all(queries, 10)", "[best(found) for found in matches]"),
    "lines_small": read_lines(small_file),
    "lines_large": read_lines(large_file),
    "elements_iterate": iterate,
    "elements_index": by_index,
    "elements_mixed": mixed,
}
if np:
    ROWS["borrow_numpy"] = "calls.length(numpy_doubles)"
    ROWS["lend_numpy"] = ("lent.numpy()", "len(lent.numpy())")
    ROWS["scale_doubles_numpy"] = ("bridge.scale_inplace(numpy_doubles, -1.0)", "float(numpy_doubles[0] + numpy_doubles[-1])")
    ROWS["scale_doubles_large"] = ("bridge.scale_inplace(large_doubles, -1.0)", "float(large_doubles[0] + large_doubles[-1])")
    ROWS["scale_floats_numpy"] = ("bridge.scale_buffer(numpy_floats, -1.0)", "float(numpy_floats[0] + numpy_floats[-1])")


def allocated():
    return calls.allocated()


def versions():
    return f"{calls.versions()}, NumPy {np.__version__}" if np else calls.versions() + ", without NumPy"
