"""`python -m tasks who-uses`, on a small house of its own and on the course."""

import ast
import json

import pytest

from tasks.environment import TaskError
from tasks.inside import who_uses
from tasks.inside.who_uses import cells_reaching, kind_of, loads, mentions, read_homes

MODULES = {
    "engine/tables.py": "def load(name): ...\ndef quantity(id): ...\n",
    "topics/time/clock.py": (
        "from ketabrain.engine import tables\n"
        "HALF_LIFE = 'half-life-mouse'\n"
        "def share(hours):\n    return hours / tables.quantity(HALF_LIFE).value\n"
        "def nothing():\n    return 0\n"
    ),
    "lesson.py": "from ketabrain.engine.start import start\n",
    "engine/start.py": "from ketabrain.engine import tables\ndef start(lesson):\n    return tables.load('lessons')\n",
}
NOTEBOOK = {
    "begin": "from ketabrain.lesson import start\n\nstart('02')",
    "import": "%matplotlib inline\nfrom ketabrain.topics.time import clock",
    "define": "def model(hours):\n    return clock.share(hours)",
    "widget": "explore(model, 'x')",
    "apart": "clock.nothing()",
}


@pytest.fixture
def homes(tmp_path):
    for name, source in MODULES.items():
        file = tmp_path / "src" / "ketabrain" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    cells = [{"id": name, "cell_type": "code", "source": [source]} for name, source in NOTEBOOK.items()]
    cells.append({"id": "words", "cell_type": "markdown", "source": ["half-life-mouse("]})
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "02-x.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return read_homes(tmp_path)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("quantity('half-life')", True),
        ("tell('''It is {half-life} in people.''')", True),
        ("tell('''It is {half-life.value} in people.''')", True),
        ("tell('''As they say [@half-life].''')", True),
        ("sources = 'other;half-life'", True),
        ("f'half-{kind}'", False),  # too little to go by
        ("tell('''The half-life is long.''')", False),  # a word, not an id
        ("quantity('half-life-mouse')", False),
        ("tell('''{half-life-mouse}''')", False),
        ("half_life = 1  # half-life", False),
    ],
)
def test_what_names_a_key(source, named):
    assert mentions(ast.parse(source).body, "half-life") == named


def test_an_id_that_an_fstring_puts_together_is_found():
    source = ast.parse("tables.quantity(f'molecular-weight-{form}')").body
    assert mentions(source, "molecular-weight-base")
    assert not mentions(source, "weight-base")


@pytest.mark.parametrize(
    ("source", "table", "found"),
    [
        ("tables.load('history')", "history", True),
        ("for row in tables.load('history').itertuples():\n    pass", "history", True),
        ("a, b = (tables.load(name) for name in ('claims', 'history'))", "history", True),
        ("def f():\n    if x:\n        return load('history')", "history", True),
        ("tables.quantity('half-life')", "quantities", True),
        ("topic = 'history'\ntables.load('claims')", "history", False),
        ("for topic in ['history']:\n    tables.load('claims')", "history", False),
        ("show('history')", "history", False),
    ],
)
def test_what_loads_a_table(source, table, found):
    assert loads(ast.parse(source).body, table) == found


def test_a_cell_is_reached_through_constants_functions_and_other_cells(homes):
    wanted = {("ketabrain.topics.time.clock", "HALF_LIFE")}
    assert cells_reaching(wanted, homes) == [("02", "define"), ("02", "widget")]


def test_a_name_that_a_package_passes_on_leads_to_its_module(homes):
    assert cells_reaching({("ketabrain.engine.start", "start")}, homes) == [("02", "begin")]


def test_markdown_is_no_code(homes):
    assert "words" not in homes["02"].parts


def test_the_course_answers_for_a_table(capsys):
    assert who_uses.main(["history"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("history is a table.\n")
    assert "ketabrain.topics.history.history: events_until" in printed
    assert "01: explore-history" in printed
    assert "02: " not in printed


def test_a_source_is_used_where_a_number_read_in_it_is_told(monkeypatch):
    rows = {"quantities": ("half-life-mouse",), "verdicts": ("C03",)}
    monkeypatch.setattr(who_uses, "rows_naming", lambda key: rows)
    uses = who_uses.who_uses("ma2023")
    assert ("02", "other-tell") in uses.cells
    assert ("02", "explore-clock") in uses.reached
    assert uses.rows == rows


def test_rows_that_name_a_source_are_found_in_lists_too(monkeypatch):
    monkeypatch.setattr(who_uses, "table_names", lambda: ["claims", "verdicts", "quantities"])
    rows = who_uses.rows_naming("zarate2006b")
    assert "C03" in rows["verdicts"]
    assert "memantine-trial" in rows["quantities"]
    assert "claims" not in rows
    assert who_uses.rows_naming("memantine-trial") == {}


@pytest.mark.parametrize(
    ("key", "kind"), [("half-life-mouse", "quantity"), ("zarate2006b", "reference"), ("history", "table")]
)
def test_what_a_key_is(key, kind):
    assert kind_of(key) == kind


def test_an_unknown_key_is_one_sentence_that_names_what_looks_like_it():
    with pytest.raises(TaskError, match="Did you mean half-life-mouse"):
        kind_of("half-life-mous")


@pytest.mark.parametrize("typed", [[], ["half-life-mous"], ["half-life-mouse", "history"]])
def test_what_cannot_be_answered_is_a_line(typed, capsys):
    assert who_uses.main(typed) == 1
    assert capsys.readouterr().err.count("\n") == 1
