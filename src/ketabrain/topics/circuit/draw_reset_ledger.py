"""The "reset" ledger: which results meet the demands, on which day they were seen, and which way they moved."""

from collections import Counter

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, RED, pale
from ketabrain.engine.draw.ticks import ticks_at
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit.reset_ledger import (
    ControlsDemand,
    LateState,
    PlaceboDemand,
    ReplicationDemand,
    ResetLedger,
)

_DIRECTIONS = {
    "towards controls": ("towards", "^", BLUE),
    "away from controls": ("away", "v", RED),
    "no change": ("no change", "o", ORANGE),
    "other change": ("other", "s", GREY),
}
_LAST_DAY = 14.0
_NO_DAY_AT = -2.0
"""Where a result without a day is drawn: before the axis, below a question mark."""


@drawn(height_in=4.9)
def demands_and_results(found: ResetLedger, figure: Figure) -> str:
    """A row for each result with a mark on its day; what meets the demands lies on a shaded ground. Rows that moved the
    same way stand together, as in the table.
    """
    results = found.rows
    left_out = [row for row, meets in enumerate(results["meets"]) if not meets]
    axes = rows(
        figure, _row_names(found), [Column(head="moved", texts=[""] * len(results), width=92)], left=190, pale=left_out
    )
    heights = np.arange(len(results))
    meets = results["meets"].to_numpy()
    day, back = (results[column].to_numpy(dtype=float) for column in ("measured_day", "back_by_day"))
    axes.set(xlim=(_NO_DAY_AT - 0.8, _LAST_DAY + 0.6), xlabel="Days after the dose")
    axes.barh(
        heights[meets],
        np.ptp(axes.get_xlim()),
        left=axes.get_xlim()[0],
        height=0.84,
        color=BLUE,
        alpha=0.22,
        linewidth=0,
    )
    axes.hlines(heights, -0.8, _LAST_DAY + 0.6, color=LIGHT, linewidth=0.7, zorder=0.5)
    axes.axvline(-1.1, color=GREY, linestyle=(0, (2, 3)), linewidth=1)
    if found.day > 0:
        axes.axvline(found.day, color=INK, linewidth=2)
    gone = ~np.isnan(back)
    axes.hlines(heights[gone], day[gone], back[gone], color=GREY, linewidth=2, linestyle=(0, (1, 1)))
    axes.plot(back[gone], heights[gone], "X", color=GREY, markersize=9, linestyle="none")
    words(axes, [("gone", when + 0.4, y) for when, y in zip(back[gone], heights[gone], strict=True)], "left")
    first = ~results["direction"].duplicated()
    named = zip(results["direction"][first], heights[first], strict=True)
    words(axes, [(_DIRECTIONS[way][0], axes.get_xlim()[1] + 0.5, y) for way, y in named], "left")
    where = np.where(np.isnan(day), _NO_DAY_AT, day)
    for direction, (_, marker, colour) in _DIRECTIONS.items():
        for kept in (True, False):
            here = (results["direction"] == direction).to_numpy() & (meets == kept)
            if not here.any():
                continue
            axes.plot(where[here], heights[here], marker, color=colour if kept else pale(colour), markersize=9,
                      linestyle="none", zorder=3)  # fmt: skip
    ticks_at(axes, ((_NO_DAY_AT, "?"), 0, 2, 7, 14))
    heading(
        figure,
        f"{len(found.kept)} of {len(results)} results left, {len(found.towards)} moved towards controls",
        "People · shaded: left · ? unknown",
    )
    return _in_words(found)


def _row_names(found: ResetLedger) -> list[str]:
    """The study of each row, and of whom or what it is where the same study has another row."""
    results = found.rows
    several = results["study"].duplicated(keep=False)
    groups = results.groupby("study")["who"].nunique()
    above = [None, *results["study"][:-1]]
    names = []
    for row, repeats, before in zip(results.itertuples(), several, above, strict=True):
        named = "" if row.study == before else brief(row.study)
        of_whom = groups[row.study] > 1
        more = row.who.removesuffix(" people") if of_whom else row.measure.removesuffix(" network")
        names.append(", ".join(filter(None, (named, more if repeats else ""))))
    return names


def _in_words(found: ResetLedger) -> str:
    demands = (
        (found.placebo, PlaceboDemand.ANY),
        (found.controls, ControlsDemand.ANY),
        (found.replication, ReplicationDemand.ANY),
    )
    asked = [demand.value for demand, nothing in demands if demand is not nothing]
    if found.day > 0:
        asked.append(f"seen on day {found.day:g} or later")
    results = found.rows.to_dict("records")
    left = [row for row in results if row["meets"]]
    names = [f"{row['study']} ({row['measure']}, {row['who']})" for row in left]
    towards = [f"{row['study']} ({row['measure']})" for row in left if row["direction"] == "towards controls"]
    back = [f"{row['study']} (by day {row['back_by_day']:g})" for row in results if row["at_day"] == LateState.GONE]
    state = Counter(row["at_day"] for row in results)
    return (
        f"{len(names)} of {len(results)} results are left, and of these {len(towards)} moved towards controls. "
        f"Asked for: {', '.join(asked) or 'nothing'}. Left: {'; '.join(names) or 'none'}. Towards controls: "
        f"{'; '.join(towards) or 'none'}. On day {found.day:g} or later: {state[LateState.SEEN]} changes seen, "
        f"{state[LateState.NOT_LOOKED]} not looked for, gone: {', '.join(back) or 'none'}. A mark stands on the last "
        "day of looking, or below a question mark where none was stated."
    )
