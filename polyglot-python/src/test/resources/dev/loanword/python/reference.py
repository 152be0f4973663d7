"""A strided buffer in plain Python, for tests to compare the real ones with.

A Reference is a bytearray and a nested list of places: for each element the byte where it begins, nested as the shape is.
Indexing and slicing are those of Python's ranges and lists; the struct module reads and writes the elements.
"""

import struct

KINDS = ('?', 'bhilqn', 'BHILQN', 'efd', 'c', 'P')


class Reference:
    def __init__(self, memory, format, shape, places, readonly=False):
        self.memory, self.format, self.readonly = memory, format, readonly
        self.shape, self.places = tuple(shape), places
        self.itemsize = struct.calcsize(format)

    @staticmethod
    def over(memory, format, shape, strides, origin, readonly=False):
        return Reference(memory, format, shape, laid_out(shape, strides, origin), readonly)

    def with_elements(self, format, shape, places):
        return Reference(self.memory, format, shape, places, self.readonly)

    def read(self, place):
        return struct.unpack_from(self.format, self.memory, place)[0]

    def __getitem__(self, index):
        shape, places = self.select(index)
        return self.with_elements(self.format, shape, places) if shape is not None else self.read(places)

    def __setitem__(self, index, value):
        if self.readonly:
            raise TypeError('read-only')
        shape, places = self.select(index)
        if shape is None:
            self.memory[places:places + self.itemsize] = struct.pack(self.format, value)
            return
        value = reference_of(value)
        if value is None:
            raise TypeError('not a buffer')
        if not (value.shape == shape and same_elements(value.format, self.format)):
            raise ValueError('another shape or element type')
        content, size = value.tobytes(), self.itemsize
        for number, place in enumerate(flat(places, shape)):
            self.memory[place:place + size] = content[number * size:number * size + size]

    def select(self, index):
        """Shape and places of what an index selects; the shape is None for a single element."""
        index = index if isinstance(index, tuple) else (index,)
        if len(index) > len(self.shape):
            raise IndexError('too many indices')
        shape = []
        for length, entry in zip(self.shape, index):
            kept = range(length)[entry]
            if isinstance(entry, slice):
                shape.append(len(kept))
        shape = (*shape, *self.shape[len(index):])
        return shape or None, take(self.places, index)

    def __len__(self):
        if not self.shape:
            raise TypeError('0-dim memory has no length')
        return self.shape[0]

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __eq__(self, other):
        other = reference_of(other)
        if other is None:
            return NotImplemented
        return self.shape == other.shape and all(a == b for a, b in zip(self.values(), other.values()))

    def values(self):
        return [self.read(place) for place in flat(self.places, self.shape)]

    def tolist(self):
        return mapped(self.read, self.places, self.shape)

    def tobytes(self):
        return b''.join(self.memory[p:p + self.itemsize] for p in flat(self.places, self.shape))

    def is_contiguous(self):
        places = flat(self.places, self.shape)
        return not places or places == list(range(places[0], places[0] + len(places) * self.itemsize, self.itemsize))

    def copy(self):
        return Reference.over(self.tobytes(), self.format, self.shape, packed(self.shape, self.itemsize), 0)

    def cast(self, format, shape=None):
        if not self.is_contiguous():
            raise TypeError('not contiguous')
        places, size = flat(self.places, self.shape), struct.calcsize(format)
        length = len(places) * self.itemsize
        shape = (length // size,) if shape is None else shape
        if product(shape) * size != length:
            raise ValueError('another number of bytes')
        return self.with_elements(format, shape, laid_out(shape, packed(shape, size), places[0] if places else 0))


def reference_of(value):
    """The value as a Reference if it is a buffer, else None."""
    if isinstance(value, bytes):
        return Reference.over(value, 'B', (len(value),), (1,), 0)
    return value if isinstance(value, Reference) else None


def laid_out(shape, strides, origin):
    if not shape:
        return origin
    return [laid_out(shape[1:], strides[1:], origin + i * strides[0]) for i in range(shape[0])]


def packed(shape, size):
    return [size * product(shape[d + 1:]) for d in range(len(shape))]


def product(lengths):
    result = 1
    for length in lengths:
        result *= length
    return result


def take(places, index):
    if not index:
        return places
    if isinstance(index[0], slice):
        return [take(row, index[1:]) for row in places[index[0]]]
    return take(places[index[0]], index[1:])


def flat(nested, shape):
    return [nested] if not shape else [item for row in nested for item in flat(row, shape[1:])]


def mapped(function, nested, shape):
    return function(nested) if not shape else [mapped(function, row, shape[1:]) for row in nested]


def same_elements(one, other):
    return described(one) == described(other)


def described(format):
    """What makes memory of two formats the same: kind, size, and the byte order where there is more than one byte."""
    size = struct.calcsize(format)
    kind = [format[-1] in codes for codes in KINDS].index(True)
    return kind, size, size > 1 and format[0] in '>!'
