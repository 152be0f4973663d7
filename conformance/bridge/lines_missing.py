"""A file that is not there raises what open raises."""

import bridge

bridge.lines("no such.log")  # expect-error: FileNotFoundError: ...No such file or directory...
