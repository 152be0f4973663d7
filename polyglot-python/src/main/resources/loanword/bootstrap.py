"""Makes the modules that Java supplies importable. Runs once in each host, before any script."""

import sys

ModuleSpec = type(sys.__spec__)


class JavaModules:
    """Finds and loads the modules that Java supplies. They come first, as built-in modules do."""

    def __init__(self, names, create):
        self.names = set(names)
        self.create = create

    def add(self, name):
        """Makes a module importable, below modules of Java that were imported already too."""
        self.names.add(name)
        package, dot, _ = name.rpartition(".")
        while dot:
            if package in self.names and package in sys.modules and not hasattr(sys.modules[package], "__path__"):
                sys.modules[package].__path__ = []
            package, dot, _ = package.rpartition(".")

    def has_below(self, package):
        return any(name.startswith(package + ".") for name in self.names)

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            return ModuleSpec(name, self, origin="java", is_package=self.has_below(name) or None)

    def create_module(self, spec):
        return self.create(spec.name)

    def exec_module(self, module):
        """Nothing is left to do: the module comes complete from create_module."""


class LaterJavaModules:
    """Finds modules that Java has on its class path. They come after Python's own search."""

    def __init__(self, find, has_below, modules):
        self.find = find
        self.has_below = has_below
        self.modules = modules

    def find_spec(self, name, path=None, target=None):
        if self.find(name):
            self.modules.add(name)
            spec = self.modules.find_spec(name)
            if self.has_below(name):
                spec.submodule_search_locations = []
            return spec


class JavaPackages:
    """Makes up the packages that modules of Java lie in. They come after Python's own search: a package of Python stays."""

    def __init__(self, modules, has_below):
        self.modules = modules
        self.has_below = has_below

    def find_spec(self, name, path=None, target=None):
        if self.modules.has_below(name) or self.has_below(name):
            return ModuleSpec(name, self, origin="java", is_package=True)

    def create_module(self, spec):
        """Python makes the module."""

    def exec_module(self, module):
        """Nothing is in it but the modules of Java, which are imported by themselves."""


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


def install(module_names, create_module, find_core, has_cores_below, package_names, package_folder):
    """Returns the finder of Java's modules, for Java to add to."""
    modules = JavaModules(module_names, create_module)
    sys.meta_path.insert(0, modules)
    sys.meta_path.append(LaterJavaModules(find_core, has_cores_below, modules))
    sys.meta_path.append(JavaPackages(modules, has_cores_below))
    sys.meta_path.append(ProvidedPackages(package_names, package_folder))
    return modules


install
