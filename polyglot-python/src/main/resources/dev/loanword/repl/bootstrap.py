"""Makes the modules of the REPL importable from the sources that Java gives. Runs once, before the first prompt."""

import sys


class Sources:
    """Finds the package _loanword_repl and its modules."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        if name in self.sources:
            return type(sys.__spec__)(name, self, origin="java", is_package="." not in name)

    def create_module(self, spec):
        """Python makes the module."""

    def exec_module(self, module):
        name = module.__name__
        exec(compile(self.sources[name], f"<{name}>", "exec", dont_inherit=True), module.__dict__)


sys.meta_path.insert(0, Sources(sources))  # noqa: F821 - Java gives it
