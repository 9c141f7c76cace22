"""`make worksheet`: the front asks everything and tells nothing; what goes on the back, and why."""

import html
import io
import re
from types import SimpleNamespace

import nbformat
import pytest
from matplotlib.figure import Figure
from PIL import Image

from ketabrain.engine.draw.layout import HEADING
from ketabrain.engine.exercise import ChoiceExercise, NumberExercise
from ketabrain.engine.predict import Interval, Number, Several, Truth
from tasks.inside import worksheet
from tasks.inside.in_process import NOTEBOOKS, run_in_process
from tasks.inside.worksheet_page import by_factors, front_side, sure_boxes, tick_words, ticks
from tests.notebooks.test_asking import gives_away

lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
GUIDE = """# Guide

## 50 minutes

| start | min | who | what happens | project |
|---|---|---|---|---|
| 0:00 | 50 | pairs | All | 4.1, `two-blocks`; `05.reset`; section 2, `equal-block` |

Not of the clock: `later`.

## What to project

1. `surge: Surge starts = 0`. Ask. Move to `two-blocks: On interneurons = 50`.

### What the room should find

- `circuit`: more.

## The prediction to collect

Collect `equal-block`: like `other`.
"""


def blocks(page: str) -> dict[str, str]:
    """The words of each prediction on a front, and under "" all others, without numbers on lines and beside boxes."""
    page = re.sub(r'<svg.*?</svg>|<span class="tick">\d+</span>', "", page)
    found = re.split(r'<div class="ask" data-item="([^"]+)">', page)
    last, _, rest = found[-1].partition("</div>")
    parts = {"": f"{found[0]} {rest}", **dict(zip(found[1::2], [*found[2:-1:2], last], strict=True))}
    return {item: " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split()) for item, words in parts.items()}


def answer_of(question):
    kinds = {"number": Number, "range": Interval}
    if question.kind == "choice":
        return Several(question.options)
    return kinds[question.kind](question.low, question.high, question.unit)


@lessons
def test_every_prediction_and_option_and_claim_is_on_the_front_and_no_answer_is(path):
    front = worksheet.front_of(path)
    words = blocks(front_side(front))
    assert [each.item for each in front.questions] == [item for item in words if item]
    assert front.questions
    assert front.claims
    assert all(each.statement in words[""] for each in front.claims)
    for question in front.questions:
        own = words[question.item]
        assert question.text in own
        assert all(option in own for option in question.options)
        others = " ".join(said for item, said in words.items() if item != question.item)
        others = others.replace("of 100 channels", "")  # the unit of another question
        assert gives_away(others, answer_of(question), Truth(question.truth, "")) == []


@lessons
def test_each_lesson_has_an_exercise_for_paper(path):
    lesson = path.stem.partition("-")[0]
    exercise = worksheet.exercise_for_paper(lesson, [])
    assert isinstance(exercise, ChoiceExercise | NumberExercise)
    assert "of 4.1" not in exercise.prompt


def test_the_exercise_of_the_clock_goes_first_unless_it_leads_back_to_controls():
    assert worksheet.exercise_for_paper("05", ["05.reset", "05.gamma"]).id == "05.reset"
    assert worksheet.exercise_for_paper("05", ["05.cancel", "05.gamma"]).id == "05.gamma"


def test_a_guide_names_what_it_projects_in_the_order_of_its_clock_and_what_it_collects():
    assert worksheet.named_to_project(GUIDE) == ["two-blocks", "05.reset", "equal-block", "surge"]
    assert worksheet.named_to_project("") == []
    assert worksheet.collected_first(GUIDE, ["people-up", "equal-block"]) == ["equal-block", "people-up"]
    assert worksheet.collected_first("", ["people-up"]) == ["people-up"]


class Pretended:
    """As much of an explore as is looked at when pictures are chosen."""

    def __init__(self, name, *after, height=4.0, task="Which?", found=True, ledger=False):
        self.name, self.task, self.found, self.reads_ledger = name, task, found, ledger
        self.after = [SimpleNamespace(item=item) for item in after]
        self.figure = Figure((7.6, height))


def chosen(explorers, named, items):
    return [each.name for each in worksheet.pictures_for_paper(explorers, named, items)]


def test_pictures_are_those_that_answer_predictions_in_the_order_of_the_lesson():
    every = [Pretended("a", "one"), Pretended("b"), Pretended("c", "one"), Pretended("d", "two")]
    assert chosen(every, ["b", "a", "c", "d"], ["two", "one"]) == ["c", "d"]
    assert chosen(every, ["b", "d"], ["two"]) == ["b", "d"]
    assert chosen(every, [], []) == ["a", "b"]


def test_two_tall_pictures_leave_no_room_and_a_lower_one_takes_the_place():
    every = [Pretended("a", height=4.9), Pretended("b", height=4.9), Pretended("c", height=4)]
    assert chosen(every, ["a", "b", "c"], []) == ["a", "c"]


@pytest.mark.parametrize("off", [{"task": "Which yellow bars?"}, {"found": None}, {"ledger": True}])
def test_what_needs_colours_controls_or_a_ledger_is_no_picture_for_paper(off):
    assert not worksheet.works_on_paper(Pretended("a", **off))
    assert worksheet.works_on_paper(Pretended("a"))


def test_a_picture_on_paper_is_grey_lacks_what_it_finds_and_stands_where_its_task_is_answered(tmp_path):
    bands = run_in_process(NOTEBOOKS[0], tmp_path / "my-ledger.json")["bands"]
    whole = bands.figure.get_figheight() * worksheet.SHARPNESS * bands.figure.dpi
    made = worksheet.on_paper(bands)
    image = Image.open(io.BytesIO(made.image))
    assert image.mode == "L"
    assert image.height <= whole - worksheet.FINDING_PX * worksheet.SHARPNESS
    written = [each.get_gid() or "" for each in bands.figure.artists if each.get_label() == HEADING]
    assert written
    assert not any(bands.description_text.startswith(each[:10]) for each in written)
    assert made.settings == "Plasma level: 130 ng/mL"


def test_findings_to_weigh_are_those_of_the_lesson_s_claims_and_none_where_there_are_none():
    (found,) = worksheet.findings_for_paper(["C06", "C07"], worksheet.AGAINST, 1)
    assert found.claim in ("C06", "C07")
    assert len(found.done) + len(found.found) <= worksheet.LONGEST_FINDING
    assert worksheet.findings_for_paper(["C03"], worksheet.FOR, 1) == []


@pytest.mark.parametrize(
    ("low", "high"), [(0, 17), (0, 92), (0, 912), (-5, 20), (1, 365), (0.1, 100), (1, 1e5), (1, 25)]
)
def test_a_scale_names_both_ends_and_few_numbers_in_between(low, high):
    named, bare = ticks(low, high)
    assert (named[0], named[-1]) == (low, high)
    assert named == sorted(set(named))
    assert 3 < len(named) <= 11
    assert not set(named) & set(bare)
    assert by_factors(low, high) == (low > 0 and high / low >= 100)


def test_a_number_on_a_scale_holds_neither_a_comma_nor_a_hyphen():
    assert [tick_words(each) for each in (-5, 100000, 0.1)] == ["−5", "100\u202f000", "0.1"]


def test_boxes_for_how_sure_begin_at_a_guess():
    assert sure_boxes(4) == [25, 40, 50, 60, 70, 80, 90, 100]
    assert sure_boxes(0)[:2] == [0, 20]


@pytest.mark.parametrize(
    ("content", "said"), [("{", "cannot be read"), (None, "stops at a cell with ZeroDivisionError")]
)
def test_a_notebook_that_cannot_be_read_or_run_is_one_sentence(tmp_path, monkeypatch, capsys, content, said):
    lesson = tmp_path / NOTEBOOKS[0].name
    lesson.write_text(content or nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])))
    monkeypatch.setattr(worksheet, "NOTEBOOKS", [lesson])
    assert worksheet.main([]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{lesson.name} {said}")
    assert error.count("\n") == 1


def test_a_lesson_that_there_is_not_is_one_sentence_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(worksheet, "FOLDER", tmp_path / "worksheets")
    assert worksheet.main(["00", "77"]) == 1
    assert capsys.readouterr().err.startswith("There is no lesson '77'")
    assert not (tmp_path / "worksheets").exists()
