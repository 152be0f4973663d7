"""What the host does with an exception that no Python code caught.

The host evaluates this file when the first such exception arrives, and calls the two functions.
"""


def describe(error, java_traces):
    """Return (type name, message, traceback text, exit status or None) of an exception.

    java_traces tells whether the traceback shows where in Java the exception came from.
    """
    import traceback

    kind = type(error)
    module = kind.__module__
    name = kind.__qualname__ if module in ("builtins", "__main__") else f"{module}.{kind.__qualname__}"
    try:
        message = str(error)
    except BaseException:
        message = "<exception str() failed>"
    text = "".join(traceback.format_exception(error)) + (java_trace(error) if java_traces else "")
    return name, message, text, exit_status(error) if isinstance(error, SystemExit) else None


def java_trace(error):
    """Return the Java stack trace of the first exception of a chain that came from Java, or nothing."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found = getattr(error, "java_exception", None)
        if found is not None:
            return f"Caused in Java by {own_frames(found.stack_trace)}"
        error = error.__cause__ or error.__context__
    return ""


def own_frames(trace):
    """Leave out the frames of Loanword and of GraalPy, which tell a user nothing."""
    lines = []
    calling = False
    for line in trace.splitlines(True):
        if not line.lstrip().startswith(("at ", "... ")):
            calling = False
        elif line.lstrip().startswith(("at dev.loanword.spun.", "at dev.loanword.python.graalpy.")):
            if not calling:
                lines.append("\tat <called by Python>\n")
            calling = True
        if not calling:
            # Java counts the frames that it leaves out, ours among them.
            lines.append("\t... as above\n" if line.startswith("\t... ") else line)
    return "".join(lines)


def report(error, java_traces):
    """Do at the end of a program what the python command does: print, and return the exit status."""
    import sys

    if isinstance(error, SystemExit):
        if error.code is not None and not isinstance(error.code, int):
            print(error.code, file=sys.stderr)
        return exit_status(error)
    sys.last_exc = sys.last_value = error
    sys.last_type = type(error)
    sys.last_traceback = error.__traceback__
    hook = getattr(sys, "excepthook", sys.__excepthook__)
    if hook is sys.__excepthook__:
        print_traceback(error, java_traces)
    else:
        try:
            hook(type(error), error, error.__traceback__)
        except SystemExit as exit:
            return exit_status(exit)
        except BaseException as second:
            print("Error in sys.excepthook:", file=sys.stderr)
            print_traceback(second)
            print("\nOriginal exception was:", file=sys.stderr)
            print_traceback(error)
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def print_traceback(error, java_traces=False):
    """Print with the markers under the failing expression, which GraalPy's own sys.__excepthook__ leaves out."""
    import sys
    from contextlib import suppress

    # Standard error may be closed: then there is nowhere to say anything.
    with suppress(OSError):
        try:
            import traceback

            traceback.print_exception(error)
            if java_traces:
                print(java_trace(error), end="", file=sys.stderr)
        except Exception:
            # A traceback.py of the program's own hides Python's.
            sys.__excepthook__(type(error), error, error.__traceback__)


def exit_status(error):
    """Return the process's exit status for a SystemExit: 0 to 255, as the operating system keeps it."""
    code = error.code
    if code is None:
        return 0
    if not isinstance(code, int):
        return 1
    return code & 0xFF if -(2**63) <= code < 2**63 else 0xFF
