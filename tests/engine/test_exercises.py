"""The exercises of every lesson: their own answers and mistakes are recognised, and there is help for each."""

import ast
import math
import re
from collections import Counter

import nbformat
import numpy as np
import pytest

from ketabrain.engine import course, exercises, tables
from ketabrain.engine.check import whole_cell
from ketabrain.engine.diagnose import SLIPS, is_close
from ketabrain.engine.exercise import WHOLE, ChoiceExercise, CodeExercise, NumberExercise
from ketabrain.engine.numerals import read_number
from ketabrain.engine.start import lesson_file
from ketabrain.topics.bdnf import protein_mass
from ketabrain.topics.shared import pharmacokinetics

LESSONS = list(tables.load("lessons")["lesson"])
FILES = {
    row["lesson"]: course.served().notebooks / lesson_file(row) for row in tables.load("lessons").to_dict("records")
}
ALL = [exercise for lesson in LESSONS for exercise in exercises.of_lesson(lesson)]
USUAL = (*SLIPS, *course.served().slips())
MOST = 0.4
"""The largest share of exercises that one habit, such as clicking the longest option, may get right."""


def each(kind):
    return pytest.mark.parametrize("exercise", [it for it in ALL if isinstance(it, kind)], ids=lambda it: it.id)


every = each(NumberExercise | CodeExercise | ChoiceExercise)
CHOICES = [exercise for exercise in ALL if isinstance(exercise, ChoiceExercise)]


@pytest.mark.parametrize("lesson", LESSONS)
def test_ids_are_unique_and_name_their_lesson(lesson):
    ids = [exercise.id for exercise in exercises.of_lesson(lesson)]
    assert len(set(ids)) == len(ids) > 0
    assert all(each.startswith(f"{lesson}.") for each in ids)
    assert [exercises.find(each).id for each in ids] == ids


@every
def test_help_is_there(exercise):
    assert exercise.prompt.strip()
    assert exercise.hints
    assert exercise.solution().strip()


@every
def test_the_answer_is_right_and_each_mistake_gets_its_own_sentence(exercise):
    if isinstance(exercise, NumberExercise):
        assert exercise.judge(exercise.answer()).right
        for mistake in exercise.mistakes:
            assert exercise.judge(mistake.value()).sentence == mistake.sentence
    elif isinstance(exercise, CodeExercise):
        assert exercise.judge(exercise.reference).right
        for mistake in exercise.mistakes:
            assert exercise.judge(mistake.function).sentence == mistake.sentence
    else:
        assert isinstance(exercise, ChoiceExercise)
        assert sum(option.right for option in exercise.options) == 1
        for option in exercise.options:
            assert exercise.judge(option.text).sentence == option.feedback


def texts_of(exercise):
    """Everything that a learner reads of an exercise but code."""
    yield from (exercise.prompt, *exercise.hints)
    yield from (option.text for option in getattr(exercise, "options", ()))
    yield from (option.feedback for option in getattr(exercise, "options", ()))
    yield from (mistake.sentence for mistake in getattr(exercise, "mistakes", ()))
    yield exercise.remark() if isinstance(exercise, CodeExercise) else exercise.solution()


@every
def test_no_mark_of_markdown_stands_in_a_text(exercise):
    mark = re.compile(r"`|(?:^|\s)(\*{1,2}|_)\w[^*]*\1(?=[\s.,;:!?]|$)")
    assert [text for text in texts_of(exercise) if mark.search(text)] == []


SECTION = re.compile(
    r"(?:^|\b(?:[Aa]t|of|[Ii]n|into|[Ss]ee|Ask|Set|[Ff]rom) |\()([3-6]\.\d)(?![\d%]| (?:points|SD|times|to))"
)


@every
def test_a_section_that_is_named_exists(exercise):
    cells = nbformat.read(FILES[exercise.id.partition(".")[0]], as_version=4).cells
    there = {number for cell in cells for number in re.findall(r"^### (\d\.\d) ", cell.source, re.MULTILINE)}
    assert {number for text in texts_of(exercise) for number in SECTION.findall(text)} <= there


def test_no_habit_finds_the_right_option():
    lengths = [[len(option.text) for option in exercise.options] for exercise in CHOICES]
    places = [[option.right for option in exercise.options].index(True) for exercise in CHOICES]
    pairs = list(zip(lengths, places, strict=True))
    longest = [id for id, (each, place) in enumerate(pairs) if each[place] == max(each)]
    shortest = [id for id, (each, place) in enumerate(pairs) if each[place] == min(each)]
    assert len(longest) <= MOST * len(CHOICES), [CHOICES[id].id for id in longest]
    assert len(shortest) <= MOST * len(CHOICES), [CHOICES[id].id for id in shortest]
    (_, most), *_ = Counter(places).most_common()
    assert most <= MOST * len(CHOICES), Counter(places)


@each(ChoiceExercise)
def test_options_are_as_long_as_each_other_and_each_is_answered(exercise):
    lengths = [len(option.text) for option in exercise.options]
    assert max(lengths) <= 1.5 * min(lengths)
    assert len({option.feedback for option in exercise.options}) == len(exercise.options) >= 3


@each(NumberExercise)
def test_two_digits_and_whole_people_are_right(exercise):
    truth = exercise.answer()
    assert exercise.judge(float(f"{truth:.1e}")).right
    if exercise.unit in WHOLE:
        assert exercise.judge(math.floor(truth)).right
        assert exercise.judge(math.ceil(truth)).right


@each(NumberExercise)
def test_the_answer_may_carry_its_unit(exercise):
    typed = f"{exercise.answer():.4g}"
    assert read_number(f"{typed} {exercise.unit}", exercise.unit) == float(typed)
    assert read_number(f"{typed}{exercise.unit}", exercise.unit) == float(typed)


def test_every_kind_of_slip_is_invited_somewhere_and_no_other():
    wanted = {kind for exercise in ALL for kind in getattr(exercise, "invites", ())}
    assert wanted == {slip.kind for slip in USUAL} - {""}


@each(NumberExercise)
def test_a_slip_that_is_not_invited_is_never_the_diagnosis(exercise):
    own = [mistake.value() for mistake in exercise.mistakes]
    for slip in (slip for slip in USUAL if slip.kind):
        made = slip.makes(exercise.answer())
        found = exercise.judge(made, USUAL)
        assert found.slip != slip.name or slip.kind in exercise.invites
        if slip.kind in exercise.invites and not any(is_close(made, value, 0.02) for value in own):
            assert found.slip == slip.name


NATURAL = [
    ("00.penalty", 0.74, "not by a usual slip"),
    ("01.gap", 55, "first doses in people"),
    ("05.implied-n", 20, "With 20 people p would be 0.014"),
    ("06.lysis", 1, "a rise of 100%"),
    ("07.month", 25, "e to a power"),
    ("07.prevention", 1.19, "ratio"),
    ("07.prevention", 3, "rounded both percentages"),
    ("07.prevention", 30, "rounded both percentages"),
    ("07.prevention", 19, "change in per cent of what placebo had"),
    ("08.fall", 50, "half would be a fall of 17.5"),
    ("08.extra", 13, "must be treated for one more"),
    ("08.extra", 26.7, "sum"),
    ("08.relapse", 0.177, "share of them"),
    ("09.ratio", 2.18, "what the abstract prints"),
    ("09.ratio", 0.36, "difference of the two shares"),
    ("10.lead", 0.31, "took away the gap itself"),
    ("12.belief", 62.5, "odds of 1 to 5"),
    ("12.belief", 37.5, "20% is 1 in 5"),
    ("12.interval", 0.13, "p value"),
]
ROUNDED = [
    ("02.micromolar", 1.1),
    ("08.relapse", 3),
    ("09b.needed", 7),
    ("09b.needed", 8),
    ("10.lead", 0.12),
    ("11.needed", 5),
    ("11.alone", 104),
    ("11.alone", 100),
    ("13.brier", 0.15),
]


@pytest.mark.parametrize(("id", "given", "words"), NATURAL)
def test_a_natural_mistake_has_its_sentence(id, given, words):
    found = exercises.find(id).judge(given, USUAL)
    assert not found.right
    assert words in found.sentence


@pytest.mark.parametrize(("id", "given"), ROUNDED)
def test_as_people_round_it_is_right(id, given):
    assert exercises.find(id).judge(given, USUAL).right


def code_of(lesson):
    """The code cells of a lesson, each as Python reads it."""
    cells = nbformat.read(FILES[lesson], as_version=4).cells
    return [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]


def given_to_check(trees, id):
    """The cell with check("id", name), and that name."""
    for tree in trees:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if ast.unparse(call).startswith(f"check('{id}', "):
                return tree, ast.unparse(call.args[1])
    raise AssertionError(f"no cell gives {id} a function")


@each(CodeExercise)
def test_prompt_cell_and_solution_name_one_function_with_the_same_parameters(exercise):
    tree, name = given_to_check(code_of(exercise.id.partition(".")[0]), exercise.id)
    (made,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    assert made.name == name
    signature = f"{name}({ast.unparse(made.args)})"
    assert exercise.prompt.count(f"{name}(") == exercise.prompt.count(signature) == 1
    assert f"def {signature}:" in exercise.solution()


READY = {
    "np": np, "exp": math.exp, "pharmacokinetics": pharmacokinetics, "hours": np.linspace(0, 4, 241),
    "residue_mass": protein_mass.residue_masses_da(), "water": protein_mass.water_mass_da(),
}  # fmt: skip
"""What the cells of a lesson have ready for a function."""


def bound_in(trees):
    """The names that a lesson's cells import or assign outside functions."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from ((name.asname or name.name).partition(".")[0] for name in node.names)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


@each(CodeExercise)
def test_the_worked_solution_passes_if_it_is_put_over_the_whole_cell(exercise):
    given = {}
    space = {**READY, "check": lambda id, function: given.update({id: function})}
    exec(whole_cell(exercise), space)
    assert exercise.judge(given[exercise.id]).right
    needs = {node.id for node in ast.walk(ast.parse(exercise.solution())) if isinstance(node, ast.Name)} & set(READY)
    assert needs <= set(bound_in(code_of(exercise.id.partition(".")[0])))


def test_a_lesson_without_exercises_has_none():
    assert exercises.of_lesson("99") == ()
