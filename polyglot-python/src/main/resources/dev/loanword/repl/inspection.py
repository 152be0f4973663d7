"""What an object is: for obj? and obj??, and for the key that shows the signature at the cursor."""

import __main__
import builtins
import inspect

from _loanword_repl import completion
from _loanword_repl.magics import UsageError

LINES_OF_HINT = 12


def tell(expression):
    """obj?: type, value, signature, documentation."""
    value = find(expression)
    for label, text in facts(expression, value):
        print(f"{label}: {text}" if "\n" not in text else f"{label}:\n{indented(text)}")


def tell_source(expression):
    """obj??: the source."""
    value = find(expression)
    try:
        text = inspect.getsource(value)
    except (TypeError, OSError):
        tell(expression)
        print("Source: none; it is written in Java or C" if callable(value) or inspect.ismodule(value) else "Source: none")
        return
    print(f"File: {place(value)}")
    print(inspect.cleandoc(text) if text[:1].isspace() else text.rstrip("\n"))


def find(expression):
    root = expression.split(".")[0].split("[")[0]
    if root and root not in __main__.__dict__ and not hasattr(builtins, root) and root.isidentifier():
        raise UsageError(f"there is no '{root}' here")
    from _loanword_repl import magics

    return magics.value_of(expression, "")


def facts(expression, value):
    signature = signature_of(value, expression.rsplit(".", 1)[-1])
    if signature:
        yield "Signature", signature
    yield "Type", type_name(type(value))
    if not callable(value) and not inspect.ismodule(value):
        yield "Value", shortened(value)
        if hasattr(value, "__len__"):
            yield "Length", str(len(value))
    for attribute in ("format", "dtype", "shape", "strides", "nbytes", "readonly"):
        if is_buffer(value) and hasattr(value, attribute):
            yield attribute.capitalize(), str(getattr(value, attribute))
    if place(value):
        yield "File", place(value)
    document = documentation(value)
    if document:
        yield "Documentation", document


def is_buffer(value):
    return hasattr(value, "shape") and hasattr(value, "nbytes")


def type_name(kind):
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def shortened(value):
    import reprlib

    text = reprlib.repr(value) if type(value).__module__ == "builtins" else repr(value)
    return text if len(text) <= 400 else text[:400] + "…"


def place(value):
    try:
        return inspect.getsourcefile(value) or ""
    except (TypeError, OSError):
        return ""


def documentation(value):
    """The object's own text; of a plain value that of its type would say nothing about it."""
    if not (callable(value) or inspect.ismodule(value) or isinstance(value, property)):
        if type(value).__module__ == "builtins":
            return ""
    return inspect.getdoc(value) or ""


def signature_of(value, name):
    if not callable(value):
        return ""
    try:
        return f"{name}{inspect.signature(value)}"
    except (ValueError, TypeError):
        return ""


def indented(text):
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


def hint(text, cursor):
    """The signature and the documentation's beginning of the name at the cursor, or else of what is being called there."""
    end = cursor
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    found = completion.re.search(r"[^\W\d][\w.]*$", text[:end])
    call, _ = completion.context(text[:cursor])
    for expression in (found[0] if found else None, call):
        if expression:
            try:
                value = completion.evaluated(expression)
            except Exception:
                continue
            return summary(expression, value)
    return ""


def summary(expression, value):
    head = signature_of(value, expression) or f"{expression}: {type_name(type(value))}"
    lines = documentation(value).split("\n")
    if len(lines) > LINES_OF_HINT:
        lines = [*lines[:LINES_OF_HINT], f"… {expression}? tells the rest"]
    return "\n".join([head, *(f"    {line}".rstrip() for line in lines if lines != [""])])


def debug(argument):
    """The frames of the last error; the variables of one; the value of an expression in one."""
    import sys

    error = getattr(sys, "last_value", None)
    if error is None:
        raise UsageError("there was no error yet")
    frames = frames_of(error)
    number, _, expression = argument.partition(" ")
    if not argument:
        for i, (frame, line) in enumerate(frames):
            code = frame.f_code
            print(f"{i:>3}  {code.co_filename}:{line} in {code.co_qualname}: {source_line(frame, line)}".rstrip(": "))
        print(f"     {type(error).__name__}: {error}")
        print_java_trace(error)
        if frames:
            print_variables(len(frames) - 1, frames[-1][0])
        return None
    if not number.isdigit() or int(number) >= len(frames):
        raise UsageError(f"%debug takes the number of a frame, 0 to {len(frames) - 1}, not '{number}'")
    frame = frames[int(number)][0]
    if not expression:
        print_variables(int(number), frame)
        return None
    return eval(compile(expression, "<command>", "eval", dont_inherit=True), frame.f_globals, dict(frame.f_locals))


def frames_of(error):
    frames = []
    trace = error.__traceback__
    while trace:
        frames.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return frames


def source_line(frame, line):
    import linecache

    return linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()


def print_variables(number, frame):
    if frame.f_locals is frame.f_globals or frame.f_code.co_name == "<module>":
        print(f"frame {number} has the names of the session; %who lists them")
        return
    print(f"frame {number}:" if frame.f_locals else f"frame {number} has no variables")
    for name, value in frame.f_locals.items():
        try:
            text = shortened(value)
        except Exception:
            text = "<its repr fails>"
        print(f"     {name} = {text}")


def print_java_trace(error):
    """Where in Java it came from, if it did."""
    thrown = getattr(error, "java_exception", None)
    if thrown is not None:
        print("in Java:")
        print(indented("\n".join(until_python(thrown.stack_trace.rstrip().split("\n")))))


def until_python(lines):
    """A Java stack trace down to where Python called Java; what is below is GraalPy's."""
    for i, line in enumerate(lines):
        if line.lstrip().startswith(("at dev.loanword.python.graalpy.", "at dev.loanword.spun.", "at com.oracle.graal.python.")):
            return lines[:i]
    return lines
