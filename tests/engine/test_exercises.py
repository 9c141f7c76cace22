"""The exercises of every lesson: their own answers and mistakes are recognised, and there is help for each."""

import pytest

from ketabrain.engine import exercises, tables
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, NumberExercise

LESSONS = list(tables.load("lessons")["lesson"])
ALL = [exercise for lesson in LESSONS for exercise in exercises.of_lesson(lesson)]
every = pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.id)


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


def test_a_lesson_without_exercises_has_none():
    assert exercises.of_lesson("99") == ()
