"""How sure a learner is: a knob that stands nowhere until it is moved, from what a guess is worth to 100%."""

from collections.abc import Mapping
from typing import Any

from ketabrain.engine.errors import LessonError
from ketabrain.engine.parts import Slide

NAME = "sure"
STEP = 5


def sureness(options: int = 0, value: float | None = None) -> Slide:
    """Ask how sure the learner is, from a guess among so many options (0 for a number) to 100%.

    Nothing is chosen for the learner unless a `value` is given.
    """
    guess = lowest(options)
    about = f"{guess}% is a guess" if options else "0% means no idea"
    return Slide(
        name=NAME, label="How sure are you?", unit="%", low=guess, high=100, step=STEP, value=value,
        about=f"{about}, 100% is certain",
    )  # fmt: skip


def lowest(options: int) -> int:
    """What a blind guess among so many options is worth, in per cent, up to the next step.

    >>> lowest(0), lowest(2), lowest(3), lowest(4), lowest(5)
    (0, 50, 35, 25, 20)
    """
    return -STEP * (-100 // (options * STEP)) if options else 0


def read_sureness(values: Mapping[str, Any]) -> float:
    """What has been chosen, in per cent. Raises LessonError if nothing has."""
    if values[NAME] is None:
        raise LessonError("Say how sure you are first.")
    return float(values[NAME])
