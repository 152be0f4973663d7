"""What the REPL does with one input: is it complete, run it, print its values and its errors."""

import __main__
import ast
import linecache
import sys
from contextlib import suppress

OWN_FILES = "<_loanword_repl"

count = 0
future = 0
colour = False


def begin(on_terminal, coloured):
    """Prepares Python for a session: the prompts, which nobody sees without a terminal, and the colours."""
    global colour
    colour = coloured
    sys.ps1 = ">>> " if on_terminal else ""
    sys.ps2 = "... " if on_terminal else ""
    __main__.__dict__.setdefault("__annotations__", {})


def is_terminal():
    """Whether a person sits at both ends."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False


def prompt(continued):
    """The text before the input, which programs may change: sys.ps1 and sys.ps2 are asked each time, as Python does."""
    try:
        return str(sys.ps2 if continued else sys.ps1)
    except Exception:
        return "... " if continued else ">>> "


def read_line(text):
    """The next line of standard input, with its line feed; None at the end."""
    if text:
        sys.stdout.write(text)
        sys.stdout.flush()
    return sys.stdin.readline() or None


def is_incomplete(source):
    """Whether more lines are needed before it can be run.

    As in the python command, a block ends with an empty line.
    """
    from _loanword_repl import magics

    if magics.parse(source) or not source.strip():
        return False
    last = source.rsplit("\n", 1)[-1]
    ended = "\n" in source and not last.strip()
    try:
        tree = parse(source + "\n")
    except SyntaxError as error:
        return wants_more(str(error), source) and (not ended or is_open(source))
    except (ValueError, OverflowError, RecursionError, MemoryError):
        return False
    if ended or not tree.body:
        return False
    # A block could go on, as an if with else.
    statement = tree.body[-1]
    return isinstance(getattr(statement, "body", None), list) or isinstance(statement, ast.Match)


def wants_more(message, source):
    """Whether a syntax error is one that further lines may mend. GraalPy's compiler has no word of its own for these."""
    line = source.rstrip().rsplit("\n", 1)[-1]
    if "was never closed" in message or "unterminated triple-quoted" in message or "unexpected EOF" in message:
        return True
    if "expected an indented block" in message:
        return line.split("#", 1)[0].rstrip().endswith(":")
    if "expected 'except' or 'finally' block" in message:
        return line[:1].isspace()
    return line.lstrip().startswith("@") and "invalid syntax" in message


def is_open(source):
    """Whether it ends within brackets or a long string: there an empty line means nothing."""
    import io
    import tokenize

    try:
        for _ in tokenize.generate_tokens(io.StringIO(source + "\n").readline):
            pass
    except tokenize.TokenError:
        return True
    except (SyntaxError, ValueError):
        return False
    return False


def indentation(source):
    """The white space to begin the line after an incomplete input with."""
    line = source.rsplit("\n", 1)[-1]
    indent = line[: len(line) - len(line.lstrip())]
    code = line.split("#", 1)[0].rstrip()
    if code.endswith((":", "(", "[", "{")):
        return indent + "    "
    if code.lstrip().split(" ", 1)[0] in ("return", "pass", "raise", "break", "continue") and not is_open(source):
        return indent[:-4]
    return indent


def parse(source):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, "<input>", "exec", ast.PyCF_ONLY_AST | future, dont_inherit=True)


def execute(source):
    """Runs one input and prints what the python command would. Gives None to go on, or the exit status to end with."""
    try:
        run(source)
    except SystemExit as error:
        return exit_status(error)
    except BaseException as error:
        return report(error)
    finally:
        flush()


def run(source):
    from _loanword_repl import magics

    magic = magics.parse(source)
    if magic:
        magics.run(magic)
    elif source.strip() in ("exit", "quit") and type(__main__.__dict__.get(source.strip(), exit)).__name__ == "Quitter":
        raise SystemExit
    else:
        exec(compiled(source), __main__.__dict__)


def compiled(source):
    """Compiles statements, whose values will be shown, with a file name of their own under which tracebacks find the lines."""
    global count, future
    count += 1
    name = f"<input {count}>"
    lines = (source.rstrip("\n") + "\n").splitlines(True)
    linecache.cache[name] = (len(source), None, lines, name)
    # Not parse(): warnings about the input are for the user to see.
    tree = compile(source, name, "exec", ast.PyCF_ONLY_AST | future, dont_inherit=True)
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            import __future__

            for alias in statement.names:
                future |= getattr(__future__, alias.name).compiler_flag
    return compile(ast.Interactive(tree.body), name, "single", future, dont_inherit=True)


def last_input():
    """The text of the last input that was Python."""
    return "".join(linecache.cache[f"<input {count}>"][2]) if count else ""


def show(value):
    """Prints a value as that of an expression, and keeps it as _."""
    sys.displayhook(value)
    flush()


def bind(name, value):
    """Gives a value of Java's a name."""
    setattr(__main__, name, value)


def report(error):
    """Prints an error as the python command does, without the frames of the REPL. Gives an exit status if that ends it."""
    error.__traceback__ = without_own_frames(error.__traceback__)
    sys.last_exc = sys.last_value = error
    sys.last_type = type(error)
    sys.last_traceback = error.__traceback__
    hook = getattr(sys, "excepthook", sys.__excepthook__)
    if hook is sys.__excepthook__:
        print_traceback(error)
        return None
    try:
        hook(type(error), error, error.__traceback__)
    except SystemExit as exit:
        return exit_status(exit)
    except BaseException as second:
        print("Error in sys.excepthook:", file=sys.stderr)
        print_traceback(second)
        print("\nOriginal exception was:", file=sys.stderr)
        print_traceback(error)
    return None


def without_own_frames(trace):
    while trace and trace.tb_frame.f_code.co_filename.startswith(OWN_FILES):
        trace = trace.tb_next
    return trace


def print_traceback(error):
    # Standard error may be closed: then there is nowhere to say anything.
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        sys.stderr.write(traceback_text(error))
        sys.stderr.flush()


def traceback_text(error):
    import traceback

    if isinstance(error, KeyboardInterrupt) and not error.args:
        return coloured("KeyboardInterrupt\n", "31")
    try:
        lines = traceback.format_exception(error)
    except Exception:
        return f"{type(error).__name__}: <its traceback can't be printed>\n"
    return "".join(coloured(line, "1;31") if is_summary(line) else line for line in lines)


def is_summary(line):
    return not line.startswith((" ", "Traceback ")) and not line.startswith("\n")


def coloured(text, codes):
    """The text in a colour, its line feed outside of it; as it is where colours are not wanted."""
    if not colour:
        return text
    body = text.rstrip("\n")
    return f"\033[{codes}m{body}\033[0m{text[len(body):]}"


def exit_status(error):
    """Prints what SystemExit was given, if it is no number, and gives the process's exit status, 0 to 255."""
    code = error.code
    if code is None:
        return 0
    if not isinstance(code, int):
        with suppress(OSError, ValueError):
            print(code, file=sys.stderr)
        return 1
    return code & 0xFF


def flush():
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
