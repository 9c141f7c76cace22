"""The controls a learner moves: sliders with a number box, and choices; every one named for assistive technology."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from ketabrain.engine import cards
from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import minus


@dataclass(frozen=True)
class Slider:
    """A number that a learner moves between `low` and `high`.

    `about` and `seen` make the legend line: what the number is, and the range met in people. A slider for people, years
    or draws is `whole`: its box takes no decimal point, and a fraction set in code is cut off.
    """

    low: float
    high: float
    step: float
    value: float
    unit: str = ""
    label: str = ""
    about: str = ""
    seen: str = ""
    whole: bool = False

    @property
    def corners(self) -> tuple[float, ...]:
        """Lowest, middle and highest value: what a test walks through."""
        middle = self.low + round((self.high - self.low) / 2 / self.step) * self.step
        return (self.low, middle, self.high)

    @property
    def legend(self) -> str:
        """One line that says what the control is, its unit and the range seen in people."""
        about = f"{_sentence(self.about)}." if self.about else ""
        span = f"From {minus(self.low)} to {self.describe(self.high)}."
        seen = f"Seen in people: {self.seen.rstrip('.')}." if self.seen else ""
        return " ".join(part for part in (about, span, seen) if part)

    def describe(self, value: float) -> str:
        """Format a value with its unit."""
        return f"{minus(value)} {self.unit}".strip()


@dataclass(frozen=True)
class Choice:
    """One of several named options."""

    options: tuple[str, ...]
    value: str
    label: str = ""
    about: str = ""

    @property
    def corners(self) -> tuple[str, ...]:
        """Every option: what a test walks through."""
        return self.options

    @property
    def legend(self) -> str:
        """One line that says what is chosen."""
        return f"{_sentence(self.about)}." if self.about else ""

    def describe(self, value: str) -> str:
        """Return the option's own name."""
        return value


Control = Slider | Choice


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".")


def slider(
    low: float,
    high: float,
    step: float,
    value: float | None = None,
    *,
    unit: str = "",
    label: str = "",
    about: str = "",
    seen: str = "",
    whole: bool = False,
) -> Slider:
    """Describe a slider; without a `value` it starts in the middle. Raises LessonError if the range makes no sense."""
    if not low < high or not 0 < step <= high - low:
        raise LessonError(f"The slider {label!r} needs low < high and a step between them; got {low}, {high}, {step}.")
    start = low + round((high - low) / 2 / step) * step if value is None else value
    if not low <= start <= high:
        raise LessonError(f"The slider {label!r} starts at {start}, outside {low} to {high}.")
    if whole and any(number != int(number) for number in (low, step, start)):
        raise LessonError(f"The slider {label!r} is for whole numbers; got {low}, {high}, {step} and {start}.")
    return Slider(
        low=low, high=high, step=step, value=start, unit=unit, label=label, about=about, seen=seen, whole=whole
    )


def choice(*options: str, value: str | None = None, label: str = "", about: str = "") -> Choice:
    """Describe a choice between options, by default the first. Raises LessonError if there is none."""
    if not options:
        raise LessonError(f"The choice {label!r} needs at least one option.")
    start = options[0] if value is None else value
    if start not in options:
        raise LessonError(f"The choice {label!r} starts at {start!r}, which is not one of its options.")
    return Choice(tuple(options), start, label, about)


@dataclass(frozen=True)
class Bound:
    """A control on the page: its name, its box, and the widget whose `value` holds what the learner chose."""

    control: Control
    label: str
    box: widgets.Widget
    holder: Any


def bind(name: str, control: Control, on_change: Callable[[str], None]) -> Bound:
    """Build the widgets of one control and call `on_change(name)` after every move."""
    label = control.label or name.replace("_", " ")
    row, holder = _slider_row(label, control) if isinstance(control, Slider) else _choice_row(label, control)
    holder.observe(lambda _change: on_change(name), names="value")
    legend = widgets.HTML(cards.text(control.legend, style="kb-small")) if control.legend else None
    return Bound(control, label, widgets.VBox([row] if legend is None else [row, legend]), holder)


def _slider_row(label: str, control: Slider) -> tuple[widgets.Widget, Any]:
    named = f"{label} ({control.unit})" if control.unit else label
    return cards.number_with_slider(named, control.low, control.high, control.step, control.value, control.whole)


def _choice_row(label: str, control: Choice) -> tuple[widgets.Widget, Any]:
    dropdown = widgets.Dropdown(
        options=control.options,
        value=control.value,
        description=label,
        style={"description_width": cards.LABEL_WIDTH},
        layout=widgets.Layout(width="auto", max_width="620px"),
    )
    return dropdown, dropdown
