"""The five patterns in plain Python: what the shipped suite asks of any implementation, and no more."""

import struct


def checksum_bytes(payload):
    if not isinstance(payload, (bytes, bytearray)):
        raise TypeError("expected bytes or bytearray")
    checksum = 0xCBF29CE484222325
    for byte in payload:
        checksum = (checksum ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return checksum


def scale_inplace(x, factor):
    numbers = _flat(x, "d")
    for index, number in enumerate(numbers):
        numbers[index] = number * factor


def scale_buffer(buf, factor):
    numbers = _flat(buf, "f")
    (factor,) = struct.unpack("f", struct.pack("f", factor))
    for index, number in enumerate(numbers):
        numbers[index] = number * factor


def _flat(memory, code):
    view = memoryview(memory)
    if view.format.lstrip("<@=") != code:
        raise TypeError(f"expected elements of type {code}, got {view.format}")
    if view.readonly or not view.c_contiguous:
        raise BufferError("expected writable C-contiguous memory")
    return view.cast("B").cast(code)


class EmbeddingTable:
    def __init__(self, dim=768):
        self.dim = dim
        self.rows = []

    def add(self, row):
        if len(row) != self.dim:
            raise ValueError(f"expected {self.dim}-dim embedding")
        self.rows.append(list(row))
        return len(self.rows) - 1

    def dot(self, idx, query):
        if not 0 <= idx < len(self.rows):
            raise IndexError("index out of range")
        if len(query) != self.dim:
            raise ValueError(f"expected {self.dim}-dim query")
        return float(sum(a * b for a, b in zip(self.rows[idx], query)))


def lines(path):
    return _lines(open(path, "rb"))


def _lines(file):
    with file:
        for line in file:
            if line.endswith(b"\n"):
                line = line[:-2] if line.endswith(b"\r\n") else line[:-1]
            yield line
