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


def refusal(x):
    """Why no element type stands for those of an array, and what to pass instead; None if one may."""
    kind = x.dtype.kind
    if kind in "mM":
        way = "x.view('int64') for its counts of " + np.datetime_data(x.dtype)[0]
    elif kind == "c":
        way = f"x.view('{np.empty(0, x.dtype).real.dtype}'), where a real and an imaginary part take turns"
    elif x.dtype.char == "g":
        way = "x.astype('float64')"
    elif x.dtype.names:
        way = f"one field at a time, as x[{x.dtype.names[0]!r}]"
    elif kind in "OT":
        way = "x.astype(...) with a type of fixed size"
    else:
        return None
    return f"an array of {x.dtype} can't be borrowed, since no element type stands for its own; pass {way}"


def owner(x):
    """The last array of those that x looks into; it is the one that may resize and free the memory."""
    while isinstance(x, np.ndarray) and isinstance(x.base, np.ndarray):
        x = x.base
    return x


def is_array(x):
    return isinstance(x, np.ndarray)
