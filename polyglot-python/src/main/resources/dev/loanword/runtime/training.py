"""What the JVM sees before it keeps its classes and profiles: what programs commonly do, each often enough to be compiled.

The only argument tells whether NumPy is there. Nothing is measured here, and nothing is written.
"""

import array
import collections
import contextlib
import dataclasses
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback

import bridge
import loanword


def for_a_while(function, seconds=0.4):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        function()


def numbers():
    total = 0
    for i in range(2000):
        total = (total + i * i) % 1000003
    return total


@dataclasses.dataclass
class Point:
    x: float
    y: float


def objects():
    points = [Point(i, i * 0.5) for i in range(100)]
    points.sort(key=lambda point: -point.x)
    counted = collections.Counter(str(point.x)[0] for point in points)
    return json.loads(json.dumps(counted)), f"{sum(p.y for p in points):.2f}", re.findall(r"\d+", "1 22 333")


def exceptions():
    try:
        bridge.checksum_bytes(1.5)
    except TypeError as refused:
        traceback.format_exception(refused)
    try:
        {}["missing"]
    except KeyError:
        pass


payload = b"0123456789abcdef" * 64
samples = array.array("f", range(512))
doubles = array.array("d", range(512))
query = [0.5] * 768


def patterns():
    bridge.checksum_bytes(payload)
    bridge.checksum_bytes(bytearray(payload))
    bridge.scale_buffer(samples, 1.0)
    bridge.scale_inplace(doubles, 1.0)
    memoryview(samples)[1:].tolist()


def embeddings():
    with bridge.EmbeddingTable(dim=768) as table:
        for _ in range(16):
            table.add(query)
        for row in range(len(table)):
            table.dot(row, query)
        memoryview(table[0]).tolist()


def lines():
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"a line of some words\n" * 2000)
        file.flush()
        return sum(len(line) for line in bridge.lines(file.name))


def lent():
    buffer = loanword.zeros((16, 16), "d")
    buffer[1, 2] = 3.0
    return memoryview(buffer).tolist()


def main():
    with contextlib.redirect_stdout(io.StringIO()):
        for function in (numbers, objects, exceptions, patterns, embeddings, lent):
            for_a_while(function)
        lines()
        if sys.argv[1:] == ["numpy"]:
            import numpy

            values = numpy.arange(1000.0)
            for_a_while(lambda: bridge.scale_inplace(values, 1.0))
            for_a_while(lambda: (values * 2 + 1).sum())
    print(os.path.basename(__file__), "is done")


main()
