"""lines is an iterator: it reads as it goes, and can be left in the middle."""

import bridge

with open("log", "wb") as log:
    for number in range(100_000):
        log.write(b"line %d\n" % number)

lines = bridge.lines("log")
assert iter(lines) is lines
print(next(lines), next(lines))  # expect: b'line 0' b'line 1'

count = 2
for line in lines:
    count += 1
    if line == b"line 70000":
        break
print(count, next(lines))  # expect: 70001 b'line 70001'
assert sum(1 for _ in lines) == 29_998
assert next(lines, None) is None

# The bytes of all lines, without their line feeds.
# expect-copies: 988_890
