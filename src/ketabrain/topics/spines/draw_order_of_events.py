"""Which comes first: every look at every step of the story on one logarithmic clock."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, PAPER, RED, pale
from ketabrain.topics.spines.order_of_events import (
    EARLIEST_HOURS,
    LATEST_HOURS,
    Order,
    SeenIn,
    Start,
    StepTiming,
    StoryEffect,
    StoryStep,
)

_TICKS = {0.5: "0.5 h", 3: "3 h", 24: "1 day", 168: "1 week"}
_NAMES: Mapping[StoryStep | StoryEffect, str] = MappingProxyType(
    {
        StoryStep.BRAIN_BDNF: "BDNF, brain",
        StoryStep.BLOOD_BDNF: "BDNF, blood",
        StoryStep.SYNAPTIC_PLASTICITY: "plasticity",
        StoryStep.MORE_SPINES: "more spines",
        StoryStep.SYNAPSE_TRACER: "synapse tracer",
        StoryEffect.BEHAVIOUR: "behaviour",
        StoryEffect.MOOD: "mood",
    }
)
_IN_TIME: Mapping[Start, str] = MappingProxyType(
    {
        Start.POSSIBLE: "yes",
        Start.DISPUTED: "disputed",
        Start.NOT_SEEN: "not seen",
        Start.NOT_LOOKED_EARLY: "not looked",
        Start.NEVER_LOOKED: "never looked",
    }
)
"""The judgements in the words of a narrow column."""
_APART = 1.6
"""How many times as late a look begins as another ended that stands before it on the same line."""
_LINES = 3.4
"""Lines of looks that a row has room for."""


@drawn(height_in=4.7)
def order(result: Order, figure: Figure) -> str:
    """Looks at every step: filled where it had changed, open where not, with our judgement at the right."""
    processes = (*StoryStep, *StoryEffect)
    timed = {timing.step: timing.start for timing in result.timings}
    seen = set(result.rows["process"])
    axes = rows(
        figure,
        [_NAMES[process] for process in processes],
        (
            Column(
                head="in time?", texts=[_IN_TIME[timed[each]] if each in timed else "" for each in processes], width=104
            ),
        ),
        left=132,
        pale=[row for row, process in enumerate(processes) if process not in seen],
    )
    axes.set_xscale("log")
    axes.set(xlim=(EARLIEST_HOURS, LATEST_HOURS))
    axes.set_xticks(list(_TICKS), list(_TICKS.values()))
    axes.minorticks_off()
    axes.set_xlabel("Time, logarithmic")
    between = np.arange(len(processes) - 1) + 0.5
    axes.hlines(between, EARLIEST_HOURS, LATEST_HOURS, color=LIGHT, linewidth=1, zorder=0)
    axes.hlines(len(StoryStep) - 0.5, EARLIEST_HOURS, LATEST_HOURS, color=GREY, linewidth=1, zorder=0)
    axes.axvspan(EARLIEST_HOURS, result.onset_hours, color=tint(RED, 0.1), linewidth=0, zorder=0)
    axes.axvline(result.onset_hours, color=RED, linewidth=2)
    _looks(axes, result)
    heading(figure, _finding(result), "Filled: changed, open: unchanged · diamonds: people")
    return _in_words(result)


def _looks(axes: Axes, result: Order) -> None:
    """A bar or a point for every look: ink for the effect, blue for a step in time, paler for one that comes later."""
    looks = _placed(result.rows)
    late = looks["from_hours"] > result.onset_hours
    effect = looks["process"].isin(list(StoryEffect))
    changed = looks["result"] == "changed"
    people = looks["host"] == SeenIn.PEOPLE
    tones = np.select([~changed, effect, late], [GREY, INK, pale(BLUE)], BLUE)
    longer = looks["from_hours"] < looks["to_hours"]
    axes.hlines(
        looks["y"][longer], looks["from_hours"][longer], looks["to_hours"][longer], colors=tones[longer], linewidth=2.4
    )
    for kind, marker in ((people, "D"), (~people, "o")):
        for tone in sorted(set(tones[kind])):
            here = looks[kind & (tones == tone)]
            ends = [(hours, row.y) for row in here.itertuples() for hours in sorted({row.from_hours, row.to_hours})]
            face = PAPER if tone == GREY else tone
            axes.plot(*zip(*ends, strict=True), marker, color=face, markeredgecolor=tone, markeredgewidth=1.5,
                      markersize=7.5 if marker == "o" else 6.5, linestyle="none", zorder=4)  # fmt: skip


def _placed(looks: pd.DataFrame) -> pd.DataFrame:
    """The looks with their y: in the row of their step, each on the uppermost line where it touches no other."""
    place = {process: row for row, process in enumerate((*StoryStep, *StoryEffect))}
    free_from: dict[str, list[float]] = {process: [] for process in place}
    lines: dict[int, int] = {}
    for look in looks.sort_values("from_hours", kind="stable").itertuples():
        free = free_from[look.process]
        line = next((at for at, hours in enumerate(free) if look.from_hours >= _APART * hours), len(free))
        free[line : line + 1] = [look.to_hours]
        lines[look.Index] = line
    return looks.assign(
        y=[
            place[process] + (lines[number] - (len(free_from[process]) - 1) / 2) / _LINES
            for number, process in zip(looks.index, looks["process"], strict=True)
        ]
    )


def _finding(result: Order) -> str:
    in_time, disputed = (
        sum(each.start is start for each in result.timings) for start in (Start.POSSIBLE, Start.DISPUTED)
    )
    steps = f"{in_time} of {len(result.timings)} steps in time, {disputed} disputed"
    return f"Effect from {_TICKS.get(result.onset_hours, f'{result.onset_hours:g} h')}: {steps}"


def _hours(hours: float) -> str:
    if hours < 1:
        return f"{60 * hours:.0f} min"
    return f"{hours:.3g} h"


def _told(timing: StepTiming) -> str:
    earliest = "never seen" if timing.earliest_changed_h is None else f"first seen at {timing.earliest_changed_h:g} h"
    latest = (
        "" if timing.latest_unchanged_h is None else f", last looked for in vain at {timing.latest_unchanged_h:g} h"
    )
    return f"{timing.step}: {timing.start} ({earliest}{latest}; a day later or more: {timing.lasts})"


def _in_words(result: Order) -> str:
    host = "rodents and people" if result.host is SeenIn.BOTH else result.host
    return (
        f"{_finding(result)}, by {len(result.rows)} looks in {host}. If the effect starts "
        f"{_hours(result.onset_hours)} after the dose: "
        + "; ".join(_told(timing) for timing in result.timings)
        + f". The effect itself is seen from {result.effect_seen_h:g} h on. Being there in time is not being "
        "the cause; mouse hours are not human hours."
    )
