"""The commands of the REPL, which begin with %, and the questions, which begin or end with ?."""

import __main__
import re
import sys
from collections import namedtuple

Magic = namedtuple("Magic", "target name argument")

COMMAND = re.compile(r"\s*(?:(?P<target>[^\W\d]\w*)\s*=\s*)?%(?P<name>[a-z]+)\b[ \t]*(?P<argument>.*?)\s*", re.DOTALL)
QUESTION = re.compile(r"\s*(?:(?P<before>\?\??)\s*(?P<first>[\w.\[\]'\"]+)|(?P<second>[\w.\[\]'\"]+)\s*(?P<after>\?\??))\s*")

commands = {}
prefilled = None


class UsageError(Exception):
    """A command that can't be understood; its text is all that the user needs."""


def command(function):
    commands[function.__name__.strip("_")] = function
    return function


def parse(source):
    """The command that an input is, or None if it is Python."""
    start = source.lstrip()
    if "%" not in start and not start.startswith("?") and not start.rstrip().endswith("?"):
        return None
    found = QUESTION.fullmatch(source)
    if found:
        marks = found["before"] or found["after"]
        return Magic(None, marks, found["first"] or found["second"])
    found = COMMAND.fullmatch(source)
    return Magic(found["target"], found["name"], found["argument"]) if found else None


def run(magic):
    from _loanword_repl import session

    try:
        value = function_of(magic.name)(magic.argument)
        if magic.target:
            setattr(__main__, magic.target, value)
        else:
            session.show(value)
    except UsageError as error:
        print(f"loanword: {error}", file=sys.stderr)


def function_of(name):
    if name.startswith("?"):
        from _loanword_repl import inspection

        return inspection.tell if name == "?" else inspection.tell_source
    if name in commands:
        return commands[name]
    import difflib

    close = difflib.get_close_matches(name, [*commands, "java"], 1)
    raise UsageError(f"there is no command %{name}; " + (f"did you mean %{close[0]}?" if close else "%help lists them"))


def value_of(expression, usage):
    from _loanword_repl import session

    if not expression:
        raise UsageError(usage)
    return eval(compile(expression, "<command>", "eval", session.future, dont_inherit=True), __main__.__dict__)


@command
def help_(argument):
    """%help               this list"""
    print("\n".join(function.__doc__ for function in commands.values()))
    print(HELP)


HELP = """\
%java CODE          run Java in this process; python.… and borrow("name") reach Python from there
obj?  ?obj          what it is: type, signature, documentation
obj??  ??obj        its source
_                   the last value that was shown

Tab completes. F1 or Alt-H shows the signature and documentation of what the cursor is at. Alt-Enter begins a new line.
Ctrl-C drops the input or interrupts what runs; Ctrl-D, exit and quit leave."""


@command
def time(argument):
    """%time CODE          run it once and tell how long it took"""
    import time

    if not argument:
        raise UsageError("%time needs code to run, such as %time sum(range(1000))")
    code = compiled(argument)
    cpu, start = time.process_time(), time.perf_counter()
    try:
        return eval(code, __main__.__dict__)
    finally:
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"time: {duration(wall)} (CPU {duration(cpu)})")


def compiled(text):
    """An expression, which has a value, or statements, which have None."""
    from _loanword_repl import session

    try:
        return compile(text, "<command>", "eval", session.future, dont_inherit=True)
    except SyntaxError:
        return compile(text, "<command>", "exec", session.future, dont_inherit=True)


@command
def timeit(argument):
    """%timeit CODE        run it many times and tell how long one run takes once it is compiled"""
    import timeit

    if not argument:
        raise UsageError("%timeit needs code to run, such as %timeit sum(range(1000))")
    timer = timeit.Timer(argument, globals=__main__.__dict__)
    number, took = timer.autorange()
    # The JVM compiles what runs often: the first rounds are slower than those that count.
    times = [took] + timer.repeat(6, number)
    best = min(times) / number
    print(f"{duration(best)} a run, best of {len(times)} rounds of {number:,} runs; the first took {duration(times[0] / number)}")


def duration(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if seconds >= size or unit == "ns":
            return f"{seconds / size:.3g} {unit}"


@command
def ledger(argument):
    """%ledger [CODE]      what crossed between Python and Java and what was copied, in all or while the code runs"""
    import loanword

    before = loanword.ledger() if argument else {"copied_by_reason": {}}
    value = eval(compiled(argument), __main__.__dict__) if argument else None
    after = loanword.ledger()

    def grown(key):
        return after[key] - before.get(key, 0)

    print(f"ledger: Java borrowed {counted(grown('borrows'), 'buffer')} of {counted(grown('borrowed_bytes'), 'byte')}")
    print(f"ledger: Java lent {counted(grown('lends'), 'buffer')} of {counted(grown('lent_bytes'), 'byte')}")
    print(f"ledger: copied {counted(grown('copied_bytes'), 'byte')}")
    for reason, count in after["copied_by_reason"].items():
        copied = count - before["copied_by_reason"].get(reason, 0)
        if copied:
            print(f"ledger:   {counted(copied, 'byte')}: {reason}")
    return value


def counted(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@command
def cores(argument):
    """%cores              the Python modules that Java supplies"""
    from _loanword_repl import completion

    for name in completion.java_modules():
        module = sys.modules.get(name)
        document = (getattr(module, "__doc__", None) or "").strip().split("\n")[0]
        print(f"{name:<20}{document if module else '(not imported yet)'}".rstrip())


@command
def load(argument):
    """%load FILE          put a file's text into the next input, to be edited and run"""
    prefill(read_text(argument, "%load"))


@command
def run_(argument):
    """%run FILE           run a file here"""
    from _loanword_repl import session

    text = read_text(argument, "%run")
    exec(compile(text, argument, "exec", session.future, dont_inherit=True), __main__.__dict__)


def read_text(argument, name):
    import os
    import tokenize

    if not argument:
        raise UsageError(f"{name} needs a file, such as {name} script.py")
    try:
        with tokenize.open(os.path.expanduser(argument.strip("'\""))) as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"can't read {argument}: {error.strerror}") from None


def prefill(text):
    global prefilled
    prefilled = text.rstrip("\n")


def take_prefilled():
    """The text that the next input starts with, once; None if there is none."""
    global prefilled
    text, prefilled = prefilled, None
    return text


@command
def edit(argument):
    """%edit [NAME|FILE]   edit a function's source, a file, or the last input in $EDITOR; the text is then the next input"""
    import os
    import shlex
    import subprocess
    import tempfile

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("vi" if sys.stdin.isatty() else None)
    if editor is None:
        raise UsageError("%edit needs a terminal, or an editor named in EDITOR")
    with tempfile.TemporaryDirectory(prefix="loanword-") as folder:
        file = os.path.join(folder, "input.py")
        with open(file, "w", encoding="utf-8") as text:
            text.write(text_to_edit(argument))
        try:
            status = subprocess.call([*shlex.split(editor), file])
        except OSError as error:
            raise UsageError(f"can't start {editor}: {error.strerror}; name an editor in EDITOR") from None
        if status:
            raise UsageError(f"{editor} ended with status {status}; nothing was taken over")
        prefill(read_text(file, "%edit"))


def text_to_edit(argument):
    import inspect
    import os

    if not argument:
        from _loanword_repl import session

        return session.last_input()
    if argument.isidentifier() and argument in __main__.__dict__:
        try:
            return inspect.getsource(__main__.__dict__[argument])
        except (OSError, TypeError):
            raise UsageError(f"'{argument}' has no source") from None
    return read_text(argument, "%edit") if os.path.exists(os.path.expanduser(argument)) else ""


@command
def debug(argument):
    """%debug [N [CODE]]   the frames of the last error; the variables of frame N; the value of an expression there"""
    from _loanword_repl import inspection

    return inspection.debug(argument)


@command
def show_(argument):
    """%show ARRAY         a picture: a line for one dimension, a heat map for two"""
    from _loanword_repl import pictures, session

    value = value_of(argument, "%show needs an array, such as %show [3, 1, 2]")
    print("\n".join(pictures.lines(value, session.colour)))


@command
def who(argument):
    """%who                the names that this session defined"""
    for name, value in list(__main__.__dict__.items()):
        if not name.startswith("_"):
            print(f"{name:<20}{type(value).__name__}")


@command
def reset(argument):
    """%reset              forget all names of this session; imported modules stay imported"""
    import builtins

    for name in [name for name in __main__.__dict__ if not name.startswith("__")]:
        del __main__.__dict__[name]
    builtins.__dict__.pop("_", None)
