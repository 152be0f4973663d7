"""Makes the modules that Java supplies importable. Runs once in each host, before any script."""

import sys

ModuleSpec = type(sys.__spec__)


class JavaModules:
    """Finds and loads the modules that Java supplies. They come first, as built-in modules do."""

    def __init__(self, names, create):
        self.names = names
        self.create = create

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            return ModuleSpec(name, self, origin="java")

    def create_module(self, spec):
        return self.create(spec.name)

    def exec_module(self, module):
        """Nothing is left to do: the module comes complete from create_module."""


class LaterJavaModules:
    """Finds modules that Java has on its class path. They come after Python's own search."""

    def __init__(self, find, modules):
        self.find = find
        self.modules = modules

    def find_spec(self, name, path=None, target=None):
        if self.find(name):
            self.modules.names.add(name)
            return self.modules.find_spec(name)


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


def install(module_names, create_module, find_core, package_names, package_folder):
    """Returns the set of Java's modules, for Java to add to."""
    names = set(module_names)
    modules = JavaModules(names, create_module)
    sys.meta_path.insert(0, modules)
    sys.meta_path.append(LaterJavaModules(find_core, modules))
    sys.meta_path.append(ProvidedPackages(package_names, package_folder))
    return names


install
