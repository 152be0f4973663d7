"""Installs packages for GraalPy with the pip that GraalPy ships, in CPython, which starts in no time, or in GraalPy itself.

    install_packages.py PIP PATCHES GRAALPY PYTHON ABI RESULT ARGUMENT...

PIP      the wheel of GraalPy's pip
PATCHES  the folder that holds GraalPy's own changes to packages, in a folder named patches
GRAALPY  the version of GraalPy, PYTHON that of its language, ABI its wheels' tag
RESULT   is written: one line for each package that was installed, or one for the package that nothing fits of
ARGUMENT goes to "pip install"
"""

import sys

if sys.version_info < (3, 9):
    sys.exit(97)

import json
import types

pip, patches, graalpy, python, abi, result = sys.argv[1:7]
arguments = sys.argv[7:]
sys.path.insert(0, pip)


def act_as_graalpy():
    """Lets pip in CPython choose what fits GraalPy. Nothing is built here, so no C source needs GraalPy's changes."""
    import builtins

    from pip._vendor.packaging import markers, tags

    builtins.__graalpython__ = types.SimpleNamespace(core_home=patches, get_graalvm_version=lambda: graalpy)
    sys.modules["autopatch_capi"] = types.SimpleNamespace(auto_patch_tree=lambda folder: None)
    if sys.version_info < (3, 11):
        from pip._vendor import tomli

        sys.modules["tomllib"] = tomli
    ours = markers.default_environment

    def environment():
        return {
            **ours(),
            "implementation_name": "graalpy",
            "implementation_version": graalpy,
            "platform_python_implementation": "GraalVM",
            "python_full_version": python,
            "python_version": ".".join(python.split(".")[:2]),
        }

    markers.default_environment = environment
    target = ["--python-version", ".".join(python.split(".")[:2]), "--implementation", "graalpy"]
    for tag in (abi, "none"):
        target += ["--abi", tag]
    for tag in [*tags.platform_tags(), "any"]:
        target += ["--platform", tag]
    return target


def keep_to_the_configured_index():
    """GraalPy's pip asks an index of its own besides the one that pip is configured for."""
    from pip._internal.cli import cmdoptions

    theirs = cmdoptions.extra_index_url

    def extra_index_url():
        option = theirs()
        option.default = []
        return option

    options = cmdoptions.index_group["options"]
    options[options.index(theirs)] = extra_index_url


def remember_what_is_missing():
    """Gives a list, to be filled with the name of a package of which nothing fits, and what is there of it all the same.

    That is "source" for an archive of its source in a version that fits, and "wheel" for wheels for other Pythons.
    """
    from pip._internal.index.package_finder import PackageFinder, _extract_version_from_fragment
    from pip._internal.resolution.resolvelib.factory import Factory
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import canonicalize_name

    evaluate = PackageFinder.get_install_candidate
    report = Factory._report_single_requirement_conflict
    wheels, sources, missing = set(), {}, []

    def get_install_candidate(self, link_evaluator, link):
        candidate = evaluate(self, link_evaluator, link)
        if candidate is None:
            detail = link_evaluator.evaluate_link(link)[1]
            name = canonicalize_name(link_evaluator.project_name)
            if "No sources permitted" in detail:
                version = _extract_version_from_fragment(link.splitext()[0], name)
                sources.setdefault(name, set()).add(version)
            elif "wheel's tags" in detail:
                wheels.add(name)
        return candidate

    def report_single_requirement_conflict(self, requirement, parent):
        name = canonicalize_name(requirement.project_name)
        wanted = Requirement(requirement.format_for_error()).specifier
        fits = any(wanted.filter(version for version in sources.get(name, ()) if version))
        missing.extend([name, *["source"] * fits, *["wheel"] * (name in wheels)])
        return report(self, requirement, parent)

    PackageFinder.get_install_candidate = get_install_candidate
    Factory._report_single_requirement_conflict = report_single_requirement_conflict
    return missing


def main():
    target = [] if sys.implementation.name == "graalpy" else act_as_graalpy()
    keep_to_the_configured_index()
    missing = remember_what_is_missing()
    from pip._internal.cli.main import main as pip_main

    report = result + ".json"
    status = pip_main(["install", "--report", report, *target, *arguments])
    with open(result, "w", encoding="utf-8") as lines:
        if status:
            print(*missing, sep="\t", file=lines)
            return status
        with open(report, encoding="utf-8") as file:
            for package in json.load(file)["install"]:
                metadata = package["metadata"]
                hashes = package["download_info"].get("archive_info", {}).get("hashes", {})
                origin = hashes.get("sha256") or package["download_info"]["url"]
                print(metadata["name"], metadata["version"], origin, sep="\t", file=lines)
    return 0


sys.exit(main())
