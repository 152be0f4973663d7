"""The 10 rows of 100,000 x 768 with the highest dot products, by NumPy. Prints as table_search.rs does."""

import time

import numpy as np

ROWS, DIM, K = 100_000, 768, 10


def values(indices):
    hashed = (indices.astype(np.uint64) * np.uint64(2_654_435_761)) >> np.uint64(8)
    return (hashed & np.uint64(0xFFFF)).astype(np.float32) / np.float32(65536) - np.float32(0.5)


table = values(np.arange(ROWS * DIM)).reshape(ROWS, DIM)
query = values(np.arange(DIM) * 31 + 7)
for _ in range(21):
    start = time.perf_counter()
    scores = table @ query
    best = np.argpartition(scores, -K)[-K:]
    best = best[np.argsort(-scores[best], kind="stable")]
    print((time.perf_counter() - start) * 1e3)
print("best", best[0])
