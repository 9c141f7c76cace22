"""What the pictures of an explore hang on, so that only those that may have changed are drawn again.

That is the code of its cell with whatever the cell takes from earlier ones; every module of the course that this code
uses, and what those import; how the course draws; the data tables that any of these modules names; and the packages.
Rather too much than too little: what is taken for unchanged would show old pictures.
"""

import ast
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from tasks.environment import ROOT

SOURCE = ROOT / "src"
COURSE = "ketabrain"
PUBLIC = "ketabrain.lesson"
"""Where cells find what they call; it only passes names on."""
STOPS = ("ketabrain.engine.explore", "ketabrain.engine.session")
"""What these import makes the card and keeps the ledger; of pictures that show the ledger no page holds a second."""
DRAWING = (
    *STOPS,
    "ketabrain.engine.picture",
    "ketabrain.engine.first_sentence",
    "ketabrain.engine.show_table",
    "ketabrain.engine.take_away",
)
CHORES = (
    *(f"tasks/inside/reading/{name}.py" for name in ("drawing", "numbers", "settings")), "tasks/inside/states.py",
)  # fmt: skip
TABLES = "ketabrain.engine.tables"
ASKED = re.compile(r"""["']([\w./]+)["']|\b(quantity|references)\(""")
"""How code asks for a table: by its name, or by a function of its own."""


def key_of(cells: Sequence[str], explore: str, *, source: Path = SOURCE, data: Path = ROOT / "data") -> str:
    """A key that changes whenever the pictures of an explore may: of its lesson's code cells, by its name."""
    code = code_for(cells, explore)
    modules = sorted({*reached(_imported(code), source), *reached(DRAWING, source), *_drawing(source)})
    texts = {name: _text(source, name) for name in modules}
    parts = [
        code, sys.version.split()[0], (ROOT / "requirements.txt").read_text(encoding="utf-8"),
        *((ROOT / each).read_text(encoding="utf-8") for each in CHORES),
        *(f"{name}\n{text}" for name, text in texts.items()),
    ]  # fmt: skip
    words = "\n".join([code, *(text for name, text in texts.items() if not name.startswith(TABLES))])
    for table in tables_in(words, data):
        parts.append(f"{table.name}\n{_schema(table, data)}\n{table.read_text(encoding='utf-8')}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


# --- the cell ---


def code_for(cells: Sequence[str], explore: str) -> str:
    """The call that shows an explore, and every statement before it that makes something which it needs."""
    statements = [each for cell in cells for each in _statements(cell)]
    place = next(number for number, each in enumerate(statements) if explore in _shown(each))
    kept = [statements[place]]
    needed = _names(statements[place])
    for statement in reversed(statements[:place]):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            statement.names = [each for each in statement.names if _bound(each) in needed]
            if statement.names:
                kept.append(statement)
        elif _made(statement) & needed:
            kept.append(statement)
            needed |= _names(statement)
    return "\n".join(ast.unparse(each) for each in reversed(kept))


def _statements(cell: str) -> list[ast.stmt]:
    try:
        return ast.parse(cell).body
    except SyntaxError:  # a line for IPython: it makes nothing that a picture could need
        lines = [line for line in cell.splitlines() if not line.lstrip().startswith(("%", "!"))]
        return ast.parse("\n".join(lines)).body


def _shown(statement: ast.stmt) -> Iterator[str]:
    """The names of the explores that a statement shows."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "explore":
            yield from (ast.literal_eval(each.value) for each in node.keywords if each.arg == "name")


def _names(statement: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _made(statement: ast.stmt) -> set[str]:
    """What a statement makes or may change: names bound, and those of which a part is set or a method called."""
    made = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            made |= _names(node)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        made |= _names(called) if isinstance(called, ast.Attribute) else set()
    return made


def _bound(name: ast.alias) -> str:
    return name.asname or name.name.partition(".")[0]


# --- the modules ---


def reached(names: Iterable[str], source: Path) -> set[str]:
    """Modules of the course, and all that they import in turn."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or not _file(source, name).exists():
            continue
        found.add(name)
        parent = name.rpartition(".")[0]
        waiting += [parent] if parent else []
        if name not in STOPS:
            waiting += _imported(_text(source, name))
    return found


def _imported(code: str) -> list[str]:
    """The course's modules that some code imports. What a cell calls of the public module leads to the card."""
    return [name for name in _all_imported(code) if name.partition(".")[0] == COURSE]


@lru_cache(maxsize=1000)
def _all_imported(code: str) -> tuple[str, ...]:
    found: list[str] = []
    waiting: list[ast.AST] = [ast.parse(code)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            found += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == PUBLIC:
            found += [_home(each.name) for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        waiting += ast.iter_child_nodes(node)
    return tuple(found)


@lru_cache(maxsize=100)
def _home(name: str) -> str:
    """The module in which something that cells call is written."""
    for node in ast.parse(_text(SOURCE, PUBLIC)).body:
        if isinstance(node, ast.ImportFrom) and node.module and name in map(_bound, node.names):
            return node.module
    return PUBLIC


def _drawing(source: Path) -> list[str]:
    """The modules that every picture may be drawn with; what a lesson draws with it imports itself."""
    return [f"{COURSE}.engine.draw.{file.stem}" for file in (source / COURSE / "engine" / "draw").glob("[a-z]*.py")]


def _file(source: Path, name: str) -> Path:
    place = source.joinpath(*name.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _text(source: Path, name: str) -> str:
    return _file(source, name).read_text(encoding="utf-8")


# --- the tables ---


def tables_in(words: str, data: Path) -> list[Path]:
    """The files of the data folder that some code asks for."""
    asked = {Path(name or function.replace("quantity", "quantities")).stem for name, function in ASKED.findall(words)}
    files = sorted(file for kind in ("csv", "json") for file in data.rglob(f"*.{kind}"))
    return [file for file in files if file.stem in asked]


def _schema(table: Path, data: Path) -> str:
    """What the data package says of a table."""
    return _schemas((data / "datapackage.json").read_text(encoding="utf-8")).get(table.stem, "")


@lru_cache(maxsize=2)
def _schemas(package: str) -> dict[str, str]:
    return {each["name"]: json.dumps(each, sort_keys=True) for each in json.loads(package)["resources"]}
