"""GraalPy and Java by GraalVM's host access: Java reads and writes Python's buffers through Value. No part of Loanword runs here."""

import polyglot

core = polyglot.import_value("host")
counter = core.counter()
small = core.table(DIM)
core.addBuffer(small, query_array)
table = core.table(DIM)
table.load(rows_file)
lent = core.doubles(1_000_000)


def add_rows(add, row):
    def run(n):
        for _ in range(n):
            target = core.table(DIM)
            for _ in range(1_000):
                index = add(target, row)
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
    "nothing": ("core.nothing()", "None"),
    "add": "core.add(i, 2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "callback": "core.call(same, i)",
    "exception": "fails(core.fail)",
    "checksum_8": ("result = core.checksumOfBuffer(eight)", "result % 2**64"),
    "checksum_4m": ("result = core.checksumOfBuffer(payload)", "result % 2**64"),
    "scale_doubles_array": ("core.scaleBuffer(doubles, -1.0)", "doubles[0] + doubles[-1]"),
    "scale_floats_array": ("core.scaleSingleBuffer(floats, -1.0)", "floats[0] + floats[-1]"),
    "dot_array": "core.dotBuffer(small, 0, query_array)",
    "dot_list": "core.dotList(small, 0, query_list)",
    "add_array": add_rows(core.addBuffer, query_array),
    "add_list": add_rows(core.addList, query_list),
    "search": ("result = core.search(table, query_array, 10)", "sorted(result)"),
    "lines_small": read_lines(small_file),
    "elements_iterate": iterate,
    "elements_index": by_index,
}


def allocated():
    return core.allocated()


def versions():
    return core.versions()
