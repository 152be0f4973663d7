"""What could come next at the cursor: names, attributes, modules, keyword arguments, keys of dicts, file paths, commands."""

import __main__
import builtins
import keyword
import re
import sys

from _loanword_repl import magics

IMPORT = re.compile(r"\s*(?:import\s+(?:[\w.]+\s*(?:as\s+\w+\s*)?,\s*)*|from\s+)(?P<path>[\w.]*)")
FROM = re.compile(r"\s*from\s+(?P<module>[\w.]+)\s+import\s+(?:\(?\s*)(?:\w+\s*(?:as\s+\w+\s*)?,\s*)*(?P<name>\w*)")
FILE_COMMAND = re.compile(r"\s*%(?:load|run|edit)\s+(?P<path>.*)")
COMMAND = re.compile(r"\s*(?:\w+\s*=\s*)?%(?P<name>\w*)")
# A name with attributes and simple indices before the last dot. Calls are left alone: to complete must do nothing.
CHAIN = re.compile(r"(?P<object>[^\W\d]\w*(?:\.[^\W\d]\w*|\[(?:-?\d+|'[^'\\]*'|\"[^\"\\]*\")\])*)\.(?P<name>\w*)$")
LITERAL = re.compile(r"(?P<object>'[^'\\\n]*'|\"[^\"\\\n]*\"|\[\]|\{\}|\(\))\.(?P<name>\w*)$")
NAME = re.compile(r"[^\W\d]\w*$")


def complete(text, cursor):
    """What may stand in place of the word before the cursor: the word, then each choice, in lines."""
    before = text[:cursor]
    line = before.rsplit("\n", 1)[-1]
    try:
        word, choices = find(before, line)
    except Exception:
        # Properties and __dir__ of the user's own objects may raise anything; then there is nothing to offer.
        return ""
    matching = sorted({choice for choice in choices if choice.startswith(word)}, key=lambda choice: (choice.startswith("_"), choice))
    return "\n".join([word, *matching]) if matching else ""


def find(before, line):
    found = FILE_COMMAND.fullmatch(line)
    if found:
        return paths(found["path"])
    found = FROM.fullmatch(line)
    if found:
        return found["name"], members(found["module"])
    found = IMPORT.fullmatch(line)
    if found:
        return modules(found["path"])
    if before == line and (found := COMMAND.fullmatch(line)):
        return "%" + found["name"], ["%" + name for name in (*magics.commands, "java")]
    open_call, quoted = context(before)
    if quoted is not None:
        key = re.search(r"([^\W\d][\w.]*)\[['\"]$", before[: len(before) - len(quoted)])
        owner = evaluated(key[1]) if key else None
        if isinstance(owner, dict):
            return quoted, [name for name in owner if isinstance(name, str)]
        return paths(quoted)
    found = CHAIN.search(before) or LITERAL.search(before)
    if found:
        return found["name"], attributes(evaluated(found["object"]), found["name"])
    found = NAME.search(before)
    word = found[0] if found else ""
    if before[: len(before) - len(word)].rstrip(" ").endswith("."):
        return word, []
    return word, [*keywords_of_call(open_call), *names(word)]


def evaluated(expression):
    """The value of a chain of names and indices; what indexing would run is only Python's own."""
    import ast

    def walk(node):
        if isinstance(node, ast.Name):
            space = __main__.__dict__
            return space[node.id] if node.id in space else getattr(builtins, node.id)
        if isinstance(node, ast.Attribute):
            return getattr(walk(node.value), node.attr)
        if isinstance(node, ast.Subscript):
            owner = walk(node.value)
            if type(owner) in (list, tuple, dict, str):
                return owner[ast.literal_eval(node.slice)]
            raise LookupError
        return ast.literal_eval(node)

    return walk(ast.parse(expression, mode="eval").body)


def attributes(value, prefix):
    names = [name for name in dir(value) if isinstance(name, str)]
    return names if prefix.startswith("_") else [name for name in names if not name.startswith("_")]


def names(word):
    if not word:
        return []
    found = {name for name in (*__main__.__dict__, *dir(builtins)) if not name.startswith("__") or word.startswith("_")}
    return [*found, *keyword.kwlist, *(["match", "case", "type"])]


def keywords_of_call(call):
    if not call:
        return []
    import inspect

    try:
        parameters = inspect.signature(evaluated(call)).parameters.values()
    except Exception:
        return []
    return [f"{one.name}=" for one in parameters if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)]


def context(before):
    """The name of what is being called at the end of a text, or None; and what stands in a string that is open there, or None."""
    calls = []
    quote = None
    start = i = 0
    while i < len(before):
        here = before[i]
        if quote:
            if here == "\\":
                i += 1
            elif before.startswith(quote, i):
                i += len(quote) - 1
                quote = None
            elif here == "\n" and len(quote) == 1:
                quote = None
        elif here in "'\"":
            quote = here * 3 if before.startswith(here * 3, i) else here
            i += len(quote) - 1
            start = i + 1
        elif here == "#":
            i = before.find("\n", i)
            if i < 0:
                break
        elif here in "([{":
            callee = re.search(r"[^\W\d][\w.]*$", before[:i]) if here == "(" else None
            calls.append(callee[0] if callee and not keyword.iskeyword(callee[0]) else None)
        elif here in ")]}" and calls:
            calls.pop()
        i += 1
    return (calls[-1] if calls else None), (before[start:] if quote else None)


def modules(path):
    package, dot, word = path.rpartition(".")
    if not dot:
        return word, top_modules()
    return word, [name for name in submodules(package)]


def members(module):
    """What can be imported from a module: of one that was imported, its names; else what lies in its folder."""
    loaded = sys.modules.get(module)
    if loaded is None and module in java_modules():
        # Modules of Java do nothing when they are imported.
        loaded = __import__(module, fromlist=["*"])
    names = [name for name in dir(loaded) if not name.startswith("_")] if loaded else names_in_source(module)
    return [*names, *submodules(module)]


def names_in_source(module):
    """The names that a module's source defines, without running it."""
    import ast
    import importlib.util

    spec = importlib.util.find_spec(module) if "." not in module or module.rpartition(".")[0] in sys.modules else None
    source = spec.loader.get_source(module) if spec and hasattr(spec.loader, "get_source") else None
    found = []
    for statement in ast.parse(source or "").body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            found.append(statement.name)
        elif isinstance(statement, ast.Assign):
            found.extend(target.id for target in statement.targets if isinstance(target, ast.Name))
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            found.extend((alias.asname or alias.name).split(".")[0] for alias in statement.names)
    return [name for name in found if not name.startswith("_") and name != "*"]


def java_modules():
    """The modules that Java supplies, by name."""
    found = set()
    for finder in sys.meta_path:
        if type(finder).__name__ == "JavaModules":
            found.update(finder.names)
    return sorted(found)


def top_modules():
    return {*modules_in(sys.path), *sys.builtin_module_names, *(name.split(".")[0] for name in java_modules())}


def submodules(package):
    below = [name[len(package) + 1 :].split(".")[0] for name in java_modules() if name.startswith(package + ".")]
    loaded = sys.modules.get(package)
    path = getattr(loaded, "__path__", None)
    if path is None and loaded is None and "." not in package:
        import importlib.util

        spec = importlib.util.find_spec(package)
        path = spec.submodule_search_locations if spec else None
    return [*below, *modules_in(path or [])]


def modules_in(folders):
    """The modules and packages that lie in folders, by name."""
    import os
    from importlib.machinery import all_suffixes

    suffixes = tuple(all_suffixes())
    found = set()
    for folder in folders:
        try:
            entries = list(os.scandir(folder or "."))
        except OSError:
            continue
        for entry in entries:
            name, _, _ = entry.name.partition(".")
            if name.isidentifier() and (entry.name.endswith(suffixes) or entry.name == name and entry.is_dir()):
                found.add(name)
    return found - {"__init__", "__pycache__"}


def paths(typed):
    import os

    folder, word = os.path.split(typed)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            found = [entry.name + ("/" if entry.is_dir() else "") for entry in entries]
    except OSError:
        return word, []
    return word, [name for name in found if word.startswith(".") or not name.startswith(".")]
