"""How the package is built: by flit, which puts into a wheel what lies in the package and nothing else.

The tables have their place at the top of the checkout, where a reader finds them, so a wheel is built from a copy of
the project in which they lie inside the package. flit's own way, `external-data`, would strew them over the root of the
environment, where no code can be sure to find them; a symbolic link is lost on Windows and in a downloaded zip. An
editable install has the checkout, and needs no copy.

pip calls the functions named here (a build backend, PEP 517 and 660) in the folder of pyproject.toml, under any
Python: one that is too old for the course must get as far as hearing that from flit.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable", "build_sdist", "build_wheel", "get_requires_for_build_editable", "get_requires_for_build_sdist",
    "get_requires_for_build_wheel", "prepare_metadata_for_build_editable", "prepare_metadata_for_build_wheel",
]  # fmt: skip

FLIT_READS = ("pyproject.toml", "LICENSE", "LICENSE-CONTENT")
_NO_BYTECODE = shutil.ignore_patterns("__pycache__")


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
    """Build the wheel, with data/ inside the package, in the folder `wheel_directory`; returns its file name."""
    target = os.path.abspath(wheel_directory)
    with tempfile.TemporaryDirectory() as copy:
        for name in FLIT_READS:
            shutil.copy(name, copy)
        shutil.copytree("src", Path(copy) / "src", ignore=_NO_BYTECODE)
        shutil.copytree("data", Path(copy) / "src" / "ketabrain" / "data", ignore=_NO_BYTECODE)
        here = os.getcwd()
        os.chdir(copy)  # where flit looks for the project
        try:
            return str(buildapi.build_wheel(target, config_settings))
        finally:
            os.chdir(here)
