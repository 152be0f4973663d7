"""The same in Java, by JPype: Python's memory as direct buffers where it is large, converted where it is small."""

import os

import jpype
import jpype.nio

try:
    import loanword_peer
except ImportError:
    loanword_peer = None  # then nobody counts what CPython allocates

jpype.startJVM("--enable-native-access=ALL-UNNAMED", classpath=os.environ["LOANWORD_CLASSES"].split(":"))
core = jpype.JClass("dev.loanword.benchmarks.cores.BridgedCore")()
counter = core.counter()
direct = jpype.nio.convertToDirectBuffer
small = core.table(DIM)
small.add(query_array)
table = core.table(DIM)
table.load(rows_file)
lent = core.doubles(1_000_000)


def add_rows(row):
    def run(n):
        for _ in range(n):
            target = core.table(DIM)
            for _ in range(1_000):
                index = target.add(row)
        return index

    return run


def read_lines(path):
    def run(n):
        for _ in range(n):
            total = 0
            for line in core.lines(path):
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


ROWS = {
    "nothing": "core.nothing()",
    "add": "core.add(i, 2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "exception": "fails(core.fail)",
    "checksum_8": ("result = core.checksum(eight)", "result % 2**64"),
    "checksum_4m": ("result = core.checksum(payload)", "result % 2**64"),
    "scale_doubles_array": ("core.scaleDirect(direct(doubles), -1.0)", "doubles[0] + doubles[-1]"),
    "scale_floats_array": ("core.scaleSingleDirect(direct(floats), -1.0)", "floats[0] + floats[-1]"),
    "dot_array": "small.dot(0, query_array)",
    "dot_list": "small.dot(0, query_list)",
    "add_array": add_rows(query_array),
    "add_list": add_rows(query_list),
    "search": ("result = table.search(query_array, 10)", "sorted(result)"),
    "lines_small": read_lines(small_file),
    "elements_iterate": iterate,
    "elements_index": by_index,
}


def allocated():
    if loanword_peer:
        loanword_peer.count_allocations()
        return core.allocated() + loanword_peer.allocated()
    return core.allocated()


def versions():
    return f"JPype {jpype.__version__}, {core.versions()}"
