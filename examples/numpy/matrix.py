# /// script
# dependencies = ["numpy"]
# ///
"""Java owns a matrix and computes in it; NumPy reads and writes the very memory."""

import numpy as np

import kernels

plate = kernels.Plate(64)
heat = plate.numpy()  # no copy: what Java writes later, it shows
heat[0] = 100  # the upper border is hot

plate.flow(500)
print("rows, from above:", heat.mean(axis=1)[::8].round(1))
print("hottest inside:", heat[1:-1, 1:-1].max().round(1))
print("same memory:", np.shares_memory(heat, np.asarray(plate)))
