"""GraalPy and Java by conversion: lists go over as arrays and come back as new ones. No part of Loanword runs here."""

import polyglot

core = polyglot.import_value("copying")
counter = core.counter()
small = core.table(DIM)
small.add(query_list)
table = core.table(DIM)
table.load(rows_file)
double_list = list(doubles)
float_list = list(floats)


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


ROWS = {
    "nothing": ("core.nothing()", "None"),
    "add": "core.add(i, 2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "callback": "core.call(same, i)",
    "exception": "fails(core.fail)",
    "checksum_8": ("result = core.checksum(eight)", "result % 2**64"),
    "checksum_4m": ("result = core.checksum(payload)", "result % 2**64"),
    "scale_doubles_array": ("double_list[:] = core.scale(double_list, -1.0)", "double_list[0] + double_list[-1]"),
    "scale_floats_array": ("float_list[:] = core.scaleSingle(float_list, -1.0)", "float_list[0] + float_list[-1]"),
    "dot_list": "small.dot(0, query_list)",
    "add_list": add_rows(query_list),
    "search": ("result = table.search(query_list, 10)", "sorted(result)"),
    "lines_small": read_lines(small_file),
}


def allocated():
    return core.allocated()


def versions():
    return core.versions()
