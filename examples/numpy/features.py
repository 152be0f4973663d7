# /// script
# dependencies = ["numpy"]
# ///
"""A Java kernel normalizes the columns of a NumPy matrix where it lies."""

import loanword
import numpy as np

import kernels

moments = np.arange(100_000)
features = np.stack([5 + 2 * np.sin(moments), 30 * np.cos(moments) - 100, moments % 7], axis=1).astype(np.float32)
print("means before:", *(f"{mean:.2f}" for mean in features.mean(axis=0)))

kernels.normalize(features)
print("means after:", *(f"{abs(mean):.2f}" for mean in features.mean(axis=0)))
print("deviations after:", *(f"{deviation:.2f}" for deviation in features.std(axis=0)))
print(loanword.ledger()["copied_bytes"], "bytes copied")

try:
    kernels.normalize(features[:, :2])
except BufferError as refused:
    print(refused)
