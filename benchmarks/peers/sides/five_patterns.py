"""The five patterns one at a time, each in a fresh process: how a loop becomes fast, and what a large input costs in memory."""

import array
import gc
import time

import bridge

ROWS = {}

CHUNK_NANOS = 5_000_000
LEAST_CHUNKS = 20
MEGABYTES = 256


def checksum(large):
    content = bytes(MEGABYTES << 20) if large else payload[:1_000_000]

    def run(n):
        for _ in range(n):
            bridge.checksum_bytes(content)

    return run, 0


def scale_doubles(large):
    values = array.array("d", bytes(MEGABYTES << 20)) if large else doubles

    def run(n):
        for _ in range(n):
            bridge.scale_inplace(values, -1.0)

    return run, 0


def scale_floats(large):
    values = array.array("f", bytes(MEGABYTES << 20)) if large else floats

    def run(n):
        for _ in range(n):
            bridge.scale_buffer(values, -1.0)

    return run, 0


def table(large):
    target = bridge.EmbeddingTable(DIM)
    target.add(query_list)
    count = (MEGABYTES << 20) // (4 * DIM) if large else 0

    def run(n):
        for _ in range(count):
            target.add(query_list)
        for _ in range(n):
            target.dot(0, query_list)

    return run, count * 4 * DIM


def lines(large):
    path = large_file if large else tiny_file

    def run(n):
        for _ in range(n):
            for line in bridge.lines(path):
                pass

    return run, 0


PATTERNS = {
    "checksum_bytes": checksum,
    "scale_inplace": scale_doubles,
    "scale_buffer": scale_floats,
    "EmbeddingTable": table,
    "lines": lines,
}


def warm_up(pattern, seconds):
    """Runs a loop in chunks; gives for each when it ended, in nanoseconds after the first began, and nanoseconds a step."""
    run, _ = PATTERNS[pattern](False)
    chunks = []
    steps = 1
    start = now = time.perf_counter_ns()
    while now - start < seconds * 1_000_000_000 or len(chunks) < LEAST_CHUNKS:
        run(steps)
        before, now = now, time.perf_counter_ns()
        chunks.append((now - start, (now - before) / steps))
        if now - before < CHUNK_NANOS // 2:
            steps *= 2
    return chunks


def resident(name):
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    raise RuntimeError(f"/proc/self/status has no {name}")


def memory(pattern):
    """How many bytes the process grew at most while it worked on a large input, over the input itself and the table's rows."""
    small, _ = PATTERNS[pattern](False)
    end = time.perf_counter_ns() + 2_000_000_000
    while time.perf_counter_ns() < end:
        small(1)
    large, data = PATTERNS[pattern](True)
    gc.collect()
    before = resident("VmRSS")
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # the peak begins anew
    large(1)
    return max(0, resident("VmHWM") - before - data)
