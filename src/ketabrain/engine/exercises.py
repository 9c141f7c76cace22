"""The exercises of each lesson, in the module `exercises` of its topic; found by an id such as "02.micromolar"."""

from difflib import get_close_matches
from importlib import import_module

from ketabrain.engine import course, tables
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import Exercise


def of_lesson(lesson: str) -> tuple[Exercise, ...]:
    """All exercises of a lesson ("02") in its order; none for a lesson that the course does not have."""
    topics = dict(tables.load("lessons")[["lesson", "topic"]].itertuples(index=False, name=None))
    return import_module(course.served().exercises_of(topics[lesson])).EXERCISES if lesson in topics else ()


def find(exercise_id: str) -> Exercise:
    """The exercise with that id. Raises LessonError if there is none, naming those that look like it."""
    known = {exercise.id: exercise for exercise in of_lesson(exercise_id.partition(".")[0])}
    if exercise_id in known:
        return known[exercise_id]
    close = get_close_matches(exercise_id, known, n=1)
    meant = f" Did you mean {close[0]!r}?" if close else ""
    raise LessonError(f"There is no exercise {exercise_id!r}.{meant}")
