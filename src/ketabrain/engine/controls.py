"""The controls that an explore has: sliders with a number box, and choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import minus, number_words
from ketabrain.engine.parts import GroupedPick, Pick, Slide


@dataclass(frozen=True)
class Slider:
    """A number that a learner moves between `low` and `high`.

    `about` says what the number is; `seen` is a range met in `seen_in`, which is marked on the track. A slider for
    people, years or draws is `whole`.
    """

    low: float
    high: float
    step: float
    value: float
    unit: str = ""
    label: str = ""
    about: str = ""
    seen: tuple[float, float] | None = None
    seen_in: str = "people"
    whole: bool = False

    @property
    def corners(self) -> tuple[float, ...]:
        """Lowest, middle and highest value: what a test walks through."""
        middle = self.low + round((self.high - self.low) / 2 / self.step) * self.step
        return (self.low, middle, self.high)

    @property
    def legend(self) -> str:
        """What the number is and where it was met, in a line; empty if there is nothing to add to the track."""
        low, high = (number_words(float(f"{end:.3g}")) for end in self.seen or (0, 0))
        seen = f"seen in {self.seen_in}: {low} to {high}" if self.seen else ""
        return "; ".join(filter(None, (self.about.rstrip("."), seen)))

    def part(self, name: str) -> Slide:
        """The slider as it stands on a card."""
        return Slide(
            name=name, label=self.label or _plain(name), unit=self.unit, low=self.low, high=self.high, step=self.step,
            value=self.value, about=self.legend, seen=self.seen, whole=self.whole,
        )  # fmt: skip

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

    def part(self, name: str) -> Pick | GroupedPick:
        """The choice as it stands on a card."""
        return Pick(
            name=name, label=self.label or _plain(name), options=self.options, value=self.value, about=self.about
        )

    def describe(self, value: str) -> str:
        """Return the option's own name."""
        return value


@dataclass(frozen=True, kw_only=True)
class GroupedChoice(Choice):
    """One of many options: first its group is chosen, then the option. `groups` as `GroupedPick` has them."""

    groups: Mapping[str, Mapping[str, str]]
    group_label: str

    def part(self, name: str) -> GroupedPick:
        """The two lists as they stand on a card, with the words of what is chosen."""
        return GroupedPick(
            name=name, label=self.label, group_label=self.group_label, groups=self.groups, value=self.value
        )


Control = Slider | Choice


def _plain(name: str) -> str:
    return name.replace("_", " ")


def slider(
    low: float,
    high: float,
    step: float,
    value: float | None = None,
    *,
    unit: str = "",
    label: str = "",
    about: str = "",
    seen: tuple[float, float] | None = None,
    seen_in: str = "people",
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
    if seen and not seen[0] <= seen[1]:
        raise LessonError(f"The slider {label!r} marks a range that ends before it begins: {seen[0]} to {seen[1]}.")
    return Slider(
        low=low, high=high, step=step, value=start, unit=unit, label=label, about=about, seen=seen, seen_in=seen_in,
        whole=whole,
    )  # fmt: skip


def choice(*options: str, value: str | None = None, label: str = "", about: str = "") -> Choice:
    """Describe a choice between options, by default the first. Raises LessonError if there is none."""
    if not options:
        raise LessonError(f"The choice {label!r} needs at least one option.")
    start = options[0] if value is None else value
    if start not in options:
        raise LessonError(f"The choice {label!r} starts at {start!r}, which is not one of its options.")
    return Choice(tuple(options), start, label, about)


def grouped_choice(groups: Mapping[str, Mapping[str, str]], *, label: str, group_label: str) -> GroupedChoice:
    """Describe a choice between too many options for one list: by group, each option with its words.

    It starts with the first. Raises LessonError if there is none.
    """
    options = tuple(option for group in groups.values() for option in group)
    if not options:
        raise LessonError(f"The choice {label!r} needs at least one option.")
    return GroupedChoice(options, options[0], label, groups=groups, group_label=group_label)
