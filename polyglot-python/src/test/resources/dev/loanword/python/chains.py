"""Makes random memoryviews step by step, together with their Reference, and compares what Java borrows with both."""

import array
import ctypes
import io
import pickle
import struct

import loanword

CTYPES = {
    'b': ctypes.c_byte, 'B': ctypes.c_ubyte, 'h': ctypes.c_short, 'H': ctypes.c_ushort, 'i': ctypes.c_int, 'I': ctypes.c_uint,
    'q': ctypes.c_longlong, 'Q': ctypes.c_ulonglong, 'f': ctypes.c_float, 'd': ctypes.c_double,
}


def exporter(kind, content, typecode):
    """A new exporter of the content, and the format and length of its elements."""
    if kind == 'bytes':
        return bytes(content), 'B', len(content)
    if kind == 'bytearray':
        return bytearray(content), 'B', len(content)
    if kind == 'shrunk bytearray':
        grown = bytearray(b'front' + content + b'end')
        del grown[:5], grown[-3:]
        return grown, 'B', len(content)
    if kind == 'BytesIO':
        return io.BytesIO(content).getbuffer(), 'B', len(content)
    if kind == 'copy':
        return loanword.copy_of(content), 'B', len(content)
    length = len(content) // struct.calcsize(typecode)
    content = content[:length * struct.calcsize(typecode)]
    if kind == 'array':
        return array.array(typecode, content), typecode, length
    type = CTYPES[typecode] * length
    return type.from_buffer_copy(content) if length else type(), typecode, length


def step(view, reference, name, *arguments):
    """The next view and its Reference; the same ones where a memoryview refuses the step."""
    try:
        if name == 'slice':
            return view[arguments[0]], reference[arguments[0]]
        if name == 'cast':
            # GraalPy's memoryview counts the bytes of a slice of several dimensions wrongly, and casts by that count.
            if view.nbytes != product(view.shape) * view.itemsize:
                return view, reference
            return view.cast(*arguments), reference.cast(*arguments)
        if name == 'readonly':
            return view.toreadonly(), reference
        if name == 'view':
            return memoryview(view), reference
    except (TypeError, ValueError, NotImplementedError):
        return view, reference


def difference(kind, content, typecode, steps, last):
    """Text about the first difference, or '' if there is none."""
    base, format, length = exporter(kind, content, typecode)
    memory = base if isinstance(base, (bytes, bytearray)) else bytes(base)
    reference = Reference.over(memory, format, (length,), (struct.calcsize(format),), 0)
    view = base
    if steps:
        view = memoryview(base)
        for each in steps:
            view, reference = step(view, reference, *each)
        # A memoryview of ctypes memory has a format with a prefix, which no memoryview reads.
        if not view.format.startswith('<') and repr(view.tolist()) != repr(reference.tolist()):
            return f'the memoryview itself is wrong: {view.tolist()}, expected {reference.tolist()}'
    borrowed_format, borrowed_shape, content = borrowed(pickle.PickleBuffer(view) if last == 'pickle' else view)
    if not same_elements(borrowed_format, reference.format) or borrowed_shape != reference.shape:
        return f'borrowed as {borrowed_format!r} of {borrowed_shape}, expected {reference.format!r} of {reference.shape}'
    if content != reference.tobytes():
        return f'borrowed {content}, expected {reference.tobytes()}'
    return ''
