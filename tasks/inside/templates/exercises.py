"""Exercises of lesson $number, $title. Every answer is computed from the tables and models."""

from math import exp, log, log2

from ketabrain.engine import tables
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.topics.shared.half_life import share_left

HOURS = 4.0


def _person_h() -> float:
    return tables.quantity("half-life-human-second-phase").midpoint


def _mouse_h() -> float:
    return tables.quantity("half-life-mouse").midpoint / 60


def _percent() -> float:
    return 100 * float(share_left(HOURS, _person_h()))


EXERCISES = (
    NumberExercise(
        id="$number.percent-left",
        prompt=f"TO WRITE: the question. With a half-life of {_person_h():g} h, how much is left after {HOURS:g} h?",
        unit="%",
        answer=_percent,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 100 - _percent(), "TO WRITE: the sentence that helps. That is what has gone."),
            Mistake(lambda: 100 * exp(-HOURS / _person_h()), "TO WRITE: the sentence that helps. Half means base 2."),
        ),
        hints=("TO WRITE: where to begin.", "TO WRITE: the step before the last."),
        solution=lambda: f"TO WRITE: 100 × 0.5 ** ({HOURS:g} / {_person_h():g}) = {_percent():.1f}%.",
        invites=("half-life",),
    ),
    CodeExercise(
        id="$number.half-lives",
        prompt="TO WRITE: half_lives(share_left) returns how many half-lives have passed; share_left runs from 0 to 1.",
        reference=lambda left: -log2(left),
        arguments=((1.0,), (0.5,), (0.25,), (0.1,)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda left: -log(left), "TO WRITE: the sentence that helps. That is the natural logarithm."),
            WrongFunction(lambda left: 2 * (1 - left), "TO WRITE: the sentence that helps. That is a straight line."),
        ),
        hints=("TO WRITE: where to begin.", "TO WRITE: the step before the last."),
        solution=lambda: "from math import log2\n\ndef half_lives(share_left):\n    return -log2(share_left)",
    ),
    ChoiceExercise(
        id="$number.who-is-first",
        prompt="TO WRITE: the question. Who gets rid of half of the drug first?",
        options=(
            Option("A mouse", _mouse_h() < _person_h(), "TO WRITE: what the one who chooses this has seen or missed."),
            Option("A person", _person_h() < _mouse_h(), "TO WRITE: the same for this one; wrong answers teach most."),
        ),
        hints=("TO WRITE: which table or picture to look at.",),
        solution=lambda: f"TO WRITE: a mouse needs {_mouse_h():.2g} h, a person {_person_h():.2g} h.",
    ),
)
"""In the order of the lesson."""
