"""`python -m tasks who-uses ID_OR_KEY`: what a quantity, a source or a table touches, before it is changed.

Given the id of a quantity, the key of a reference or the name of a table, prints the cells of lessons, the exercises,
the functions of the package and the rows of tables that name it; a reference is also named by the quantities that were
read in it. Then the cells that come to it through functions that they call: there a picture may change, if not a word.

It reads sources and runs nothing, so what is only put together at run time is found where an f-string does it and not
elsewhere.
"""

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from ketabrain.engine import tables
from tasks.environment import ROOT, TaskError
from tasks.present import lesson_number

LOADERS = {"load", "resource", "checked_rows"}
"""Functions that are given the name of a table."""
BY_ROW = {"quantities", "verdicts"}
"""Tables that lessons use by single rows, so that loading the table does not mean showing the row."""
SHORTEST = 6
"""Letters that an f-string must hold besides its gaps, so that it names something."""

Place = tuple[str, str]
"""A cell ("02", "explore-clock") or what a module defines ("ketabrain.topics.shared.half_life", "share_left")."""


@dataclass
class Home:
    """A module or a notebook: its parts as syntax, the names that they bind, and what is imported under which name."""

    parts: dict[str, list[ast.stmt]] = field(default_factory=dict)
    bound: dict[str, set[str]] = field(default_factory=dict)
    imports: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Uses:
    """Where something is used: places that name it, by what they are; rows by table; cells that come to it by calls."""

    kind: str
    cells: tuple[Place, ...]
    exercises: tuple[Place, ...]
    functions: tuple[Place, ...]
    rows: Mapping[str, tuple[str, ...]]
    reached: tuple[Place, ...]


def who_uses(key: str, root: Path = ROOT) -> Uses:
    """Everything that uses a quantity, reference or table. Raises TaskError for an unknown key."""
    kind = kind_of(key)
    rows = {} if kind == "table" else rows_naming(key)
    homes = read_homes(root)
    # A number that was read in a source carries it into every sentence that tells the number.
    names = {key, *(rows.get("quantities", ()) if kind == "reference" else ())}
    shown = {key} if kind == "table" else set(rows) - BY_ROW
    named, loading = [], []
    for home, name, statements in _all_parts(homes):
        if kind != "table" and any(mentions(statements, each) for each in names):
            named.append((home, name))
        if any(loads(statements, table) for table in shown):
            loading.append((home, name))
    direct = loading if kind == "table" else named
    cells = tuple(place for place in direct if place[0].isdecimal())
    exercises = tuple(place for place in direct if ".exercises." in place[0])
    functions = tuple(place for place in direct if place not in cells and place not in exercises)
    reached = [place for place in cells_reaching({*named, *loading}, homes) if place not in cells]
    return Uses(kind, cells, exercises, functions, rows, tuple(reached))


def kind_of(key: str) -> str:
    """Whether a key is a "quantity", a "reference" or a "table". Raises TaskError for one that is none of them."""
    known = {
        "quantity": list(tables.load("quantities")["id"]),
        "reference": list(tables.references()),
        "table": table_names(),
    }
    for kind, names in known.items():
        if key in names:
            return kind
    close = get_close_matches(key, [name for names in known.values() for name in names], n=3)
    meant = f" Did you mean {' or '.join(close)}?" if close else ""
    raise TaskError(f"{key!r} is no quantity, reference or table of this course.{meant}")


def table_names() -> list[str]:
    """Every table that datapackage.json describes, but for the references."""
    described = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return [each["name"] for each in described if each["name"] != "references"]


def rows_naming(key: str) -> dict[str, tuple[str, ...]]:
    """Rows of each table that hold the key in a cell, alone or in a list, by their first column."""
    found = {}
    for name in table_names():
        table = tables.load(name)
        # The row that is the quantity itself does not use it.
        columns = [column for column in table.columns if (name, column) != ("quantities", "id")]
        rows = table[table[columns].map(lambda cell: key in str(cell).split(";")).any(axis=1)]
        if len(rows):
            found[name] = tuple(dict.fromkeys(rows[table.columns[0]].astype(str)))
    return found


def read_homes(root: Path = ROOT) -> dict[str, Home]:
    """Every module of the package by its dotted name and every notebook by its number."""
    package = root / "src" / "ketabrain"
    homes = {}
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        homes[".".join(part for part in parts if part != "__init__")] = _module(file.read_text(encoding="utf-8"))
    for file in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        homes[lesson_number(file)] = _notebook(
            {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}
        )
    return homes


def _module(source: str) -> Home:
    home = Home()
    for statement in ast.parse(source).body:
        names = _bound_by(statement)
        for name in names:
            _add(home, name, [statement], {name})
        if not names:
            _add(home, "", [statement], set())
    return home


def _notebook(cells: Mapping[str, str]) -> Home:
    home = Home()
    for name, source in cells.items():
        code = "\n".join("" if re.match(r"\s*[%!?]", line) else line for line in source.splitlines())
        statements = ast.parse(code).body
        _add(home, name, statements, {each for statement in statements for each in _bound_by(statement)})
    return home


def _add(home: Home, part: str, statements: list[ast.stmt], names: set[str]) -> None:
    home.parts.setdefault(part, []).extend(statements)
    for name in names:
        home.bound.setdefault(name, set()).add(part)
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ketabrain"):
            home.imports |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}


def _bound_by(statement: ast.stmt) -> set[str]:
    """The names that a statement gives to something, but not by importing it."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    nodes = _own_nodes(statement)
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """What a statement holds itself: of a loop or a function the head, not the statements in it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt))


def _all_parts(homes: Mapping[str, Home]) -> Iterator[tuple[str, str, list[ast.stmt]]]:
    for home, content in homes.items():
        for name, statements in content.parts.items():
            yield home, name, statements


def mentions(statements: Iterable[ast.stmt], key: str) -> bool:
    """Whether a string names a key: alone, in a list, in words as {id} or [@key], or as what an f-string may give."""
    nodes = [node for statement in statements for node in ast.walk(statement)]
    pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    # In running words only the marks of `tell` count: an id may be a word of everyday language too.
    marked = re.compile(rf"[{{@]{re.escape(key)}(?![\w-])")
    for node in nodes:
        if isinstance(node, ast.JoinedStr) and _may_become(node, key):
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            alone = id(node) not in pieces and key in node.value.split(";")
            if alone or marked.search(node.value):
                return True
    return False


def _may_become(node: ast.JoinedStr, key: str) -> bool:
    """Whether an f-string such as f"molecular-weight-{form}" can give the key."""
    texts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    if sum(len(text) for text in texts if isinstance(text, str)) < SHORTEST:
        return False
    pattern = "".join(re.escape(text) if isinstance(text, str) else r"[\w-]+" for text in texts)
    return re.fullmatch(pattern, key) is not None


def loads(statements: Iterable[ast.stmt], table: str) -> bool:
    """Whether the code loads a table: the table's name stands in one statement with `load`."""
    for statement in statements:
        for each in ast.walk(statement):
            if isinstance(each, ast.stmt):
                inside = list(_own_nodes(each))
                called = {_last_name(node.func) for node in inside if isinstance(node, ast.Call)}
                named = any(isinstance(node, ast.Constant) and node.value == table for node in inside)
                if (named and called & LOADERS) or (table == "quantities" and "quantity" in called):
                    return True
    return False


def _last_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def cells_reaching(wanted: set[Place], homes: Mapping[str, Home]) -> list[Place]:
    """The cells whose code comes to one of the wanted places: itself, or through the names that it uses."""
    users: dict[Place, set[Place]] = {}
    for home, name, statements in _all_parts(homes):
        for used in _used(homes, home, statements):
            users.setdefault(used, set()).add((home, name))
    reached, waiting = set(wanted), list(wanted)
    while waiting:
        new = users.get(waiting.pop(), set()) - reached
        reached |= new
        waiting.extend(new)
    cells = [(home, name) for home, name, _ in _all_parts(homes) if home.isdecimal()]
    return [cell for cell in cells if cell in reached]


def _used(homes: Mapping[str, Home], home: str, statements: Iterable[ast.stmt]) -> set[Place]:
    """The places that some statements of a home refer to, by a name or as `module.name`."""
    found = set()
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Name):
            found |= _defined(homes, home, node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = ".".join(homes[home].imports.get(node.value.id, ()))
            found |= _defined(homes, module, node.attr)
    return found


def _defined(homes: Mapping[str, Home], home: str, name: str) -> set[Place]:
    """Where a name of a home is defined, also by way of modules that only pass it on; empty if outside the package."""
    if home not in homes:
        return set()
    if name in homes[home].bound:
        return {(home, part) for part in homes[home].bound[name]}
    return _defined(homes, *homes[home].imports[name]) if name in homes[home].imports else set()


def report(key: str, uses: Uses) -> str:
    """The answer as it is printed."""
    lines = [f"{key} is a {uses.kind}."]

    def part(heading: str, found: Mapping[str, Sequence[str]]) -> None:
        lines.append(heading)
        lines.extend(f"  {home}: {', '.join(names)}" for home, names in found.items())
        if not found:
            lines.append("  none")

    part("Cells of lessons that name it:", _by_home(uses.cells))
    part("Exercises:", _by_home(uses.exercises))
    part("Functions and constants:", _by_home(uses.functions))
    if uses.kind != "table":
        part("Rows of tables:", uses.rows)
    part("Cells that come to it through what they call, or show a table with such a row:", _by_home(uses.reached))
    return "\n".join(lines)


def _by_home(places: Iterable[Place]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for home, name in places:
        found.setdefault(home, []).append(name)
    return found


def main(argv: Sequence[str]) -> int:
    """Print what uses the key; returns the exit status."""
    if len(argv) != 1:
        print("Name one quantity, reference or table, such as half-life-mouse.", file=sys.stderr)
        return 1
    try:
        print(report(argv[0], who_uses(argv[0])))
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
