"""What stands on a card: words, fields to fill in, buttons, a picture. Plain data, which the front end draws.

Each part gives `sent`, what the front end is told (it draws a part by its `kind`), and `saved`, the same as HTML for a
page on which nothing runs. A part that a learner fills in has a `name`, and `take` reads what has come back for it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import bounds_words, minus, number_words, read_number, shortened, with_unit
from ketabrain.engine.shown import Progress, Share, Shown

Values = Mapping[str, Any]
"""What stands in the fields of a card now, by their names."""
MOST_MB = 5
LONGEST_OPTION = 70  # letters in a list that has the words in full below
TOO_LARGE = f"This file is larger than {MOST_MB} MB, which is too large; choose another one."


@dataclass(frozen=True, kw_only=True)
class Words:
    """HTML to read; every text in it is escaped by whoever makes it."""

    html: str

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        return {"kind": "words", "html": self.html}

    def saved(self, values: Values) -> str:
        """The same on a page on which nothing runs."""
        return self.html


@dataclass(frozen=True, kw_only=True)
class Block:
    """Parts that belong together; a `legend` makes them one named group, `style` is a class of the style sheet."""

    parts: tuple[Part, ...]
    style: str = ""
    legend: str = ""

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        parts = [part.sent(values) for part in self.parts]
        return {"kind": "group", "parts": parts, "style": self.style, "legend": self.legend}

    def saved(self, values: Values) -> str:
        """The same on a page on which nothing runs."""
        head = f"<h3>{html.escape(self.legend)}</h3>" if self.legend else ""
        return f'<div class="kb-group {self.style}">{head}{"".join(part.saved(values) for part in self.parts)}</div>'


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button: `act` is what a press does; one that `reads` brings what stands in the fields of the card with it.

    A `slow` one says by itself how far it is.
    """

    name: str
    label: str
    act: Callable[[], None]
    primary: bool = False
    disabled: bool = False
    reads: bool = False
    slow: bool = False
    hint: str = ""

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        told = ("name", "label", "primary", "disabled", "reads", "slow", "hint")
        return {"kind": "button"} | {key: getattr(self, key) for key in told}

    def saved(self, values: Values) -> str:
        """Nothing: there is nothing to press on a saved page."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A number between `low` and `high`, moved on a track or typed; `seen` is a range to mark on the track.

    A `value` of None stands nowhere until the learner chooses.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float | None
    unit: str = ""
    about: str = ""
    seen: tuple[float, float] | None = None
    whole: bool = False

    def take(self, raw: Any) -> float | None:
        """The number that has come back, None if none is chosen yet.

        Raises LessonError for one outside, or a fraction where whole ones count.
        """
        if raw is None and self.value is None:
            return None
        number = _number_within(raw, self.low, self.high, self.unit)
        if self.whole and number != int(number):
            raise LessonError("Type a whole number.")
        return int(number) if self.whole else number

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        told = ("name", "label", "low", "high", "step", "unit", "about", "seen", "whole")
        return {"kind": "slider", "value": values[self.name]} | {key: getattr(self, key) for key in told}

    def saved(self, values: Values) -> str:
        """Where it stands."""
        value = values[self.name]
        return _setting(self.label, "not chosen yet" if value is None else with_unit(minus(value), self.unit))


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One of several short options, from a list that opens."""

    name: str
    label: str
    options: Sequence[str]
    value: str
    about: str = ""

    def take(self, raw: Any) -> str:
        """The option that has come back. Raises LessonError for what is none."""
        return _one_of(raw, self.options)

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        told = {"name": self.name, "label": self.label, "options": list(self.options), "about": self.about}
        return {"kind": "choice", "value": values[self.name], **told}

    def saved(self, values: Values) -> str:
        """What is chosen."""
        return _setting(self.label, str(values[self.name]))


@dataclass(frozen=True, kw_only=True)
class GroupedPick:
    """One of many options: first its group is chosen, then the option, whose words stand below in full.

    `groups` holds by the name of a group the words of its options.
    """

    name: str
    label: str
    group_label: str
    groups: Mapping[str, Mapping[str, str]]
    value: str

    @property
    def words(self) -> dict[str, str]:
        """The words of every option."""
        return {option: words for group in self.groups.values() for option, words in group.items()}

    def take(self, raw: Any) -> str:
        """The option that has come back. Raises LessonError for what is none."""
        return _one_of(raw, tuple(self.words))

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        groups = [{"name": name, "options": [*map(_in_short, group.items())]} for name, group in self.groups.items()]
        told = {"name": self.name, "label": self.label, "group_label": self.group_label, "groups": groups}
        return {"kind": "grouped", "value": values[self.name], **told}

    def saved(self, values: Values) -> str:
        """What is chosen, in full."""
        value = str(values[self.name])
        return _setting(self.label, f"{value} {self.words[value]}")


@dataclass(frozen=True, kw_only=True)
class Options:
    """One of several answers, all in sight; none is chosen for the learner. `notes` say more about each."""

    name: str
    label: str
    options: Sequence[str]
    notes: Sequence[str] = ()
    value: str | None = None
    style: str = ""

    def take(self, raw: Any) -> str | None:
        """The answer that has come back, None if there is none yet. Raises LessonError for what is no option."""
        return None if raw is None else _one_of(raw, self.options)

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        notes = self.notes or [""] * len(self.options)
        options = [
            {"value": option, "text": option, "note": note} for option, note in zip(self.options, notes, strict=True)
        ]
        told = {"name": self.name, "label": self.label, "options": options, "style": self.style}
        return {"kind": "options", "value": values[self.name], **told}

    def saved(self, values: Values) -> str:
        """The question and its options, the chosen one marked."""
        marked = (f"<li>{'●' if each == values[self.name] else '○'} {html.escape(each)}</li>" for each in self.options)
        return f'<h3>{html.escape(self.label)}</h3><ul class="kb-saved-options">{"".join(marked)}</ul>'


@dataclass(frozen=True, kw_only=True)
class Range:
    """A range between `low` and `high`, on a track with two handles or typed."""

    name: str
    low: float
    high: float
    step: float
    value: tuple[float, float]
    unit: str = ""

    def take(self, raw: Any) -> tuple[float, float]:
        """Both ends. Raises LessonError for what is no range, or lies outside."""
        if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 2:
            raise LessonError("A range has two ends.")
        low, high = (_number_within(end, self.low, self.high, self.unit) for end in raw)
        if low > high:
            raise LessonError("The range ends before it begins; make “To” at least as large as “From”.")
        return low, high

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        told = {key: getattr(self, key) for key in ("name", "low", "high", "step", "unit")}
        return {"kind": "range", "value": list(values[self.name]), **told}

    def saved(self, values: Values) -> str:
        """Where both ends stand."""
        if tuple(values[self.name]) == (self.low, self.high):
            return _setting("Your range", "not drawn yet")
        return _setting("Your range", with_unit(" to ".join(map(number_words, values[self.name])), self.unit))


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A number to type, between `low` and `high` if they are given; Enter presses the button named `enter`."""

    name: str
    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    value: float | str = ""
    enter: str = ""

    def take(self, raw: Any) -> float | str:
        """The number that has come back, "" if the box is empty. Raises LessonError for anything else, or outside."""
        if raw == "":
            return ""
        if self.low is None or self.high is None:
            return read_number(str(raw), self.unit)
        return _number_within(raw, self.low, self.high, self.unit)

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        told = {key: getattr(self, key) for key in ("name", "label", "unit", "low", "high", "enter")}
        return {"kind": "number", "value": values[self.name], **told}

    def saved(self, values: Values) -> str:
        """What was typed."""
        value = values[self.name]
        return _setting(self.label, "–" if value == "" else with_unit(number_words(value), self.unit))


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text to type, on one line or several."""

    name: str
    label: str
    value: str = ""
    lines: int = 1

    def take(self, raw: Any) -> str:
        """The text that has come back."""
        return str(raw)

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        return {"kind": "text", "name": self.name, "label": self.label, "value": values[self.name], "lines": self.lines}

    def saved(self, values: Values) -> str:
        """What was typed."""
        return _setting(self.label, values[self.name] or "–")


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A box to tick."""

    name: str
    label: str
    value: bool = False

    def take(self, raw: Any) -> bool:
        """Whether it is ticked."""
        return raw is True

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        return {"kind": "tick", "name": self.name, "label": self.label, "value": values[self.name]}

    def saved(self, values: Values) -> str:
        """Nothing: there is nothing to tick on a saved page."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A text file from the learner's computer, at most MOST_MB large; `accept` says what kinds of file are offered."""

    name: str
    label: str
    accept: str
    value: str = ""

    def take(self, raw: Any) -> str:
        """The text of the file, "" if none was chosen. Raises LessonError for too much."""
        if len(text := str(raw)) > MOST_MB * 1_000_000:
            raise LessonError(TOO_LARGE)
        return text

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told; the text of the file stays where it is."""
        limit = {"most_mb": MOST_MB, "too_large": TOO_LARGE}
        return {"kind": "upload", "value": "", "name": self.name, "label": self.label, "accept": self.accept, **limit}

    def saved(self, values: Values) -> str:
        """Nothing: there is nothing to choose on a saved page."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Nothing to see: `act` is called once the learner has had the card before their eyes."""

    name: str
    act: Callable[[], None]
    disabled: bool = False

    def sent(self, values: Values) -> dict[str, Any]:
        """What the front end is told."""
        return {"kind": "sight", "name": self.name}

    def saved(self, values: Values) -> str:
        """Nothing."""
        return ""


Field = Slide | Pick | GroupedPick | Options | Range | Typed | Text | Tick | Upload
Part = Words | Block | Button | Sight | Field | Progress | Share | Shown


def fields(parts: Sequence[Part]) -> Iterator[Field]:
    """Every part that a learner fills in."""
    return (part for part in _flat(parts) if isinstance(part, Field))


def buttons(parts: Sequence[Part]) -> Iterator[Button | Sight | Share]:
    """Everything that acts."""
    return (part for part in _flat(parts) if isinstance(part, Button | Sight | Share))


def _flat(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield from _flat(part.parts) if isinstance(part, Block) else (part,)


def _number_within(raw: Any, low: float, high: float, unit: str) -> float:
    number = read_number(str(raw), unit)
    if not low <= number <= high:
        raise LessonError(f"Type a number from {bounds_words(low, high, unit)}.")
    return number


def _one_of(raw: Any, options: Sequence[str]) -> str:
    if raw not in options:
        raise LessonError(f"{raw!r} is none of the options {', '.join(options)}.")
    return str(raw)


def _in_short(option: tuple[str, str]) -> dict[str, str]:
    value, words = option
    return {"value": value, "text": words, "short": f"{value} {shortened(words, LONGEST_OPTION)}"}


def _setting(label: str, value: str) -> str:
    return f'<p class="kb-setting">{html.escape(label)}: <b>{html.escape(value)}</b></p>'
