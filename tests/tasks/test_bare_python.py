"""What each half of tasks may import: the chores only what every Python has, those inside `.venv` no tests."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "tasks").rglob("*.py"))


def imported(source: str) -> set[str]:
    """Every dotted name that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "tasks imports by full names"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def begins_with(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def wrong(source: str, *, inside: bool) -> set[str]:
    """The names that a module of tasks must not import: `inside` or not, it starts tests and imports none."""
    names = imported(source)
    if inside:
        return {name for name in names if begins_with(name, "tests")}
    own = {name for name in names if begins_with(name, "tasks") and not begins_with(name, "tasks.inside")}
    return {name for name in names - own if name.split(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_half_keeps_to_what_it_may_import(file):
    assert wrong(file.read_text(encoding="utf-8"), inside="inside" in file.parts) == set()


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("import pandas as pd", False),
        ("def late():\n    from PIL import Image", False),
        ("from ketabrain import tables", False),
        ("from tasks import inside", False),
        ("from tasks.inside.site import build", False),
        ("import tests.browser.lab", False),
        ("from tests.benchmarks import widgets", True),
        ("import tests", True),
    ],
)
def test_a_wrong_import_is_caught(line, inside):
    assert len(wrong(line, inside=inside)) == 1


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("import tomllib\nfrom collections.abc import Mapping\nfrom tasks.environment import ROOT", False),
        ("from tasks import binder", False),
        ("import pandas\nfrom tasks.inside.in_process import NOTEBOOKS\nfrom tasks import binder", True),
    ],
)
def test_a_right_import_passes(line, inside):
    assert wrong(line, inside=inside) == set()
