"""Pattern 4, Java-owned state behind a handle: rows live off the Java heap, Python holds a table."""

import glob
import math
import os
import re
import zlib
from collections import Counter

from bridge import EmbeddingTable

DIM = 768


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z]{3,}", text.lower()))


def embed(counts: Counter[str]) -> list[float]:
    """Words as a vector of length 1: each counts at the place its hash names, rare words more than common ones."""
    vector = [0.0] * DIM
    for word, count in counts.items():
        vector[zlib.crc32(word.encode()) % DIM] += (1 + math.log(count)) * math.log(len(texts) / (1 + found_in[word]))
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [value / length for value in vector]


library = os.path.dirname(os.__file__)
texts: dict[str, Counter[str]] = {}
for path in sorted(glob.glob(os.path.join(library, "*.py"))):
    with open(path, encoding="utf-8", errors="replace") as file:
        texts[os.path.basename(path)] = words(file.read(10_000))
found_in = Counter(word for counts in texts.values() for word in counts)

with EmbeddingTable(dim=DIM) as table:
    names = list(texts)
    for counts in texts.values():
        table.add(embed(counts))  # stored by Java as float32
    print(table)

    for question in ("calendar with weeks and months", "send mail to a server", "random numbers"):
        query = embed(words(question))
        best = max(range(len(table)), key=lambda row: table.dot(row, query))
        print(f"{question!r} -> {names[best]}")

    row = table[0]  # the row's own memory, float32
    ones = [1.0] * DIM
    before = table.dot(0, ones)
    row[0] += 1.0  # written by Python, seen by Java
    print("seen by Java:", round(table.dot(0, ones) - before, 6))
