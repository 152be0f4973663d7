"""CPython by itself, with NumPy: Python's own functions, NumPy's arrays."""

import numpy as np

loanword_peer = None
try:
    import loanword_peer
except ImportError:
    pass  # then nobody counts what is allocated


def nothing():
    pass


def add(a, b=1):
    return a + b


def call(function, value):
    return function(value)


def fail():
    raise ValueError("no")


class Counter:
    def __init__(self):
        self.number = 0

    def next(self):
        self.number += 1
        return self.number

    @property
    def value(self):
        return self.number


counter = Counter()
numpy_doubles = np.full(1_000_000, 1.5)
numpy_floats = np.full(1_000_000, 1.5, "f")
large_doubles = np.full(8_000_000, 1.5)
over_doubles = np.frombuffer(doubles)
over_floats = np.frombuffer(floats, "f")
lent = np.full(1_000_000, 0.5)
view = memoryview(lent)
small = np.array([query_array])
queries = np.array([query_array] * 16)
table = np.fromfile(rows_file, "f").reshape(TABLE_ROWS, DIM)


def search(query, k):
    scores = table @ np.frombuffer(query, "f")
    best = np.argpartition(scores, -k)[-k:]
    return best[np.argsort(-scores[best], kind="stable")].tolist()


def search_all(queries, k):
    scores = queries @ table.T
    best = np.argpartition(scores, -k, axis=1)[:, -k:]
    order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable")
    return np.take_along_axis(best, order, 1).tolist()


def add_rows(row):
    def run(n):
        for _ in range(n):
            target = np.empty((1_000, DIM), "f")
            for index in range(1_000):
                target[index] = row
        return index

    return run


def read_lines(path, lines):
    def run(n):
        for _ in range(n):
            total = 0
            with open(path, "rb") as file:
                for line in file:
                    total += len(line)
        return total - lines  # the others count no line feeds

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
    "nothing": "nothing()",
    "add": "add(i, 2)",
    "keyword": "add(i, b=2)",
    "method": "counter.next()",
    "property": ("counter.value", "counter.value >= 0"),
    "callback": "call(same, i)",
    "exception": "fails(fail)",
    "lend_numpy": ("np.frombuffer(view)", "len(view)"),
    "scale_doubles_array": ("np.multiply(over_doubles, -1.0, out=over_doubles)", "doubles[0] + doubles[-1]"),
    "scale_doubles_numpy": ("np.multiply(numpy_doubles, -1.0, out=numpy_doubles)", "float(numpy_doubles[0] + numpy_doubles[-1])"),
    "scale_doubles_large": ("np.multiply(large_doubles, -1.0, out=large_doubles)", "float(large_doubles[0] + large_doubles[-1])"),
    "scale_floats_array": ("np.multiply(over_floats, -1.0, out=over_floats)", "floats[0] + floats[-1]"),
    "scale_floats_numpy": ("np.multiply(numpy_floats, -1.0, out=numpy_floats)", "float(numpy_floats[0] + numpy_floats[-1])"),
    "dot_array": "float(small[0] @ np.frombuffer(query_array, 'f'))",
    "dot_list": "float(small[0] @ np.array(query_list, 'f'))",
    "add_array": add_rows(query_array),
    "add_list": add_rows(query_list),
    "search": ("result = search(query_array, 10)", "sorted(result)"),
    "search_all": ("result = search_all(queries, 10)", "[sorted(found) for found in result]"),
    "lines_small": read_lines(small_file, SMALL_LINES),
    "lines_large": read_lines(large_file, LARGE_LINES),
    "elements_iterate": iterate,
    "elements_index": by_index,
}

if loanword_peer:

    def allocated():
        loanword_peer.count_allocations()
        return loanword_peer.allocated()


def versions():
    return f"NumPy {np.__version__}"
