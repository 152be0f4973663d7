"""scale_buffer computes in float32: the factor is rounded first, then each product."""

import array
import struct

import bridge


def rounded(number):
    return struct.unpack("f", struct.pack("f", number))[0]


values = [0.1, 1 / 3, 16777217.0, 1e-45, -0.0]
samples = array.array("f", values)
bridge.scale_buffer(samples, 0.1)
assert samples.tolist() == [rounded(rounded(value) * rounded(0.1)) for value in values]
