"""What Java asks of NumPy before it reads the head of an array by itself, and of the arrays that it leaves to NumPy."""

import sys
import numpy as np

# The types of elements whose dtype exists once, in native byte order.
dtypes = [(code, np.dtype(code)) for code in "?bBhHiIlLqQefd"]


def probes():
    """Arrays of each kind of head, with what NumPy itself says of them."""
    arrays = [
        np.arange(24.0).reshape(2, 3, 4)[::-1, :, ::2],
        np.array(7, "h"),
        np.empty((0, 3), "i"),
        np.frombuffer(b"12345678", "q"),
    ]
    return [(x, x.dtype.char, *x.__array_interface__["data"], x.shape, x.strides, x.flags.owndata) for x in arrays]


def has_masked_elements(x):
    masked_arrays = sys.modules.get("numpy.ma")
    return bool(masked_arrays and masked_arrays.is_masked(x))


def owner(x):
    """The last array of those that x looks into; it is the one that may resize and free the memory."""
    while isinstance(x, np.ndarray) and isinstance(x.base, np.ndarray):
        x = x.base
    return x


def is_array(x):
    return isinstance(x, np.ndarray)
