"""How Java asks an object for memory that it offers by other protocols than the buffer."""


def dlpack_device(x):
    """Type and number of the device; None from objects that do not say."""
    return x.__dlpack_device__() if hasattr(type(x), "__dlpack_device__") else None


def dlpack(x):
    """A capsule with a tensor of version 1 without a copy, or an older one if the object knows no versions."""
    try:
        return x.__dlpack__(max_version=(1, 0), copy=False)
    except TypeError:
        pass
    return x.__dlpack__()


def arrow(x):
    return x.__arrow_c_array__()


def array(x):
    """The array, and whether it is sure to be no copy."""
    try:
        return x.__array__(copy=False), True
    except TypeError:
        pass
    return x.__array__(), False
