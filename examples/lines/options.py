import gzip
import os
import struct
import tempfile

import bridge

os.chdir(tempfile.mkdtemp())
with open("app.log", "wb") as log:
    for i in range(100_000):
        log.write(b"%s request %d\n" % (b"ERROR" if i % 25_000 == 7 else b"fine ", i))
with open("app.log", "rb") as log, gzip.open("app.log.gz", "wb") as packed:
    packed.write(log.read())
with open("messages", "wb") as messages:
    for message in (b"one", b"two\nthree"):
        messages.write(struct.pack(">I", len(message)) + message)

print(next(bridge.lines("app.log")))
print(next(bridge.lines("app.log", views=True)).readonly)
print(next(bridge.lines("app.log", batches=2)))
print(sum(1 for _ in bridge.lines("app.log.gz")))
print(list(bridge.lines("messages", frames=">I")))
print(bridge.count_lines("app.log"), bridge.count_lines("app.log", b"ERROR"))
print(list(bridge.grep("app.log", rb"ERROR.*7$", regex=True))[-1])

told: list[tuple[int, int | None]] = []  # bytes read so far, and of how many; None where nobody knows, as of a pipe
count = sum(1 for _ in bridge.lines("app.log", progress=lambda read, size: told.append((read, size))))
print(count, "lines, at the end", told[-1])

try:
    next(bridge.lines("app.log", longest=10))
except OSError as refused:
    print(refused)

with open("app.log", "ab") as log:
    for line in bridge.lines("app.log", follow=True):  # never ends by itself
        if line == b"written meanwhile":
            print(line)
            break
        if line.endswith(b" 99999"):
            log.write(b"written meanwhile\n")
            log.flush()
