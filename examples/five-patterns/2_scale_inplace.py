"""Pattern 2, NumPy in place: Java works on the array's own memory. Nothing is copied."""

import glob
import os

import numpy as np

import bridge

library = os.path.dirname(os.__file__)
text = bytearray()
for path in sorted(glob.glob(os.path.join(library, "*.py"))):
    with open(path, "rb") as file:
        text += file.read()

# How often does each letter occur in the sources of the standard library?
counts = np.bincount(np.frombuffer(bytes(text).lower(), dtype=np.uint8), minlength=256)
share = counts[ord("a") : ord("z") + 1].astype(np.float64)
address = share.ctypes.data

bridge.scale_inplace(share, 100 / share.sum())  # in place, 0 bytes copied

assert share.ctypes.data == address
for letter in np.argsort(share)[::-1][:5]:
    print(f"{chr(ord('a') + letter)} {share[letter]:5.2f} %")

try:
    bridge.scale_inplace(share[::2], 2.0)  # every other element: not contiguous, refused
except BufferError as refused:
    print(refused)
