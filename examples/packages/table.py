# /// script
# requires-python = ">=3.11"
# dependencies = ["tabulate"]
# ///
"""Shows with how many bits each element type keeps a number. tabulate is installed before the first run."""

import struct

from tabulate import tabulate

rows = [(name, code, 8 * struct.calcsize(code)) for name, code in [("byte", "b"), ("float32", "f"), ("float64", "d")]]
print(tabulate(rows, headers=["element type", "format", "bits"]))
