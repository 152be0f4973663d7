"""The kernels of kernels.rs by NumPy, which has none for FNV-1a. Prints as that program does."""

import statistics
import time

import numpy as np

COUNT, SAMPLES = 1_000_000, 21


def values(indices):
    hashed = (indices.astype(np.uint64) * np.uint64(2_654_435_761)) >> np.uint64(8)
    return (hashed & np.uint64(0xFFFF)).astype(np.float64) / 65536 + 0.5


source = values(np.arange(COUNT))
other = values(np.arange(COUNT) * 31 + 7)


def scale(x):
    np.multiply(x, 1.5, out=x)
    return x[-1]


def cosine(x):
    return x @ other / (np.sqrt(x @ x) * np.sqrt(other @ other))


def axpy(x):
    x += 0.5 * other
    return x[-1]


def clip(x):
    np.clip(x, 0.6, 1.2, out=x)
    return x[-1]


def normalise(x):
    x /= np.linalg.norm(x)
    return x[-1]


def standardise(x):
    mean, deviation = x.mean(), x.std()
    x -= mean
    x /= deviation
    return x[-1]


def log(x):
    np.log(x, out=x)
    return x[-1]


kernels = {
    "scale": scale,
    "sum": np.sum,
    "max": np.max,
    "count": lambda x: np.count_nonzero(x == 0.75),
    "cosine": cosine,
    "axpy": axpy,
    "clip": clip,
    "normalise": normalise,
    "standardise": standardise,
    "log": log,
}
x = source.copy()
for name, kernel in kernels.items():
    samples = []
    for _ in range(SAMPLES):
        x[:] = source
        start = time.perf_counter_ns()
        answer = kernel(x)
        samples.append(time.perf_counter_ns() - start)
    print(name, round(statistics.median(samples)), float(answer))
