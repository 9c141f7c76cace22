"""Numbers that a learner types, read with patience and refused with a sentence."""

from math import isfinite

from ketabrain.engine.errors import LessonError


def read_number(typed: str) -> float:
    """The number in a text box. Raises LessonError, in one sentence, for anything that is not one ordinary number."""
    words = typed.strip().replace("−", "-")
    if not words:
        raise LessonError("Type a number first.")
    if "," in words:
        raise LessonError("Write the number with a point and without commas, such as 1.5 or 1200.")
    try:
        number = float(words)
    except ValueError:
        shown = words if len(words) <= 40 else f"{words[:40]}…"
        raise LessonError(
            f"“{shown}” is not a number; type digits only, such as 12, 0.5 or 3e-4, without a unit."
        ) from None
    if not isfinite(number):
        raise LessonError("That is not an ordinary number; type one such as 12, 0.5 or 3e-4.")
    return number


def number_words(value: float) -> str:
    """A number as a learner reads it: up to four significant digits, a real minus, no exponent for ordinary sizes."""
    size = abs(value)
    if value == int(value) and size < 1e6:
        words = f"{value:.0f}"
    else:
        words = f"{value:.4g}" if 1e-4 <= size < 1e4 else f"{value:,.0f}" if 1e4 <= size < 1e9 else f"{value:.3g}"
    return f"−{words[1:]}" if value < 0 else words


def with_unit(figure: str, unit: str) -> str:
    """A figure and its unit, joined as is the habit: 5 mg, 5%, 5-fold."""
    if not unit:
        return figure
    return figure + {"%": "%", "fold": "-fold"}.get(unit, f" {unit}")
