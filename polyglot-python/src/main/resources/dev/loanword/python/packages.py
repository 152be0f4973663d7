"""Puts folders of packages on sys.path, and a guard before modules of native code. Runs once in each host, before any script."""

import sys


def add(folders):
    import site

    before = list(sys.path)
    known = set(before)
    for folder in folders:
        # Reads .pth files too, as for any site-packages.
        site.addsitedir(folder, known)
    added = [entry for entry in sys.path if entry not in before]
    # After the standard library, before what is installed for everybody.
    sites = (i for i, entry in enumerate(before) if entry.endswith(("site-packages", "dist-packages")))
    first = next(sites, len(before))
    sys.path[:] = before[:first] + added + before[first:]


class NumPyFinder:
    """Asks before NumPy is run, and lets none try again that has failed: the second try ends the process."""

    def __init__(self, refusal, loaded, before, after):
        self.refusal = refusal
        self.loaded = loaded
        self.before = before
        self.after = after
        self.failure = None
        self.searching = False

    def find_spec(self, name, path=None, target=None):
        if name != "numpy" or self.searching:
            return None
        self.searching = True
        try:
            from importlib.util import find_spec

            spec = find_spec(name)
        finally:
            self.searching = False
        if spec and spec.loader:
            load = self.show if self.loaded else spec.loader.exec_module
            spec.loader.exec_module = lambda module: self.run(load, module)
        return spec

    def show(self, module):
        """Shows the NumPy that was loaded before the program was known; the import system takes what is in sys.modules then."""
        found, loaded = module.__spec__.origin, self.loaded["numpy"].__spec__.origin
        if found != loaded:
            raise ImportError(
                f"this warm host has loaded NumPy from {loaded}, and the program finds {found}; run it without --warm",
                name="numpy",
            )
        sys.modules.update(self.loaded)

    def run(self, load, module):
        reason = self.refusal() or self.failure
        if reason:
            raise ImportError(str(reason), name="numpy") from None
        self.before()
        try:
            load(module)
        except BaseException as error:
            self.failure = (
                f"NumPy failed to load in this host before ({type(error).__name__}: {error}),"
                " and a second try would end the process; start a new process"
            )
            raise
        finally:
            self.after()


def guard_native_modules(refusal):
    # Not from importlib.machinery: most scripts never import that, and each start would pay for it.
    from _frozen_importlib_external import ExtensionFileLoader

    create = ExtensionFileLoader.create_module

    def create_module(self, spec):
        reason = refusal()
        if reason:
            raise ImportError(str(reason), name=spec.name, path=spec.origin)
        return create(self, spec)

    ExtensionFileLoader.create_module = create_module


def hand_on(folders, variable):
    """Lets each Python that this process starts find the same packages."""
    import os

    os.environ[variable] = os.pathsep.join(folders)


def load_numpy():
    """Loads NumPy, and hides its modules."""
    path = list(sys.path)
    import numpy  # noqa: F401

    sys.path[:] = path
    loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "numpy"}
    for name in loaded:
        del sys.modules[name]
    return loaded


def install(folders, variable, refusal, loaded, before, after):
    if folders:
        add(folders.splitlines())
        if variable:
            hand_on(folders.splitlines(), variable)
    sys.meta_path.insert(0, NumPyFinder(refusal, loaded, before, after))
    guard_native_modules(refusal)


install, load_numpy
