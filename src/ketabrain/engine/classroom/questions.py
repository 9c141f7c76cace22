"""What the lessons ask before anything is shown, with the truth that their models compute: the table questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from ketabrain.engine import tables
from ketabrain.engine.classroom.inbox import finite
from ketabrain.engine.numerals import number_words, with_unit
from ketabrain.engine.predict import Span, is_right, truth_words

BETWEEN_OPTIONS = " | "
"""Stands between the options of a choice in the table."""


BETWEEN_ENDS = " to "
"""Stands between the ends of a truth that is a range."""


@dataclass(frozen=True)
class Question:
    """One prediction that a lesson asks for: a choice of `options`, or a number or a range from `low` to `high`.

    `truth` is None where a later lesson has the answer.
    """

    lesson: str
    item: str
    text: str
    kind: str
    options: tuple[str, ...]
    low: float
    high: float
    unit: str
    truth: float | str | Span | None
    factor: float
    explain: str

    @property
    def truth_words(self) -> str:
        """The truth as a learner reads it; empty if there is none yet."""
        return "" if self.truth is None else truth_words(self.truth, self.unit)

    def words(self, value: float) -> str:
        """A number with the question's unit."""
        return with_unit(number_words(value), self.unit)

    def understands(self, value: Any) -> bool:
        """Whether a value from somebody's file can be an answer to this question."""
        if self.kind == "choice":
            return value in self.options
        if self.kind == "number":
            return self._holds(value)
        return isinstance(value, list) and len(value) == 2 and all(map(self._holds, value)) and value[0] <= value[1]

    def is_right(self, value: Any) -> bool:
        """Whether an answer that the question understands meets the truth; none does while there is no truth."""
        return self.truth is not None and is_right(value, self.truth, self.factor)

    def _holds(self, value: Any) -> bool:
        number = finite(value)
        return number is not None and self.low <= number <= self.high


@cache
def all_questions() -> Mapping[tuple[str, str], Question]:
    """Every question by lesson and item, in the order of the course. Raises DataError."""
    found = {}
    for row in tables.load("questions").to_dict("records"):
        truth = _truth(row["truth"], row["kind"])
        options = tuple(row["options"].split(BETWEEN_OPTIONS)) if row["options"] else ()
        found[row["lesson"], row["item"]] = Question(**{**row, "truth": truth, "options": options})
    return MappingProxyType(found)


def _truth(stored: str, kind: str) -> float | str | Span | None:
    if not stored or kind == "choice":
        return stored or None
    low, _, high = stored.partition(BETWEEN_ENDS)
    return (float(low), float(high)) if high else float(low)
