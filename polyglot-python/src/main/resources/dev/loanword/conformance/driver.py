"""Runs one conformance script as a program of its own, and tells how it ended.

A host calls run_script. Any other Python, from 3.9 on, runs this file:

    driver.py REPORT SCRIPT STATEMENT...

The report is one line an item, name=value, all but ASCII letters and digits escaped as in Java's property files.
"""

import sys


class NeedsOwnProcess(BaseException):
    """Leaves a script that asks for native modules, which a second host of a process can't load."""


def run_script(script, folder, statements):
    """Run a script in a host, in a working directory of its own, and return the report."""
    import os

    import_own_modules(statements)
    os.chdir(folder)
    sys.path.insert(0, os.path.dirname(script))
    native = refuse_native_modules()
    report = run(script, statements)
    if native:
        report["own-process"] = native[0]
    return encode(report)


def import_own_modules(statements):
    """Import what this file needs later: a script beside the one that runs may hide it, and a time limit interrupt the reading."""
    import importlib
    import traceback
    import types

    for statement in statements:
        if statement.startswith("signature="):
            import inspect
        else:
            import doctest
            import io


def refuse_native_modules():
    """Have imports of native modules end the script; the list that is returned names the first."""
    from _frozen_importlib_external import ExtensionFileLoader

    wanted = []

    def refuse(name):
        wanted.append(name)
        raise NeedsOwnProcess(name)

    class NumPyFinder:
        def find_spec(self, name, path=None, target=None):
            if name == "numpy":
                refuse(name)

    sys.meta_path.insert(0, NumPyFinder())
    ExtensionFileLoader.create_module = lambda self, spec: refuse(spec.name)
    return wanted


def main():
    """Run a script in this process, and write the report when all else is over."""
    import atexit
    import os

    target, script, *statements = sys.argv[1:]
    report = {}

    def write():
        copied = copies()
        if copied is not None:
            report["copied"] = copied["copied_bytes"]
            for number, (reason, count) in enumerate(sorted(copied["copied_by_reason"].items())):
                report[f"copied.{number}"] = f"{count} bytes: {reason}"
        # Under its name only when it is complete.
        with open(target + ".part", "w", encoding="ascii") as file:
            file.write(encode(report))
        os.replace(target + ".part", target)

    import_own_modules(statements)
    # Registered first, so called last.
    atexit.register(write)
    own = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry != own]
    sys.path.insert(0, os.path.dirname(script))
    report.update(run(script, statements))
    status = report.get("exit", 1)
    if status:
        sys.exit(status)


def copies():
    """Return what Loanword's ledger says of copies, or None where there is none."""
    try:
        import loanword

        return loanword.ledger()
    except (ImportError, AttributeError):
        return None


def run(script, statements):
    """Run the script in a new __main__ and return what is to be reported, by name."""
    import types

    main_module = types.ModuleType("__main__")
    main_module.__file__ = script
    main_module.__builtins__ = __builtins__
    sys.modules["__main__"] = main_module
    sys.argv = [script]
    report = {}
    try:
        with open(script, "rb") as file:
            code = compile(file.read(), script, "exec", dont_inherit=True)
        exec(code, vars(main_module))
        report["exit"] = 0
    except SystemExit as ended:
        report["exit"] = exit_status(ended)
    except BaseException as error:
        report.update(describe(error, script))
    for number, statement in enumerate(statements):
        kind, _, text = statement.partition("=")
        try:
            problem = CHECKS[kind](text, main_module)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        report[f"statement.{number}"] = problem or ""
    sys.stdout.flush()
    return report


def exit_status(ended):
    """Return the status of a process that ends with a SystemExit; what is no number is printed, as Python does."""
    if ended.code is None:
        return 0
    if isinstance(ended.code, int):
        return ended.code & 0xFF
    print(ended.code, file=sys.stderr)
    return 1


def describe(error, script):
    """Return type, text and traceback of an exception, without the frames of this file."""
    import traceback

    kind = type(error)
    if kind is KeyboardInterrupt:
        return describe_interrupt(error, script)
    module = kind.__module__
    name = kind.__qualname__ if module in ("builtins", "__main__") else f"{module}.{kind.__qualname__}"
    try:
        text = str(error)
    except Exception:
        text = "<exception str() failed>"
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != script:
        trace = trace.tb_next
    lines = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == script]
    return {
        "error.type": name,
        "error.text": text,
        "error.trace": "".join(traceback.format_exception(kind, error, trace)),
        "error.line": lines[-1] if lines else getattr(error, "lineno", None) or 0,
    }


def describe_interrupt(error, script):
    """Return where an interrupt came, without reading a file: a host that stops a script interrupts that too."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if places or code.co_filename == script:
            places.append((code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    told = "".join(f'  File "{file}", line {line}, in {name}\n' for file, line, name in places)
    return {
        "error.type": "KeyboardInterrupt",
        "error.text": str(error),
        "error.trace": f"Traceback (most recent call last):\n{told}KeyboardInterrupt\n",
        "error.line": ([line for file, line, _ in places if file == script] or [0])[-1],
    }


def resolve(name, main_module):
    """Return the object of a dotted name: one of the script's, or of a module, which is imported."""
    import importlib

    first, *rest = name.split(".")
    if name == "__main__":
        return main_module
    if hasattr(main_module, first):
        found = getattr(main_module, first)
    else:
        found = importlib.import_module(first)
    for attribute in rest:
        if not hasattr(found, attribute) and isinstance(found, type(sys)):
            importlib.import_module(f"{found.__name__}.{attribute}")
        found = getattr(found, attribute)
    return found


def signature_problem(text, main_module):
    """Return what is different about a function's signature, or None. Annotations count where they are stated."""
    import inspect

    name, parenthesis, rest = text.partition("(")
    name = name.strip()
    function = resolve(name, main_module)
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        return f"expected {text}\n   found {name}, which tells no signature"
    names = dict(vars(main_module))
    exec(f"from __future__ import annotations\ndef stated{parenthesis}{rest}: pass", names)
    stated = inspect.signature(names["stated"])
    if same_signature(stated, found):
        return None
    return f"expected {text}\n   found {name}{found}"


def same_signature(stated, found):
    """Compare names, kinds and defaults of parameters; annotations where they are stated."""
    import inspect

    def default(parameter):
        return "" if parameter.default is parameter.empty else repr(parameter.default)

    def plain(signature):
        return [(each.name, each.kind, default(each)) for each in signature.parameters.values()]

    def annotations(signature):
        values = [each.annotation for each in signature.parameters.values()] + [signature.return_annotation]
        return ["" if value is inspect.Signature.empty else inspect.formatannotation(value).strip("'\"") for value in values]

    return plain(stated) == plain(found) and all(
        wanted in ("", actual) for wanted, actual in zip(annotations(stated), annotations(found))
    )


def doctest_problem(name, main_module):
    """Return what is wrong about the examples in docstrings of a module, class or function, or None."""
    import doctest
    import io

    found = resolve(name, main_module)
    tests = doctest.DocTestFinder().find(found, name, globs=None if isinstance(found, type(sys)) else dict(vars(main_module)))
    if not any(test.examples for test in tests):
        return f"{name} has no examples"
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    told = io.StringIO()
    for test in tests:
        runner.run(test, out=told.write, clear_globs=False)
    return told.getvalue().rstrip("\n") or None


CHECKS = {"signature": signature_problem, "doctest": doctest_problem}


def encode(report):
    """Return the report as lines of ASCII."""

    def escape(char):
        if char.isascii() and char.isalnum():
            return char
        units = char.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))

    return "".join(f"{name}={''.join(map(escape, str(value)))}\n" for name, value in report.items())


if __name__ == "__main__" and len(sys.argv) > 1:
    main()
