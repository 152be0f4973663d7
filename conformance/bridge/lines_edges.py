"""Empty files have no line, a final line feed ends the last line and begins none, and long lines come whole."""

import os
import pathlib

import bridge


def lines(content):
    with open("log", "wb") as log:
        log.write(content)
    return list(bridge.lines("log"))


assert lines(b"") == []
assert lines(b"\n") == [b""]
assert lines(b"a\n") == lines(b"a") == [b"a"]
assert lines(b"\n\n") == [b"", b""]
long = b"x" * 1_000_000
assert lines(b"a\n" + long + b"\nb") == [b"a", long, b"b"]
assert list(bridge.lines(pathlib.Path("log"))) == list(bridge.lines(os.path.abspath("log")))

# Each line is new bytes: the long one three times.
# expect-copies: 3_000_008
