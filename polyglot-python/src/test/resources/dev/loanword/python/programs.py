"""Runs a program of operations on a loanword.Buffer and on its Reference, and tells where the two part ways."""

import struct

import loanword

# GraalPy's memoryview reads elements of these typecodes, and of this machine's byte order alone.
READABLE_BY_MEMORYVIEW = 'bBhHiIlLqQfdc?'


class Released(Reference):
    """Whoever asks it for anything is refused."""

    def __init__(self):
        pass

    def __getattribute__(self, name):
        raise ValueError('released')


OPERATIONS = {
    'get': lambda x, index: x[index],
    'set': lambda x, index, value: x.__setitem__(index, value),
    'assign': lambda x, index, other: x.__setitem__(index, other),
    'assign copy': lambda x, index, other: x.__setitem__(index, copied(other)),
    'assign bytes': lambda x, index, other: x.__setitem__(index, other.tobytes()),
    'cast': lambda x, *arguments: x.cast(*arguments),
    'equal': lambda x, other: x == other,
    'equal copy': lambda x, other: x == copied(other),
    'in': lambda x, value: value in x,
    'len': len,
    'bool': bool,
    'iterate': list,
    'tolist': lambda x: x.tolist(),
    'tobytes': lambda x: x.tobytes(),
    'bytes': lambda x: as_bytes(x) if is_real(x) else x.tobytes(),
    'memoryview': lambda x: through_memoryview(x) if is_real(x) else described_view(x),
    'release': lambda x: x.release() if is_real(x) else None,
}


def is_real(x):
    return type(x) is loanword.Buffer


def copied(x):
    return loanword.copy_of(x) if is_real(x) else x.copy()


def as_bytes(buffer):
    """GraalPy's bytes() refuses what is not contiguous."""
    try:
        return bytes(buffer)
    except BufferError:
        if buffer.c_contiguous:
            raise
        return buffer.tobytes()


def through_memoryview(buffer):
    with memoryview(buffer) as view:
        # A stride that is never walked may be larger than a memoryview can tell.
        strides_agree = max(map(abs, buffer.strides), default=0) > 2**31 or view.strides == buffer.strides
        if not strides_agree or (view.format, view.itemsize) != (buffer.format, buffer.itemsize):
            return 'a memoryview of ' + repr((view.format, view.strides, view.itemsize))
        return view.shape, view.readonly, view.tolist() if is_readable(view.format) else None


def described_view(x):
    return x.shape, x.readonly, x.tolist() if is_readable(x.format) else None


def is_readable(format):
    return format[-1] in READABLE_BY_MEMORYVIEW and not described(format)[-1]


def difference(buffer, whole, program, *description):
    """Text about the first difference, or '' if there is none."""
    memory = bytearray(whole.tobytes())
    buffers, references = [buffer], [Reference.over(memory, *description)]
    for step in program:
        name, which, *arguments = step
        which %= len(buffers)
        actual = outcome(name, buffers, which, arguments)
        expected = outcome(name, references, which, arguments)
        if not agree(actual, expected):
            return f'{step}: {shown(actual)}, expected {shown(expected)}'
        if isinstance(expected, Reference):
            buffers.append(actual)
            references.append(expected)
        if name == 'release':
            references[which] = Released()
        if whole.tobytes() != memory:
            return f'{step}: left the memory as {whole.tobytes()}, expected {bytes(memory)}'
    return ''


def outcome(name, views, which, arguments):
    try:
        if name in ('assign', 'assign copy', 'assign bytes', 'equal', 'equal copy'):
            *arguments, other = arguments
            arguments = *arguments, views[other % len(views)]
        return OPERATIONS[name](views[which], *arguments)
    except Exception as e:
        return e


def agree(actual, expected):
    if isinstance(expected, Exception):
        return isinstance(actual, REFUSALS.get(type(expected), type(expected)))
    return not isinstance(actual, Exception) and shown(actual) == shown(expected)


# What struct says of a value that does not fit, and GraalPy's range of an index that does not.
REFUSALS = {struct.error: (TypeError, ValueError), OverflowError: (ValueError, IndexError)}


def shown(result):
    if isinstance(result, list):
        return repr([shown(item) for item in result])
    if isinstance(result, (loanword.Buffer, Reference)):
        return f'view of shape {result.shape}, {result.tolist()}'
    return repr(result)
