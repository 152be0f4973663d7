"""What Java asks of NumPy to hand out memory as arrays."""

import numpy as np


def array(holder, dtype, copy):
    return np.array(holder, dtype=dtype, copy=copy)
