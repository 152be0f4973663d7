"""Stands in for NumPy's build backend while pip downloads the source.

pip asks the backend of a source archive for the package's metadata, even when it only downloads. NumPy's own backend
would compile for a minute to answer; the answer is the file PKG-INFO that every source archive holds (PEP 517, PEP 643).
"""

import pathlib
import shutil


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = pathlib.Path(metadata_directory, "numpy.dist-info")
    folder.mkdir()
    shutil.copyfile("PKG-INFO", folder / "METADATA")
    return folder.name
