"""Which numbers are right, and the usual slips behind a wrong one: units, factors, logarithms, signs. No widgets.

Slips of plain arithmetic are looked for everywhere. One of a `kind`, such as a half-life taken for a time constant, is
looked for only where an exercise invites it: elsewhere the same factor has another reason. A course adds those of its
own field.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isclose, isfinite, log, log10

SLIP_MARGIN = 0.02
"""How near, as a share, a wrong number must lie to what a slip would give: learners round."""
DIGITS = 2
"""Significant digits that are enough everywhere."""


@dataclass(frozen=True)
class Feedback:
    """What to tell the learner about one answer; `slip` names the mistake that was recognised, else it is empty."""

    right: bool
    sentence: str
    slip: str = ""


@dataclass(frozen=True)
class Slip:
    """One usual mistake: `makes` turns the true value into the wrong one that it leads to.

    One without a `kind` can happen anywhere.
    """

    name: str
    makes: Callable[[float], float]
    sentence: str
    kind: str = ""


def times(name: str, factor: float, sentence: str) -> Slip:
    """The slip of a number that came out so many times the right one."""
    return Slip(name, lambda truth: truth * factor, sentence)


def of_kind(kind: str, *slips: Slip) -> tuple[Slip, ...]:
    """The same slips, to be looked for only where that kind is invited."""
    return tuple(replace(slip, kind=kind) for slip in slips)


def _powers_of_ten() -> Iterable[Slip]:
    for power in (1, 2, 3, 4, 5, 6, 9):
        count = f"{10**power:,}"
        for sign, size in ((1, "large"), (-1, "small")):
            if power == 2:
                hint = "a percentage and a share were mixed up, or the decimal point has moved by two places"
            else:
                hint = "check the prefix of the unit (n, µ, m, k) and the decimal point"
            yield times(f"ten to the {sign * power}", 10.0 ** (sign * power), f"{count} times too {size}: {hint}.")


SLIPS: tuple[Slip, ...] = (
    times("sign", -1, "The size is right, the sign is not."),
    *_powers_of_ten(),
    times("times 60", 60, "60 times too large: hours and minutes (or minutes and seconds) were mixed up."),
    times("over 60", 1 / 60, "60 times too small: hours and minutes (or minutes and seconds) were mixed up."),
    times("times 3600", 3600, "3600 times too large: hours and seconds were mixed up."),
    times("over 3600", 1 / 3600, "3600 times too small: hours and seconds were mixed up."),
    *of_kind(
        "half-life",
        times("times ln 2", log(2), "Too small by the factor 0.69 = ln 2: half-life and time constant mixed up."),
        times("over ln 2", 1 / log(2), "Too large by the factor 1.44 = 1/ln 2: half-life and time constant mixed up."),
    ),
    *of_kind(
        "logarithm",
        times("ln for log10", log(10), "Too large by the factor ln 10 = 2.303: ln was used where log₁₀ belongs."),
        times("log10 for ln", 1 / log(10), "Too small by the factor ln 10 = 2.303: log₁₀ was used where ln belongs."),
        times("log2 for log10", log(10, 2), "Too large by the factor 3.322: log₂ was used where log₁₀ belongs."),
        times("log10 for log2", log(2, 10), "Too small by the factor 3.322: log₁₀ was used where log₂ belongs."),
    ),
    times("times 2", 2, "Twice too large: a factor of 2 is left over."),
    times("over 2", 0.5, "Half of what it should be: a factor of 2 is missing."),
    Slip("reciprocal", lambda truth: 1 / truth, "Upside down: this is one divided by the answer."),
)  # fmt: skip
"""In the order in which they are tried, the most usual reading of a number first."""


def is_close(given: float, truth: float, tolerance: float) -> bool:
    """Whether a number lies within the relative tolerance of the truth (absolute where the truth is 0)."""
    if not (isfinite(given) and isfinite(truth)):
        return False
    return abs(given) <= tolerance if truth == 0 else abs(given - truth) <= tolerance * abs(truth)


def counts_as_right(given: float, truth: float, tolerance: float, *, whole: bool = False) -> bool:
    """Whether a number is right: within the tolerance, or the truth as people round it.

    That is to two significant digits, and where `whole` things are counted also up or down to one of them.
    """
    if is_close(given, truth, tolerance):
        return True
    if not (isfinite(given) and isfinite(truth)) or truth == 0:
        return False
    if whole and abs(truth) >= 1 and given in (floor(truth), ceil(truth)):
        return True
    step = 10.0 ** (floor(log10(abs(truth))) - DIGITS + 1)
    rounded = isclose(given / step, round(given / step), abs_tol=1e-6)
    return rounded and abs(given - truth) <= step / 2 * (1 + 1e-9)


def invited(slips: Iterable[Slip], kinds: Sequence[str]) -> tuple[Slip, ...]:
    """The slips of plain arithmetic and those of some kinds, in their order."""
    return tuple(slip for slip in slips if not slip.kind or slip.kind in kinds)


def diagnose(given: float, truth: float, tolerance: float, slips: Iterable[Slip] = SLIPS) -> Feedback:
    """Judge a number and name the usual slip behind a wrong one. One sentence for every input, NaN and infinity too."""
    if is_close(given, truth, tolerance):
        return Feedback(True, "That is it.")
    if not isfinite(given):
        return Feedback(False, "That is not an ordinary number; look for a division by zero.", "not finite")
    if truth == 0:
        return Feedback(False, "The answer is zero: something should cancel out.", "not zero")
    if given == 0:
        return Feedback(
            False, "Zero cannot be the answer; look for something that was multiplied or rounded away.", "zero"
        )
    for slip in slips:
        if isclose(given, slip.makes(truth), rel_tol=SLIP_MARGIN):
            return Feedback(False, slip.sentence, slip.name)
    if (given < 0) != (truth < 0):
        wanted = "positive" if truth > 0 else "negative"
        return Feedback(
            False, f"The sign is wrong (the answer is {wanted}), and the size differs as well.", "sign and size"
        )
    return Feedback(
        False, f"Too {'large' if abs(given) > abs(truth) else 'small'}, and not by a usual slip; a hint may help."
    )
