"""What the pictures of an explore hang on: a change of any of it draws them again, and no other does."""

import json
import re

import pytest

from tasks.inside.in_process import NOTEBOOKS, code_cells
from tasks.inside.reading.hangs_on import SOURCE, code_for, key_of, reached

MODULES = {
    "ketabrain/__init__.py": "",
    "ketabrain/lesson.py": "from ketabrain.engine.explore import explore\n",
    "ketabrain/engine/__init__.py": "",
    "ketabrain/engine/explore.py": "from ketabrain.engine import ledger\n",
    "ketabrain/engine/ledger.py": "kept = 1\n",
    "ketabrain/engine/draw/__init__.py": "",
    "ketabrain/engine/draw/style.py": "colour = 'blue'\n",
    "ketabrain/topics/__init__.py": "",
    "ketabrain/topics/model.py": "from ketabrain.topics import deeper\n\nmodel = deeper.table\n",
    "ketabrain/topics/deeper.py": "def table():\n    return load('levels')\n",
    "ketabrain/topics/other.py": "def other():\n    return load('others')\n",
}
CELLS = [
    "from ketabrain.lesson import explore\nfrom ketabrain.topics import model, other",
    "way = {}\nunused = other.other()",
    "way['vein'] = 1",
    "# a note\nexplore(lambda dose: model.model(way, dose), name='one')",
    "explore(other.other, name='two')",
]


@pytest.fixture
def course(tmp_path):
    """A small course whose files can be changed; gives the key of the explore "one" as they stand now."""
    for name, text in MODULES.items():
        file = tmp_path / "src" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    for name in ("levels", "others"):
        (data / f"{name}.csv").write_text("a\n1\n", encoding="utf-8")
    described = {"resources": [{"name": "levels", "unit": "ng/mL"}, {"name": "others"}]}
    (data / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")

    def key(cells=CELLS, explore="one"):
        return key_of(cells, explore, source=tmp_path / "src", data=data)

    return tmp_path, key


@pytest.mark.parametrize(
    "file",
    ["src/ketabrain/topics/model.py", "src/ketabrain/topics/deeper.py", "src/ketabrain/engine/draw/style.py",
     "src/ketabrain/engine/explore.py", "data/levels.csv"],
)  # fmt: skip
def test_what_it_uses_directly_or_through_others_draws_it_again(course, file):
    folder, key = course
    before = key()
    with (folder / file).open("a", encoding="utf-8") as open_file:
        open_file.write("\n# changed\n")
    assert key() != before


@pytest.mark.parametrize("file", ["src/ketabrain/topics/other.py", "src/ketabrain/engine/ledger.py", "data/others.csv"])
def test_what_it_does_not_use_leaves_it_as_it_is(course, file):
    folder, key = course
    before = key()
    with (folder / file).open("a", encoding="utf-8") as open_file:
        open_file.write("\n# changed\n")
    assert key() == before


def test_the_description_of_its_table_counts_and_that_of_another_does_not(course):
    folder, key = course
    before, package = key(), folder / "data" / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('"others"', '"others", "unit": "h"'), encoding="utf-8")
    assert key() == before
    package.write_text(text.replace("ng/mL", "mg/L"), encoding="utf-8")
    assert key() != before


@pytest.mark.parametrize(
    ("place", "code", "same"),
    [
        (1, "way = {'nose': 2}", False),
        (2, "way['vein'] = 2", False),
        (2, "way.update(vein=2)", False),
        (3, "explore(lambda dose: model.model(way, 2 * dose), name='one')", False),
        (1, "way = {}\nunused = 1", True),
        (3, "explore(lambda dose: model.model(way,dose), name='one')  # the same", True),
        (4, "explore(other.other, name='two', task='Another task')", True),
    ],
)
def test_a_cell_counts_if_the_explore_needs_what_it_makes(course, place, code, same):
    _, key = course
    assert (key([*CELLS[:place], code, *CELLS[place + 1 :]]) == key()) is same


def test_a_line_for_ipython_is_no_obstacle():
    assert "explore" in code_for(["%pip list\nx = 1", "explore(f, name='one', a=x)"], "one")


def test_an_explore_of_the_course_hangs_on_its_own_model():
    found = reached(["ketabrain.topics.dose.draw_body"], SOURCE)
    assert "ketabrain.engine.draw.layout" in found
    assert not any(name.startswith("ketabrain.topics.spines") for name in found)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_of_every_explore_of_the_course_is_found(path):
    cells = code_cells(path)
    for cell in cells:
        for name in re.findall(r'^explore\(.*?\bname="([^"]+)"', cell, re.MULTILINE | re.DOTALL):
            assert f"name='{name}'" in code_for(cells, name)
