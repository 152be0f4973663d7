"""Pattern 5, streaming: Java reads and splits a file of any size, Python's for sees one bytes object a line."""

import glob
import os
import tempfile

import bridge

library = os.path.dirname(os.__file__)
with tempfile.TemporaryDirectory() as folder:
    huge = os.path.join(folder, "huge.log")
    with open(huge, "wb") as log:
        for path in sorted(glob.glob(os.path.join(library, "**", "*.py"), recursive=True)):
            with open(path, "rb") as source:
                log.write(source.read())

    lines = longest = comments = 0
    for line in bridge.lines(huge):  # bytes, without the line ending
        lines += 1
        longest = max(longest, len(line))
        comments += line.lstrip().startswith(b"#")

    print(f"{os.path.getsize(huge):,} bytes in {lines:,} lines")
    print(f"{comments:,} of them are comments, the longest has {longest:,} bytes")

try:
    bridge.lines("no such.log")
except FileNotFoundError as missing:
    print(missing)
