"""Imports run one way only: engine <- topics/shared <- topics <- lesson and notebooks."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "ketabrain"

DRAWING = {"matplotlib"}
WIDGETS = {"ipywidgets", "IPython"}
WITH_CARDS = {"fair_version", "structure_view", "summary"}
"""Modules of topics that show a card of their own: they may use widgets, as no other may."""
PURE = {
    "tables", "stats", "course", "judgement", "choices", "linear", "export", "exercise", "exercises", "diagnose",
    "errors", "arrays", "numerals",
}  # fmt: skip
"""Parts of the engine that neither draw nor show anything."""
NEVER_DRAWN_FROM = {"tables", "prose"}
"""Parts of the engine that read data/: a drawing gets all that it shows in the result that it is given."""
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


def begins_with(name: str, *prefixes: str) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def why_not(module: str, name: str) -> str:
    """Why a module such as "ketabrain.topics.dose.body" must not import a name; empty if it may."""
    _, part, *inside = module.split(".")
    library, draws = name.split(".")[0], inside and inside[-1].startswith("draw_")
    if begins_with(name, EVERYWHERE_FORBIDDEN):
        return "no part of the package uses pyplot"
    if part == "engine":
        if inside and inside[0] in PURE and library in DRAWING | WIDGETS:
            return "this part of the engine neither draws nor shows"
        if inside and inside[0] == "draw" and library in WIDGETS:
            return "what is drawn needs no widgets"
        if begins_with(name, "ketabrain.topics", "ketabrain.lesson"):
            return "the engine knows no topic"
    if part == "topics":
        if not draws and (library in DRAWING or begins_with(name, "ketabrain.engine.draw")):
            return "only draw_… draws"
        if library in WIDGETS and not {*inside} & WITH_CARDS:
            return "a topic shows no widgets"
        if draws and begins_with(name, *(f"ketabrain.engine.{each}" for each in NEVER_DRAWN_FROM)):
            return "what is drawn comes in the result"
        rooms = (f"ketabrain.topics.{inside[0]}", "ketabrain.topics.shared") if inside else ()
        if begins_with(name, "ketabrain") and not begins_with(name, "ketabrain.engine", *rooms):
            return "a topic knows the engine, what is shared, and itself"
    return ""


def violations(source: str, module: str) -> list[str]:
    """One line for every import that a module must not have."""
    found = ((name, why_not(module, name)) for name in sorted(imported_names(source, module)))
    return [f"{module} imports {name}: {why}" for name, why in found if why]


def module_name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts)


def test_imports_run_one_way():
    modules = {module_name(file): file.read_text(encoding="utf-8") for file in sorted(PACKAGE.rglob("*.py"))}
    assert len(modules) > 300
    assert [line for module, source in modules.items() for line in violations(source, module)] == []


ITS_COURSE = re.compile(r"ketamin|ketabrain|article\d{4}|\blesson \d\d\b|\b\d+ claims", re.IGNORECASE)
"""Words by which the engine would know which course it serves."""


def test_the_engine_names_no_drug_and_no_article():
    files = sorted((PACKAGE / "engine").rglob("*.py"))
    lines = [(file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    said = [(name, line) for name, line in lines if not re.match(r"\s*(from|import) ketabrain", line)]
    assert [found for found in said if ITS_COURSE.search(found[1])] == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ketabrain.engine.tables", "from ketabrain.topics.dose import body"),
        ("ketabrain.engine.session", "from ketabrain.lesson import start"),
        ("ketabrain.engine.linear", "import matplotlib"),
        ("ketabrain.engine.stats.fold_error", "from IPython.display import HTML"),
        ("ketabrain.engine.stats.fold_error", "def draw():\n    from matplotlib.figure import Figure"),
        ("ketabrain.engine.draw.style", "import ipywidgets as widgets"),
        ("ketabrain.engine.draw.style", "from matplotlib import pyplot as plt"),
        ("ketabrain.engine.explore", "import matplotlib.pyplot"),
        ("ketabrain.topics.dose.body", "from matplotlib.figure import Figure"),
        ("ketabrain.topics.dose.body", "from ketabrain.topics.channel import trapping"),
        ("ketabrain.topics.dose.body", "from ..channel import trapping"),
        ("ketabrain.topics.dose.body", "import ipywidgets"),
        ("ketabrain.topics.dose.exercises", "from ketabrain.engine.draw import lettering"),
        ("ketabrain.topics.dose.draw_body", "from ketabrain.engine import tables"),
        ("ketabrain.topics.dose.draw_body", "from ketabrain.engine.tables import quantity"),
        ("ketabrain.topics.dose.draw_body", "from ketabrain.lesson import explore"),
        ("ketabrain.topics.shared.occupancy", "from ketabrain.topics.dose import body"),
    ],
)
def test_a_wrong_import_is_caught(module, line):
    assert len(violations(line, module)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ketabrain.engine.linear", "from ketabrain.engine.tables import load"),
        ("ketabrain.engine.explore", "import ipywidgets\nfrom ketabrain.engine.draw.style import BLUE"),
        ("ketabrain.engine.draw.style", "from matplotlib.figure import Figure"),
        (
            "ketabrain.topics.dose.body",
            "from ketabrain.engine import linear, tables",
        ),
        ("ketabrain.topics.dose.body", "from ketabrain.topics.shared import bands\nfrom . import published_levels"),
        ("ketabrain.topics.dose.draw_body", "from matplotlib.figure import Figure\nfrom . import body"),
        ("ketabrain.topics.judging.summary", "import ipywidgets"),
        ("ketabrain.lesson", "from ketabrain.topics.judging.summary import summary"),
    ],
)
def test_a_right_import_passes(module, line):
    assert violations(line, module) == []
