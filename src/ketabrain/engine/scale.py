"""One track with marks on it, as HTML: where the learner's answer and the truth stand."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from ketabrain.engine.numerals import number_words, with_unit

LOGARITHMIC_FROM = 100.0
"""A track whose ends differ by this factor or more goes by equal factors."""


@dataclass(frozen=True)
class Mark:
    """A named place, or a stretch where `low` and `high` differ, on the track."""

    name: str
    low: float
    high: float

    def words(self, unit: str) -> str:
        """The mark with its numbers."""
        ends = [number_words(float(f"{end:.3g}")) for end in dict.fromkeys((self.low, self.high))]
        return f"{self.name}: {with_unit(' to '.join(ends), unit)}"


def track(low: float, high: float, unit: str, *marks: Mark) -> str:
    """A track from `low` to `high` with its marks, each on a line of its own so that no two words meet.

    What lies beyond an end is drawn at that end, and its words say the number.
    """
    rows = "".join(_row(low, high, unit, mark, place) for place, mark in enumerate(marks))
    said = "; ".join(mark.words(unit) for mark in marks)
    ends = f"from {number_words(low)} to {with_unit(number_words(high), unit)}"
    return (
        f'<div class="kb-scale" role="img" aria-label="{html.escape(f"On a track {ends}: {said}")}">{rows}'
        f'<div class="kb-ends"><span>{number_words(low)}</span><span>{number_words(high)}</span></div></div>'
    )


def _row(low: float, high: float, unit: str, mark: Mark, place: int) -> str:
    left, right = (share_of_track(end, low, high) for end in (mark.low, mark.high))
    kind = "kb-place" if left == right else "kb-stretch"
    side = f"left:{left:.1f}%" if left < 50 else f"right:{100 - right:.1f}%"
    return (
        f'<div class="kb-mark kb-mark-{place}"><span class="{kind}" style="left:{left:.1f}%;width:{right - left:.1f}%">'
        f'</span><span class="kb-mark-words" style="{side}">{html.escape(mark.words(unit))}</span></div>'
    )


def share_of_track(value: float, low: float, high: float) -> float:
    """Where on the track a value stands, in per cent of its length."""
    inside = min(max(value, low), high)
    if low > 0 and high / low >= LOGARITHMIC_FROM:
        return 100 * log(inside / low) / log(high / low)
    return 100 * (inside - low) / (high - low)


def steps(names: Sequence[str], notes: Sequence[str], marks: dict[str, str]) -> str:
    """Steps of a scale side by side, as HTML; `marks` says what stands on some of them ("you")."""
    cells = "".join(
        f'<li class="{"kb-marked" if name in marks else ""}"><b>{html.escape(name)}</b>'
        f"<small>{html.escape(note)}</small>"
        f"{f'<span>{html.escape(marks[name])}</span>' if name in marks else ''}</li>"
        for name, note in zip(names, notes, strict=True)
    )
    return f'<ol class="kb-steps">{cells}</ol>'
