"""C structures of DLPack and Arrow, made and read with ctypes: producers and consumers that can lie in one respect each."""

import ctypes
from ctypes import Structure, c_int32, c_int64, c_uint8, c_uint16, c_uint32, c_uint64


class DLTensor(Structure):
    _fields_ = [
        ("data", c_uint64), ("device_type", c_int32), ("device_id", c_int32), ("ndim", c_int32), ("code", c_uint8),
        ("bits", c_uint8), ("lanes", c_uint16), ("shape", c_uint64), ("strides", c_uint64), ("byte_offset", c_uint64),
    ]


class Managed(Structure):
    _fields_ = [("tensor", DLTensor), ("context", c_uint64), ("deleter", c_uint64)]


class Versioned(Structure):
    _fields_ = [
        ("major", c_uint32), ("minor", c_uint32), ("context", c_uint64), ("deleter", c_uint64), ("flags", c_uint64),
        ("tensor", DLTensor),
    ]


class ArrowSchema(Structure):
    _fields_ = [
        ("format", c_uint64), ("name", c_uint64), ("metadata", c_uint64), ("flags", c_int64), ("n_children", c_int64),
        ("children", c_uint64), ("dictionary", c_uint64), ("release", c_uint64), ("private_data", c_uint64),
    ]


class ArrowArray(Structure):
    _fields_ = [
        ("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64), ("n_children", c_int64),
        ("buffers", c_uint64), ("children", c_uint64), ("dictionary", c_uint64), ("release", c_uint64), ("private_data", c_uint64),
    ]


def longs(values):
    return None if values is None else (c_int64 * max(1, len(values)))(*values)


class Tensors:
    """Gives a tensor over six doubles by DLPack; what is in `changed` is other than it should be."""

    def __init__(self, versioned=True, shape=(6,), strides=None, name=None, flags=0, major=1, device=(1, 0), **changed):
        self.values = (ctypes.c_double * 6)(*range(6))
        self.device, self.deleted = device, []
        self.shape, self.strides = longs(shape), longs(strides)
        self.managed = (Versioned if versioned else Managed)()
        if versioned:
            self.managed.major, self.managed.flags = major, flags
        self.managed.deleter = callback(self.deleted.append)
        tensor = self.managed.tensor
        fields = {
            "data": address(self.values), "device_type": 1, "ndim": len(shape or ()), "code": 2, "bits": 64, "lanes": 1,
            "shape": address(self.shape), "strides": address(self.strides),
        }
        for field, value in (fields | changed).items():
            setattr(tensor, field, value or 0)
        self.capsule = capsule(address(self.managed), name or ("dltensor_versioned" if versioned else "dltensor"))

    def __dlpack_device__(self):
        return self.device

    def __dlpack__(self, **keywords):
        self.keywords = keywords
        return self.capsule


class OldTensors(Tensors):
    """As libraries did before versions were numbered."""

    def __init__(self, **changed):
        super().__init__(False, **changed)

    def __dlpack__(self):
        return self.capsule


def address(array):
    return None if array is None else number(ctypes.addressof(array))


class Columns:
    """Gives six doubles by the Arrow C data interface; what is in `changed` is other than it should be."""

    def __init__(self, format=b"g", validity=None, schema=None, names=("arrow_schema", "arrow_array"), dictionary=None, **changed):
        self.values = (ctypes.c_double * 6)(*range(6))
        self.format = ctypes.create_string_buffer(format) if format is not None else None
        self.validity = None if validity is None else (c_uint8 * len(validity))(*validity)
        self.buffers = (c_uint64 * 2)(address(self.validity) or 0, address(self.values))
        self.released = []
        self.schema = ArrowSchema(format=address(self.format) or 0, dictionary=dictionary or 0, release=callback(self.release_schema))
        fields = {
            "length": 6, "n_buffers": 2, "buffers": address(self.buffers), "release": callback(self.release_array),
        }
        self.array = ArrowArray(**{field: value or 0 for field, value in (fields | changed).items()})
        self.capsules = (
            capsule(address(self.schema), names[0]), capsule(address(self.array), names[1]),
        )

    def release_schema(self, struct):
        self.released.append("schema")
        ArrowSchema.from_address(struct).release = 0

    def release_array(self, struct):
        self.released.append("array")
        ArrowArray.from_address(struct).release = 0

    def __arrow_c_array__(self, requested_schema=None):
        return self.capsules


class Interface:
    def __init__(self, **entries):
        self.values = (ctypes.c_double * 6)(*range(6))
        self.entries = {
            "version": 3, "shape": (6,), "typestr": "<f8", "data": (address(self.values), False)
        } | entries

    @property
    def __array_interface__(self):
        return {key: value for key, value in self.entries.items() if value != "missing"}
