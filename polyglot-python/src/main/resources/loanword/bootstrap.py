"""Makes the modules that Java supplies importable. Runs once in each host, before any script."""

import sys

ModuleSpec = type(sys.__spec__)


class JavaModules:
    """Finds and loads the modules that Java supplies. They come first, as built-in modules do."""

    def __init__(self, names, create):
        self.names = frozenset(names)
        self.create = create

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            return ModuleSpec(name, self, origin="java")

    def create_module(self, spec):
        return self.create(spec.name)

    def exec_module(self, module):
        """Nothing is left to do: the module comes complete from create_module."""


class ProvidedPackages:
    """Finds packages that are built on first import. They come last: a package found elsewhere wins."""

    def __init__(self, names, folder):
        self.names = frozenset(names)
        self.folder = folder

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            try:
                folder = self.folder(name)
            except ModuleNotFoundError as error:
                error.name = name
                raise
            if folder not in sys.path:
                sys.path.append(folder)
                from importlib.machinery import PathFinder

                return PathFinder.find_spec(name, [folder])


def install(module_names, create_module, package_names, package_folder):
    sys.meta_path.insert(0, JavaModules(module_names, create_module))
    sys.meta_path.append(ProvidedPackages(package_names, package_folder))


install
