"""Numbers as a learner types and reads them, and names as short as there is room for. Pure text."""

import re
from math import isfinite

from ketabrain.engine.errors import LessonError

_MINUS = str.maketrans("−–", "--")
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f'’](?=[0-9]{3}(?![0-9]))")
_ONE_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_COMMA_OF_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_MANY_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})")
_BOTH_MARKS = re.compile(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3})+,[0-9]+)")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)


_OTHER_NAMES = {"%": ("percent", "per cent"), "people": ("person",), "h": ("hours", "hour"), "µm": ("um",)}
"""Other words for a unit, in small letters."""


def read_number(typed: str, unit: str = "") -> float:
    """The number in a text box, with a point or a comma, and with or without gaps between thousands.

    The `unit` that is asked for may stand behind it, also in the singular or in capitals.

    Raises LessonError, in one sentence, for anything that is not one ordinary number, and for one such as 1,200 that
    people read in two ways. The front end reads the same way: tests/engine/numbers.json holds for both.

    >>> read_number("0,7"), read_number("1 200"), read_number("−3"), read_number("36 years", "years")
    (0.7, 1200.0, -3.0, 36.0)
    """
    words = _BETWEEN_THOUSANDS.sub("", _without(typed.strip().translate(_MINUS), unit))
    if not words:
        raise LessonError("Type a number first.")
    if _COMMA_OF_THOUSANDS.fullmatch(words):
        whole, decimals = words.split(",")
        small = float(f"{whole}.{decimals}")
        raise LessonError(f"“{words}” can be read in two ways; type {whole}{decimals} or {small:g}, as you mean it.")
    pointed = _with_a_point(words)
    if not _NUMBER.fullmatch(pointed):
        shown = words if len(words) <= 40 else f"{words[:40]}…"
        raise LessonError(f"“{shown}” is not a number; type digits only, such as 12, 0.5 or 3e-4, without a unit.")
    number = float(pointed)
    if not isfinite(number):
        raise LessonError("That is not an ordinary number; type one such as 12, 0.5 or 3e-4.")
    return number


def _without(words: str, unit: str) -> str:
    """The words without a unit behind them."""
    small, asked = (each.lower().replace("μ", "µ") for each in (words, unit))
    names = (asked, asked.removesuffix("s"), *_OTHER_NAMES.get(asked, ()))
    found = next((name for name in names if name and small.endswith(name)), "")
    return words[: len(words) - len(found)].rstrip()


def _with_a_point(words: str) -> str:
    """The digits as Python reads them: a decimal comma becomes a point, marks between thousands go."""
    if _ONE_COMMA.fullmatch(words):
        return words.replace(",", ".")
    if _MANY_THOUSANDS.fullmatch(words):
        return words.replace(",", "").replace(".", "")
    if _BOTH_MARKS.fullmatch(words):
        return (
            words.replace(",", "")
            if words.rindex(".") > words.rindex(",")
            else words.replace(".", "").replace(",", ".")
        )
    return words


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


def bounds_words(low: float, high: float, unit: str) -> str:
    """Between which two numbers: "0 to 5 mg"; without a unit that names the upper one again, "0 to 17" (of 17)."""
    return f"{number_words(low)} to {with_unit(number_words(high), '' if unit.startswith('of ') else unit)}"


def minus(value: float, form: str = "g") -> str:
    """A number as text with a real minus sign, which is as wide as a plus and is read aloud as "minus".

    `form` is a format specification such as ".1f". Sentences never go through here: their hyphens stay hyphens.
    """
    return f"{value:{form}}".replace("-", "−")


def counted(number: float, one: str, more: str = "") -> str:
    """A number with its noun: "1 day", "2 days"; `more` is the plural if an s does not make it."""
    return f"{minus(number)} {one if number == 1 else more or f'{one}s'}"


_TITLE_IN_A_PICTURE = 20
"""Characters that a title may take in a picture where it stands for authors not known."""


def brief(study: str) -> str:
    """A study's name as short as a picture needs it: "Pozzi 2014"; every letter costs time to draw.

    Of a title that stands for authors not known its first words are left.
    """
    named = re.sub("“(.*?)(?: …)?”", lambda title: f"“{shortened(title[1], _TITLE_IN_A_PICTURE)}”", study)
    return named.replace(" et al.", "").replace(",", "")


def shortened(text: str, longest: int) -> str:
    """A text of at most so many letters, cut between two words where it is longer."""
    return text if len(text) <= longest else text[: longest - 2].rsplit(" ", 1)[0] + " …"
