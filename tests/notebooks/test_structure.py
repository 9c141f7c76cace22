"""Every lesson has the same rooms, and in them what a learner needs."""

import ast
import re

import nbformat
import pytest

from ketabrain.engine import exercises, tables
from tasks.inside.in_process import NOTEBOOKS
from tasks.present import lesson_number

ROOMS = (
    "1. Claim", "2. Predict", "3. How it works", "4. Explore", "5. The evidence", "6. The other side", "7. Exercises",
    "8. Verdict", "9. References and next",
)  # fmt: skip
LONGEST_CELL = 15
TO_READ = "to-read"
"""The tag of code that a learner should read or change: a model in a few lines, a comparison that the text explains."""
MOST_TO_READ = 3
lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def rooms(path) -> dict[str, str]:
    """The text and code of each room by its heading."""
    whole = "\n".join(("" if cell.cell_type == "markdown" else "\n") + cell.source for cell in read(path).cells)
    parts = re.split(r"^## (\d\. [^\n★]+?) *★?$", whole, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@lessons
def test_rooms_stand_in_the_fixed_order(path):
    assert tuple(rooms(path)) == ROOMS


def explore_names(path) -> list[str]:
    """The name of every explore that a notebook's cells call for."""
    cells = (cell.source for cell in read(path).cells if cell.cell_type == "code")
    calls = (node for source in cells for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    given = (call.keywords for call in calls if isinstance(call.func, ast.Name) and call.func.id == "explore")
    return [ast.literal_eval(each.value) for keywords in given for each in keywords if each.arg == "name"]


@lessons
def test_no_two_explores_have_the_same_name(path):
    names = explore_names(path)
    assert names
    assert len(set(names)) == len(names)


@lessons
def test_each_room_holds_what_it_promises(path):
    room = rooms(path)
    assert re.search(r"\bstart\(", room["1. Claim"])
    assert 1 <= len(re.findall(r"^predict\(", room["2. Predict"], re.MULTILINE)) <= 3
    assert re.search(r"\bdraw_\w+\.\w+", room["3. How it works"])
    assert re.search(r"\bexplore\(", room["4. Explore"])
    assert re.search(r"tables\.load\(|show_table\(|\btable=", room["5. The evidence"])
    assert len(re.findall(r"^check\(", room["7. Exercises"], re.MULTILINE)) >= 3
    assert re.search(r"^verdict\(", room["8. Verdict"], re.MULTILINE)
    assert re.search(r"^references\(", room["9. References and next"], re.MULTILINE)


@lessons
def test_the_other_side_cites_what_speaks_against(path):
    text = rooms(path)["6. The other side"]
    stances = dict(tables.load("quantities")[["id", "stance"]].itertuples(index=False))
    named = [stances[found] for found in re.findall(r"\{([a-z0-9-]+)[.}]", text)]
    assert {"qualifies", "contradicts"} & set(named) or len(re.findall(r"\[@", text)) >= 3


@lessons
def test_three_objectives_and_a_time(path):
    lesson = tables.load("lessons").set_index("lesson").loc[lesson_number(path)]
    assert all(lesson[f"objective_{i}"].strip() for i in (1, 2, 3))
    assert 0 < lesson["minutes_low"] < lesson["minutes_high"]
    assert path.stem == f"{lesson.name}-{lesson['slug']}"


@lessons
def test_exercises_exist_and_belong_to_the_lesson(path):
    asked = re.findall(r'check\("([^"]+)"', rooms(path)["7. Exercises"])
    assert len(set(asked)) == len(asked)
    for exercise_id in asked:
        assert exercise_id.startswith(f"{lesson_number(path)}.")
        exercise = exercises.find(exercise_id)
        assert exercise.hints
        assert exercise.solution()


@lessons
def test_cells_are_short_and_kept_without_outputs(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
            checked = "nbval-check-output" in cell.metadata.get("tags", [])
            assert bool(cell.outputs) == checked, f"{cell.id}: only a cell that nbval compares has an output"
            assert cell.execution_count == (1 if checked else None), f"{cell.id}: run `make notebooks`"


def has_a_gap(source: str) -> bool:
    """Whether code is a template that a learner completes: somewhere in a function stands `...`."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return any(isinstance(node, ast.Constant) and node.value is ... for each in functions for node in ast.walk(each))


def to_read(cell) -> bool:
    return TO_READ in cell.metadata.get("tags", [])


@lessons
def test_code_is_shown_where_a_learner_writes_or_reads_it_and_is_folded_away_elsewhere(path):
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    for cell in code:
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert folded != (has_a_gap(cell.source) or to_read(cell)), cell.id
        assert not (has_a_gap(cell.source) and to_read(cell)), f"{cell.id}: a template is shown without a tag"
    assert sum(map(to_read, code)) <= MOST_TO_READ


@pytest.mark.parametrize(
    ("source", "gap"),
    [
        ("def rate(dose):\n    return ...\n\n\ncheck('01.rate', rate)", True),
        ("def rate(dose):\n    per_kg = dose / ...\n    return per_kg", True),
        ("tell('Replace the ... and run')", False),
        ("def rate(dose):\n    return dose / 70", False),
        ("levels[..., 0]", False),
    ],
)
def test_a_template_is_known_by_its_gap(source, gap):
    assert has_a_gap(source) == gap


@lessons
def test_a_short_route_is_marked(path):
    assert "★" in "".join(cell.source for cell in read(path).cells)


def test_lesson_numbers_are_unique():
    numbers = [*map(lesson_number, NOTEBOOKS)]
    assert len(set(numbers)) == len(numbers) > 0


@pytest.mark.parametrize("claim", tables.load("claims")["claim"])
def test_each_claim_has_its_lesson(claim):
    row = tables.load("claims").set_index("claim").loc[claim]
    wanted = row["lessons"].split(";")
    written = {lesson_number(path): path for path in NOTEBOOKS}
    verdicts = [rooms(written[lesson])["8. Verdict"] for lesson in wanted]
    assert any(f'"{claim}"' in verdict for verdict in verdicts), f"no lesson asks for a verdict on {claim}"
