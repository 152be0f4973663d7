# /// script
# dependencies = ["numpy"]
# ///
"""NumPy paints a picture, a Java kernel edits a part of it in place, and a few lines of Python write it as PNG."""

import struct
import sys
import zlib

import numpy as np

import kernels

height, width = 240, 360
y, x = np.mgrid[:height, :width]
picture = np.empty((height, width, 3), np.uint8)
picture[:] = np.stack([90 + y // 3, 130 + y // 3, 230 - y // 4], axis=2)  # a sky,
picture[(x - 250) ** 2 + (y - 70) ** 2 < 40**2] = 255, 220, 90  # a sun,
for color, base, wave in [((70, 110, 90), 150, 60), ((40, 80, 60), 185, 35)]:  # and hills
    picture[y > base + 18 * np.sin(x / wave)] = color

crop = picture[30:200, 180:320]  # a view: its rows don't lie together
kernels.pixelate(crop, 14)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = np.concatenate([np.zeros((height, 1), np.uint8), picture.reshape(height, -1)], axis=1)
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)))
    file.write(chunk(b"IDAT", zlib.compress(rows.tobytes())))
    file.write(chunk(b"IEND", b""))
print("crop of shape", crop.shape, "with strides", crop.strides, "edited in place")
