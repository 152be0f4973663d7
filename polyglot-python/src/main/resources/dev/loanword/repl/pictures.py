"""Pictures of arrays, made of characters."""

import math

from _loanword_repl.magics import UsageError

WIDTH = 76
HEIGHT = 24
BARS = "▁▂▃▄▅▆▇█"
SHADES = "·░▒▓█"  # NaN and infinity are blank
# From dark blue over green to yellow, steps of the 256 colours that terminals have; no two of the same brightness.
HEAT = (17, 18, 19, 20, 26, 32, 38, 37, 36, 35, 41, 77, 113, 149, 185, 221, 227)


def lines(value, colour):
    """A heading and the picture of one or two dimensions of numbers, no more than a screen of it."""
    shape = shape_of(value)
    if len(shape) not in (1, 2):
        raise UsageError(f"%show draws one or two dimensions, not {len(shape)}")
    if 0 in shape:
        return [f"shape {shape}: empty"]
    columns = picks(shape[-1], WIDTH // len(shape))  # a cell of a heat map is two wide
    rows = picks(shape[0], HEIGHT) if len(shape) == 2 else [None]
    cells = [[number(value, row, column) for column in columns] for row in rows]
    finite = [cell for row in cells for cell in row if math.isfinite(cell)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 0.0)
    shown = "" if len(columns) == shape[-1] and len(rows) in (shape[0], 1) else ", " + sample(shape, rows, columns)
    heading = f"shape {shape}, {low:g} to {high:g}{shown}"
    draw = bars if len(shape) == 1 else (heat if colour else shades)
    return [heading, *(draw(row, low, high) for row in cells)]


def sample(shape, rows, columns):
    if len(shape) == 1:
        return f"{len(columns)} of {shape[0]} elements"
    return f"{len(rows)} of {shape[0]} rows and {len(columns)} of {shape[1]} columns"


def shape_of(value):
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return shape
    if isinstance(value, (list, tuple, range)):
        inner = value[0] if value else None
        return (len(value), len(inner)) if isinstance(inner, (list, tuple)) else (len(value),)
    try:
        return memoryview(value).shape
    except TypeError:
        raise UsageError(f"%show draws buffers, arrays and lists of numbers, not {type(value).__name__}") from None


def picks(length, most):
    """Indices spread over a length, the first and the last among them: as many as there are, or as fit."""
    if length <= most:
        return list(range(length))
    return [i * (length - 1) // (most - 1) for i in range(most)]


def number(value, row, column):
    if row is None:
        element = value[column]
    elif isinstance(value, (list, tuple)):
        element = value[row][column]
    else:
        element = value[row, column]
    try:
        return float(element)
    except (TypeError, ValueError):
        raise UsageError(f"%show draws numbers, and {element!r} is none") from None


def level(cell, low, high, levels):
    """Which of so many levels a number is at; -1 if it is none, as NaN."""
    if not math.isfinite(cell):
        return -1
    if high == low:
        return levels // 2
    return min(levels - 1, int((cell - low) / (high - low) * levels))


def bars(row, low, high):
    return "".join(" " if at < 0 else BARS[at] for at in (level(cell, low, high, len(BARS)) for cell in row))


def shades(row, low, high):
    return "".join("  " if at < 0 else SHADES[at] * 2 for at in (level(cell, low, high, len(SHADES)) for cell in row))


def heat(row, low, high):
    text = []
    for cell in row:
        at = level(cell, low, high, len(HEAT))
        text.append("\033[0m  " if at < 0 else f"\033[48;5;{HEAT[at]}m  ")
    return "".join(text) + "\033[0m"
