"""What comes first after ketamine: each step of the story, and the effect that it should explain, on one clock.

A step can have started the effect only if it was seen no later than the effect; it can keep it going only if it is
still, or already, there a day later. Both are necessary and neither is enough: being there in time is not being the
cause. Studies looked at a few moments each, so "not seen earlier" often means that nobody looked (table event_times). A
look without a change counts against a step even if it came later than the effect: what stays, as spines do, would have
been there still. For what comes and goes, as BDNF does, that is a weaker sign.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketabrain.engine import tables

HOSTS = ("both", "rodents", "people")
STEPS = ("BDNF in the brain", "BDNF in blood", "stronger synapses", "more spines", "tracer of synapses")
"""Steps of the story in its order."""
EFFECTS = ("behaviour", "mood")
"""What the steps should explain: behaviour of rodents, mood of people."""
LASTING_HOURS = 24
EARLIEST_HOURS, LATEST_HOURS = 0.25, 720
STARTS = ("could start it", "disputed", "not seen in time", "nobody looked so early", "never looked for")
LASTS = ("seen", "disputed", "not seen", "nobody looked")
"""Whether a step is there a day later or more."""
ANSWERS = ("could start the effect", "could keep it going", "neither")
"""What a learner sorts the pieces into."""

_PIECES = (
    ("BDNF, rat brain", "yang2013-high", (0,), "It is up in time. But a lower dose worked without it."),
    ("strength, mice", "zaytseva2023", (0,), "It is there within an hour, when mice behave differently."),
    ("spines, stressed mice", "modasava2019-late", (1,), "Too late for a start; without these spines it did not last."),
    ("spines, daily dose", "pryazhnikov2018-late", (1, 2), "Days after behaviour changes. It may help to keep it."),
    ("tracer, people", "holmes2022", (2,), "Nothing had moved, though symptoms had; the tracer is a blunt tool."),
    ("spines, arketamine", "zhang2019r", (1, 0), "The earliest rise; no look sooner or a day later. Both stay open."),
)  # fmt: skip
"""Name, row of the table, the answers that can be defended (ours first), and why."""


@dataclass(frozen=True)
class Judgement:
    """One step against the effect: one of STARTS, one of LASTS, and hours of the first change and of the last look
    without one (None: there is none).
    """

    step: str
    start: str
    lasts: str
    earliest_changed_h: float | None
    latest_unchanged_h: float | None


@dataclass(frozen=True)
class Order:
    """Rows of the table event_times for the chosen hosts, in the order of the story, and a judgement for every step.

    The effect is supposed to start at `onset_hours`.
    """

    host: str
    onset_hours: float
    rows: pd.DataFrame
    judgements: tuple[Judgement, ...]

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

    def judgement(self, step: str) -> Judgement:
        """The judgement of one of STEPS."""
        return next(each for each in self.judgements if each.step == step)


def order_of_events(host: str = HOSTS[0], onset_hours: float = 1) -> Order:
    """Judge every step against an effect that starts at `onset_hours`.

    Raises ValueError for an unknown host, and for an onset before EARLIEST_HOURS or after LATEST_HOURS.
    """
    if host not in HOSTS:
        raise ValueError(f"There is no host {host!r}; use one of {', '.join(HOSTS)}.")
    if not EARLIEST_HOURS <= onset_hours <= LATEST_HOURS:
        raise ValueError(
            f"The effect starts between {EARLIEST_HOURS:g} and {LATEST_HOURS:g} hours; got {onset_hours:g}."
        )
    rows = tables.load("event_times")
    if host != "both":
        rows = rows[rows["host"] == host]
    place = {process: number for number, process in enumerate((*STEPS, *EFFECTS))}
    rows = rows.sort_values("process", key=lambda names: names.map(place), kind="stable").reset_index(drop=True)
    return Order(host, onset_hours, rows, tuple(_judged(step, rows, onset_hours) for step in STEPS))


def pieces() -> pd.DataFrame:
    """Results to sort into ANSWERS: columns `name`, `text`, `fair` (answers that can be defended) and `note`."""
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
                "fair": tuple(ANSWERS[each] for each in fair),
                "note": f"{note} ({studies[row['source']].short})",
            }
        )
    return pd.DataFrame(found)


def _judged(step: str, rows: pd.DataFrame, onset_hours: float) -> Judgement:
    here = rows[rows["process"] == step]
    changed, unchanged = here[here["result"] == "changed"], here[here["result"] == "unchanged"]
    earliest = float(changed["from_hours"].min()) if len(changed) else None
    latest = float(unchanged["to_hours"].max()) if len(unchanged) else None
    if here.empty:
        start = "never looked for"
    elif earliest is not None and earliest <= onset_hours:
        start = "could start it" if latest is None or latest < earliest else "disputed"
    elif latest is not None:
        start = "not seen in time"
    else:
        start = "nobody looked so early"
    return Judgement(step, start, _lasting(changed, latest), earliest, latest)


def _lasting(changed: pd.DataFrame, latest_unchanged_h: float | None) -> str:
    late = changed.loc[changed["to_hours"] >= LASTING_HOURS, "from_hours"].clip(lower=LASTING_HOURS)
    looked_in_vain = latest_unchanged_h is not None and latest_unchanged_h >= LASTING_HOURS
    if late.empty:
        return "not seen" if looked_in_vain else "nobody looked"
    # A look that found nothing before the first late change says only that it was too early.
    return "disputed" if latest_unchanged_h is not None and latest_unchanged_h > late.min() else "seen"


def _window(first: float, last: float) -> str:
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"
