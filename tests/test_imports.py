"""Imports run one way only: tables <- models, evidence <- figures <- lesson; classroom reads what lessons leave."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "ketabrain"

ALLOWED = {
    "__init__": set(),
    "tables": set(),
    "models": {"tables"},
    "evidence": {"tables", "models"},
    "figures": {"tables", "models", "evidence"},
    "lesson": {"tables", "models", "evidence", "figures"},
    "classroom": {"tables", "evidence", "figures", "lesson"},
}
"""What each part of the package may import from the others."""

DRAWING = {"matplotlib"}
WIDGETS = {"ipywidgets", "IPython"}
FORBIDDEN = {
    "tables": DRAWING | WIDGETS,
    "models": DRAWING | WIDGETS,
    "evidence": DRAWING | WIDGETS,
    "figures": WIDGETS,
}
"""Libraries that a part must do without, so that it can be tested and read without them."""

EVERYWHERE_FORBIDDEN = "matplotlib.pyplot"  # global state: figures are made, drawn and dropped by explore


def imported_names(source: str, module: str) -> set[str]:
    """Every dotted name that a module (given by its own dotted name) imports, relative imports resolved."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module.split(".")[: -node.level]) if node.level else ""
            origin = ".".join(filter(None, [base, node.module or ""]))
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return names


def begins_with(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def violations(source: str, module: str) -> list[str]:
    """One sentence for every import that `module`, such as "ketabrain.models.linear", must not have."""
    part = module.split(".")[1]
    found = []
    for name in sorted(imported_names(source, module)):
        if begins_with(name, EVERYWHERE_FORBIDDEN):
            found.append(f"{module} imports {name}: no part of the package uses pyplot")
        if name.split(".")[0] in FORBIDDEN.get(part, set()):
            found.append(f"{module} imports {name}: {part} does without it")
        if name.startswith("ketabrain.") and name != "ketabrain.__version__":  # the version is a fact, not a part
            inside = name.removeprefix("ketabrain.")
            if not any(begins_with(inside, allowed) for allowed in {part} | ALLOWED[part]):
                found.append(f"{module} imports {name}: the arrow points the other way")
    return found


def module_name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts)


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=module_name)
def test_imports_run_one_way(file):
    assert violations(file.read_text(encoding="utf-8"), module_name(file)) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ketabrain.tables", "from ketabrain.models import linear"),
        ("ketabrain.models.linear", "from ketabrain.evidence import fold_error"),
        ("ketabrain.models.linear", "from ..figures import style"),
        ("ketabrain.models.linear", "from ketabrain import lesson"),
        ("ketabrain.models.linear", "import matplotlib"),
        ("ketabrain.evidence.fold_error", "from IPython.display import HTML"),
        ("ketabrain.evidence.fold_error", "def draw():\n    from matplotlib.figure import Figure"),
        ("ketabrain.figures.style", "import ipywidgets as widgets"),
        ("ketabrain.figures.style", "from matplotlib import pyplot as plt"),
        ("ketabrain.lesson.explore", "import matplotlib.pyplot"),
        ("ketabrain.figures.diagrams.synapse", "from ketabrain.lesson.explore import explore"),
        ("ketabrain.lesson.explore", "from ketabrain.classroom import room"),
        ("ketabrain.classroom.room", "from ketabrain.models import linear"),
    ],
)
def test_a_wrong_import_is_caught(module, line):
    assert len(violations(line, module)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ketabrain.models.linear", "from ketabrain.tables import load"),
        ("ketabrain.models.pk", "from . import linear"),
        ("ketabrain.figures.style", "from matplotlib.figure import Figure"),
        ("ketabrain.figures.pk", "from ketabrain.models.linear import solve"),
        ("ketabrain.lesson.explore", "import ipywidgets\nfrom ketabrain.figures.style import BLUE"),
        ("ketabrain.classroom.room", "from ketabrain.lesson.ledger import Ledger"),
    ],
)
def test_a_right_import_passes(module, line):
    assert violations(line, module) == []
