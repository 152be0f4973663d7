"""lines gives each line of a file as bytes, without its ending."""

import bridge

with open("log", "wb") as log:
    log.write(b"first\nsecond\r\n\nno \r return\n\xff\0\nlast")

for line in bridge.lines("log"):
    print(line)

# expect: b'first'
# expect: b'second'
# expect: b''
# expect: b'no \r return'
# expect: b'\xff\x00'
# expect: b'last'
# Each line is new bytes, and nothing else is copied.
# expect-copies: 28
