"""The exercises of each lesson, one module a lesson; an exercise is found by its id, such as "02.micromolar"."""

from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec

from ketabrain.lesson.errors import LessonError
from ketabrain.lesson.exercise import Exercise


def of_lesson(lesson: str) -> tuple[Exercise, ...]:
    """All exercises of a lesson ("02") in its order; none if it has no module yet."""
    name = f"{__name__}.lesson{lesson}"
    return import_module(name).EXERCISES if find_spec(name) else ()


def find(exercise_id: str) -> Exercise:
    """The exercise with that id. Raises LessonError if there is none, naming those that look like it."""
    known = {exercise.id: exercise for exercise in of_lesson(exercise_id.partition(".")[0])}
    if exercise_id in known:
        return known[exercise_id]
    close = get_close_matches(exercise_id, known, n=1)
    meant = f" Did you mean {close[0]!r}?" if close else ""
    raise LessonError(f"There is no exercise {exercise_id!r}.{meant}")
