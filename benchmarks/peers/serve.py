"""Runs one side's loops when the benchmark asks for them; the same file on each Python.

    python serve.py SIDE.py FOLDER

SIDE.py defines ROWS, a dict from the name of a row to what one step does: an expression, a pair of a statement and an expression
for the answer, or a function that makes n steps and returns the answer. It finds the inputs below as globals, `i` in its loops, and
may define `allocated()`, the bytes allocated so far, `versions()`, and `mix()`, which
uses what no row uses. FOLDER holds the larger inputs.

Requests and answers are lines of JSON; answers begin with "@ ", since a JVM may print what it likes.
"""

import array
import json
import sys
import time



def value(i):
    """Numbers that look random, the same in each language."""
    return ((i * 2_654_435_761 >> 8) & 0xFFFF) / 65536 - 0.5


def same(number):
    """For rows that call back."""
    return number


def fails(function):
    """For rows that raise."""
    try:
        function()
    except BaseException:  # Java's exceptions are no Exception everywhere
        return True
    return False


def inputs(folder):
    with open(folder + "/sizes.json") as file:
        sizes = json.load(file)
    query = [value(i * 31 + 7) for i in range(sizes["DIM"])]
    return {
        **sizes,
        "same": same,
        "fails": fails,
        "eight": b"12345678",
        "payload": bytes(range(256)) * 15_625,
        "doubles": array.array("d", [1.5]) * 1_000_000,
        "floats": array.array("f", [1.5]) * 1_000_000,
        "query_list": query,
        "query_array": array.array("f", query),
        "rows_file": folder + "/rows.float32",
        "tiny_file": folder + "/tiny.log",
        "small_file": folder + "/small.log",
        "large_file": folder + "/large.log",
    }


def loop(name, row, names):
    """The function that makes n steps."""
    if callable(row):
        return row
    statement, answer = ("result = " + row, "result") if isinstance(row, str) else row
    code = f"def run(n):\n    for i in range(n): {statement}\n    return {answer}\n"
    exec(compile(code, f"<{name}>", "exec"), names)
    return names.pop("run")


def main(path, folder):
    names = {"__name__": "side", "__file__": path, **inputs(folder)}
    with open(path) as file:
        exec(compile(file.read(), path, "exec"), names)
    rows = {"empty": ("pass", "None"), **names["ROWS"]}
    loops = {name: loop(name, row, names) for name, row in rows.items()}
    allocated = names.get("allocated")

    def timed(name, steps):
        run = loops[name]
        start = time.perf_counter_ns()
        run(steps)
        return time.perf_counter_ns() - start

    def counted(name, steps):
        run = loops[name]
        before = allocated()
        run(steps)
        return allocated() - before

    requests = {
        "hello": lambda: {
            "rows": sorted(rows),
            "statements": sorted(name for name, row in rows.items() if not callable(row)),
            "allocated": allocated is not None,
            "mixes": "mix" in names,
            "python": f"{sys.implementation.name} {sys.version.split()[0]}",
            "versions": names["versions"]() if "versions" in names else "",
        },
        "answer": lambda name: loops[name](1),
        "time": timed,
        "allocated": counted,
        "call": lambda name, *arguments: names[name](*arguments),
    }
    print("@ ready", flush=True)
    for line in sys.stdin:
        request, *arguments = json.loads(line)
        print("@ " + json.dumps(requests[request](*arguments)), flush=True)


main(*sys.argv[1:])
