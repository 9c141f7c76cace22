"""What comes first after ketamine: each step of the story, and the effect that it should explain, on one clock.

A step can have started the effect only if it was seen no later than the effect; it can keep it going only if it is
still, or already, there a day later. Both are necessary and neither is enough: being there in time is not being the
cause. Studies looked at a few moments each, so "not seen earlier" often means that nobody looked (table event_times). A
look without a change counts against a step even if it came later than the effect: what stays, as spines do, would have
been there still. For what comes and goes, as BDNF does, that is a weaker sign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows

LASTING_HOURS = 24
EARLIEST_HOURS, LATEST_HOURS = 0.25, 720
ONSETS: Mapping[str, float] = MappingProxyType(
    {"30 minutes": 0.5, "1 hour": 1, "4 hours": 4, "1 day": 24, "1 week": 168}
)
"""Times after the dose (hours) at which a learner may let the effect begin, by their names."""


class SeenIn(StrEnum):
    """In whom a learner wants to see looks."""

    BOTH = "both"
    RODENTS = "rodents"
    PEOPLE = "people"


class StoryStep(StrEnum):
    """Steps of the story in its order."""

    BRAIN_BDNF = "BDNF in the brain"
    BLOOD_BDNF = "BDNF in blood"
    SYNAPTIC_PLASTICITY = "synaptic plasticity"
    MORE_SPINES = "more spines"
    SYNAPSE_TRACER = "tracer of synapses"


class StoryEffect(StrEnum):
    """What the steps should explain: behaviour of rodents, mood of people."""

    BEHAVIOUR = "behaviour"
    MOOD = "mood"


class Start(StrEnum):
    """Whether a step was there in time to start the effect."""

    POSSIBLE = "could start it"
    DISPUTED = "disputed"
    NOT_SEEN = "not seen in time"
    NOT_LOOKED_EARLY = "nobody looked so early"
    NEVER_LOOKED = "never looked for"


class Lasting(StrEnum):
    """Whether a step is there a day later or more."""

    SEEN = "seen"
    DISPUTED = "disputed"
    NOT_SEEN = "not seen"
    NOT_LOOKED = "nobody looked"


class Explains(StrEnum):
    """What a learner sorts the pieces into."""

    START = "could start the effect"
    LASTING = "could keep it going"
    NEITHER = "neither"


_PIECES: tuple[tuple[str, str, tuple[Explains, ...], str], ...] = (
    (
        "BDNF, rat brain",
        "yang2013-high",
        (Explains.START,),
        "It is up in time. But a lower dose worked without it.",
    ),
    (
        "strength, mice",
        "zaytseva2023",
        (Explains.START,),
        "It is there within an hour, when mice behave differently.",
    ),
    (
        "spines, stressed mice",
        "modasava2019-late",
        (Explains.LASTING,),
        "Too late for a start; without these spines it did not last.",
    ),
    (
        "spines, daily dose",
        "pryazhnikov2018-late",
        (Explains.LASTING, Explains.NEITHER),
        "Days after behaviour changes. It may help to keep it.",
    ),
    (
        "tracer, people",
        "holmes2022",
        (Explains.NEITHER,),
        "Nothing had moved, though symptoms had; the tracer is a blunt tool.",
    ),
    (
        "spines, arketamine",
        "zhang2019r",
        (Explains.LASTING, Explains.START),
        "The earliest rise; no look sooner or a day later. Both stay open.",
    ),
)
"""Name, row of the table, the answers that can be defended (ours first), and why."""


@dataclass(frozen=True, kw_only=True)
class StepTiming:
    """One step against the effect: could it start it, is it there a day later, and the hours of the first change and of
    the last look without one (None: there is none).
    """

    step: StoryStep
    start: Start
    lasts: Lasting
    earliest_changed_h: float | None
    latest_unchanged_h: float | None


@dataclass(frozen=True)
class Order:
    """Rows of the table event_times for the chosen hosts, in the order of the story, and how every step is timed.

    The effect is supposed to start at `onset_hours`.
    """

    host: SeenIn
    onset_hours: float
    rows: pd.DataFrame
    timings: tuple[StepTiming, ...]

    @property
    def table(self) -> pd.DataFrame:
        """What a learner reads: one line for every look."""
        hours = [_window(row.from_hours, row.to_hours) for row in self.rows.itertuples()]
        return pd.DataFrame(
            {
                "step or effect": self.rows["process"],
                "study": self.rows["study"],
                "in": self.rows["host"],
                "hours": hours,
                "result": self.rows["result"],
                "what was looked at": self.rows["comment"],
            }
        )

    @property
    def effect_seen_h(self) -> float:
        """Hours after the dose at which the effect itself was first looked at."""
        return float(self.rows.loc[self.rows["process"].isin(list(StoryEffect)), "from_hours"].min())

    def timing(self, step: str) -> StepTiming:
        """How one of StoryStep is timed."""
        return next(each for each in self.timings if each.step == step)


def time_steps(host: str = SeenIn.BOTH, onset_hours: float = 1) -> Order:
    """Judge every step against an effect that starts at `onset_hours`, by the looks at one of SeenIn.

    Raises ValueError for an unknown host, and for an onset before EARLIEST_HOURS or after LATEST_HOURS.

    >>> [time_steps("rodents", onset_hours).timing("more spines").start.value for onset_hours in (1, 4)]
    ['not seen in time', 'disputed']
    """
    host = chosen(SeenIn, host)
    if not EARLIEST_HOURS <= onset_hours <= LATEST_HOURS:
        raise ValueError(
            f"The effect starts between {EARLIEST_HOURS:g} and {LATEST_HOURS:g} hours; got {onset_hours:g}."
        )
    rows = tables.load("event_times")
    if host is not SeenIn.BOTH:
        rows = rows[rows["host"] == host]
    place = {process: number for number, process in enumerate((*StoryStep, *StoryEffect))}
    rows = rows.sort_values("process", key=lambda names: names.map(place), kind="stable").reset_index(drop=True)
    looks = list(rows.itertuples())
    return Order(host, onset_hours, rows, tuple(_timed(step, looks, onset_hours) for step in StoryStep))


def every_look(result: Order) -> Rows:
    """The looks of the chosen hosts with their studies, for the table below the picture."""
    return Rows(caption="Every look with its study", frame=result.table)


def pieces() -> pd.DataFrame:
    """Results to sort into Explains: columns `name`, `text`, `fair` (answers that can be defended) and `note`."""
    rows = tables.load("event_times").set_index("id")
    studies = tables.references()
    found: list[dict[str, Any]] = []
    for name, key, fair, note in _PIECES:
        row = rows.loc[key]
        found.append(
            {
                "name": name,
                "text": f"{row['process']}, {row['host']}: {row['result']} "
                f"{_window(row['from_hours'], row['to_hours'])} h after the dose. {row['comment']}",
                "fair": fair,
                "note": f"{note} ({studies[row['source']].short})",
            }
        )
    return pd.DataFrame(found)


def _timed(step: StoryStep, looks: Sequence[Any], onset_hours: float) -> StepTiming:
    here = [look for look in looks if look.process == step]
    changed = [look for look in here if look.result == "changed"]
    earliest = min((float(look.from_hours) for look in changed), default=None)
    latest = max((float(look.to_hours) for look in here if look.result == "unchanged"), default=None)
    if not here:
        start = Start.NEVER_LOOKED
    elif earliest is not None and earliest <= onset_hours:
        start = Start.POSSIBLE if latest is None or latest < earliest else Start.DISPUTED
    elif latest is not None:
        start = Start.NOT_SEEN
    else:
        start = Start.NOT_LOOKED_EARLY
    return StepTiming(
        step=step,
        start=start,
        lasts=_lasting(changed, latest),
        earliest_changed_h=earliest,
        latest_unchanged_h=latest,
    )


def _lasting(changed: Sequence[Any], latest_unchanged_h: float | None) -> Lasting:
    late = [max(look.from_hours, LASTING_HOURS) for look in changed if look.to_hours >= LASTING_HOURS]
    looked_in_vain = latest_unchanged_h is not None and latest_unchanged_h >= LASTING_HOURS
    if not late:
        return Lasting.NOT_SEEN if looked_in_vain else Lasting.NOT_LOOKED
    # A look that found nothing before the first late change says only that it was too early.
    disputed = latest_unchanged_h is not None and latest_unchanged_h > min(late)
    return Lasting.DISPUTED if disputed else Lasting.SEEN


def _window(first: float, last: float) -> str:
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"
