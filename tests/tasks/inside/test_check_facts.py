"""`python -m tasks check-facts`: which typed numbers it lets through, and that the course has no other."""

import json

import pytest

from tasks.environment import TaskError
from tasks.inside import check_facts
from tasks.inside.check_facts import Allowed, is_held, judge, rule_for, stale
from tasks.inside.typed_numbers import read_lesson, typed_numbers


@pytest.fixture
def lesson(tmp_path):
    """A function that makes a lesson of one cell of code or of words."""

    def made(source: str, kind: str = "code", cell: str = "here"):
        path = tmp_path / "02-made.ipynb"
        heading = {"id": "heading", "cell_type": "markdown", "source": ["## 4. Explore\n\n### 4.1 A level"]}
        cells = [heading, {"id": cell, "cell_type": kind, "source": [source]}]
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return read_lesson(path)

    return made


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Half of 250 people, or 1,200 of 5 000.", ["250", "1,200", "5", "000"]),
        ("GluN2B and (2R,6R)-hydroxynorketamine hold no number.", []),
        ("A name such as MK-801 is read as one, until a row says what it is.", ["801"]),
        ("It took −0.41 points and 40mg.", ["−0.41", "40"]),
        ("Two boxes, but seven patients and three infusions and twelve infusions.", ["seven", "twelve"]),
        ("Code `x = 5` and [@kwandata2021] and {half-life-mouse} are no words.", []),
    ],
)
def test_numbers_are_found_in_words_and_not_in_names(lesson, words, figures):
    assert [typed.figure for typed in typed_numbers(lesson(words, "markdown"))] == figures


@pytest.mark.parametrize(
    ("source", "kind", "rules"),
    [
        ("See 4.1 and lesson 09, section 4, not 4.9.", "markdown", ["places in the course"] * 3 + [""]),
        ("Set 4.1 to the end (4.1).", "markdown", ["places in the course"] * 2),
        ("A fall of 4.1 points in 4 people, of 4.1 mg, in 4.1 of them.", "markdown", [""] * 4),
        ("**7.3 Write it** for 7.3 people.", "markdown", ["places in the course", ""]),
        ("Of 100 people 95% intervals run from 0 to 1 for 30.", "markdown", ["what a share is counted on"] * 4 + [""]),
        ("dose = slider(0, 2, 1, about='2 is the top, 3 is not')", "code", ["settings in the code beside them", ""]),
        ("slider(0, 2, 1, seen=(1, 2), about='from 1 on')", "code", ["", "", "settings in the code beside them"]),
        ("slider(0, 2, 1, seen=(low, high))", "code", []),
        ("slider(0, 2, True, about='1 is seen')", "code", [""]),
        ("predict('a', 'b', options('5 people do', 'no one'))", "code", ["answers to choose from"]),
        ("tell('5 people do')", "code", [""]),
    ],
)
def test_a_rule_lets_through_what_is_no_fact_and_nothing_beside_it(lesson, source, kind, rules):
    assert [rule_for(typed) for typed in typed_numbers(lesson(source, kind))] == rules


def test_an_exercise_may_repeat_its_code_and_its_prompt_and_no_more(lesson, tmp_path):
    lesson("x = 1")
    module = tmp_path / "lesson02.py"
    module.write_text(
        "DOSE = 40\n"
        "def helper(): return 60\n"
        "EXERCISES = (\n"
        "  NumberExercise(id='02.a', prompt=f'Of 70 mg {DOSE} mg, or 50 mg:', answer=lambda: DOSE / 50,\n"
        "    hints=('Not 60 mg, but 70 mg of 40 mg.', f'It is {\"80 mg\" if DOSE else 0}.')),\n"
        "  ChoiceExercise(id='02.b', prompt='Which one?', options=(Option('It is 70 mg.', True, 'Yes, it is.'),)),\n"
        ")\n",
        encoding="utf-8",
    )
    flagged = judge(read_lesson(tmp_path / "02-made.ipynb", module), ()).flagged
    assert [(typed.words.cell, typed.figure) for typed in flagged] == [
        ("02.a", "70"),
        ("02.a", "60"),
        ("02.a", "80"),
        ("02.b", "70"),
    ]


def test_quantities_are_found_in_words_in_code_and_within_an_f_string(lesson):
    made = lesson("tell('{year-synthesis}')\nprint(f'{quantity(\"half-life-mouse\").midpoint} min')")
    assert made.quantities == (("year-synthesis", "here"), ("half-life-mouse", "here"))


def test_the_right_answer_is_an_option_too(lesson):
    made = lesson("predict('a', 'b', options('5 of them do', 'no one'))\nreveal('a', '5 of them do', '7 did')")
    assert [typed.figure for typed in judge(made, ()).flagged] == ["7"]


def test_a_typed_number_is_flagged_until_a_row_that_holds_it_is_named(lesson):
    made = lesson("tell('A mouse clears half in 99 minutes.')")
    assert [typed.figure for typed in judge(made, ()).flagged] == ["99"]
    for source, flagged in (("claims:C01", ["99"]), ("year-synthesis", ["99"])):
        row = Allowed("02", "here", "99 minutes", (source,), "")
        assert [typed.figure for typed in judge(made, (row,)).flagged] == flagged
    made = lesson("tell('It was first made in 1962.')")
    for words, flagged in (("made in 1962", []), ("made", ["1962"])):
        row = Allowed("02", "here", words, ("year-synthesis",), "")
        assert [typed.figure for typed in judge(made, (row,)).flagged] == flagged


def test_a_reason_is_enough_and_a_row_for_another_cell_is_not(lesson):
    made = lesson("tell('Take 99 minutes.')")
    fine, elsewhere = (Allowed("02", cell, "99 minutes", (), "the task's own") for cell in ("here", "there"))
    assert judge(made, (fine,)).flagged == ()
    assert len(judge(made, (elsewhere,)).flagged) == 1
    assert stale((fine, elsewhere), [judge(made, (fine, elsewhere))]) == [elsewhere]


@pytest.mark.parametrize(
    ("words", "source", "held"),
    [
        ("in 1962", "year-synthesis", True),
        ("in 1963", "year-synthesis", False),
        ("23 claims", "claims:*", True),
        ("24 claims", "claims:*", False),
        ("in 2021", "@kwandata2021", True),
        ("70 kg", "ketabrain.topics.dose.published_levels.WEIGHT_KG", True),
        ("3.6 points", "dissociation_scores:goldway-saline-20", True),
        ("1 mM", "circuit_parameters:kirli2014:Mg", True),
    ],
)
def test_a_source_is_asked_for_the_number_as_it_was_rounded(lesson, words, source, held):
    (typed,) = typed_numbers(lesson(words, "markdown"))
    assert is_held(typed, (source,)) is held


@pytest.mark.parametrize(
    "source",
    ["claims:C99", "no-such-quantity", "ketabrain.nothing.HERE", "ketabrain.engine.tables.NOPE", "@nobody1999"],
)
def test_a_source_that_is_not_there_is_named_in_a_sentence(lesson, source):
    (typed,) = typed_numbers(lesson("in 1962", "markdown"))
    with pytest.raises(TaskError, match=source):
        is_held(typed, (source,))


def test_the_lessons_hold_no_number_without_a_source_and_the_list_no_row_too_many(capsys):
    assert check_facts.main() == 0
    told = capsys.readouterr().out
    assert told.rstrip().endswith("0 flagged.")
    assert "half-life-mouse" in told


def test_one_number_too_many_or_one_row_too_many_fails_the_chore(lesson, tmp_path, capsys):
    lesson("tell('Take 99 minutes.')")
    (tmp_path / "src" / "ketabrain").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "02-made.ipynb").rename(tmp_path / "notebooks" / "02-made.ipynb")
    allowed = tmp_path / "check_facts.csv"
    for row, status, said in (
        ("02,here,99 minutes,,the task's own", 0, "0 flagged"),
        ("", 1, "FLAGGED     here: Take [99] minutes"),
        ("02,here,99 minutes,,x\n02,nowhere,98 minutes,,x", 1, "Stale in check_facts.csv, take it out: 02 nowhere"),
    ):
        allowed.write_text(f"lesson,cell,words,sources,reason\n{row}", encoding="utf-8")
        assert check_facts.main(tmp_path, allowed) == status
        assert said in capsys.readouterr().out
