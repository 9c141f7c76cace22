"""Events on a line of years: a lane for each place where they happened, or a row for each event of one place."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, plot
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.style import BLUE, DPI, GREY, INK, LIGHT, PAPER, RED, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.history.history import ALL, FIRST_YEAR, LAST_YEAR, History, Topic

SHORT = {
    "made": "ketamine made", "pcp-ends": "phencyclidine given up", "patent-belgium": "Belgian patent",
    "first-human": "first people: prisoners", "first-report": "first report", "first-clinical": "first clinical study",
    "patent-us": "US patent", "sale-1969": "US sale, say timelines", "approved-1970": "US approval, says label",
    "market-1971": "US market, says agency", "assay": "test in plasma", "awake": "levels on waking",
    "mirror-forms": "mirror forms compared", "dea-proposal": "US control proposed", "nmda": "blocks NMDA receptor",
    "who-list": "WHO essential medicine", "psychosis": "states like psychosis", "german-s": "German esketamine",
    "schedule": "US schedule III", "first-depression": "first placebo-controlled test",
    "first-resistant": "where others had failed", "class-b": "UK class B", "who-2015": "WHO against control",
    "us-spray": "US spray", "eu-spray": "EU spray", "us-suicidal": "US, suicidal thoughts",
    "structure": "seen inside receptor", "fda-nasal": "US warning: mixed-up", "fda-oral": "US warning: psychiatry",
    "pcn-fails": "R-ketamine misses goal", "us-alone": "US spray alone", "uk-stays": "UK stays class B",
}  # fmt: skip
"""Every event in as many words as a picture has room for."""
_LISTED = 8
"""Newest events that are told in full."""
_NAMES = 252
"""Pixels for the names of rows, with the edge."""
_ROOM_BEFORE = 1975
"""First year with room for words between the start of the axis and its line."""
_SIDE, _ABOVE = 0.15, 0.4
"""Half the distance in a lane between two events of one year, and how far above it the newest is named."""
_ROOM_YEARS = 20
"""Years that have room for a name, or for how many events are still to come."""


@drawn(height_in=4.5)
def lanes_of_events(result: History, figure: Figure) -> str:
    """Events up to the chosen year, the newest of each lane named; of one topic every event in a row of its own."""
    lanes = result.topic == ALL
    axes = plot(figure, left=150 if lanes else _NAMES, right=40, top=80, bottom=44)
    rows = len(Topic) if lanes else len(result.rows) + result.later
    axes.set(xlim=(FIRST_YEAR - 2, LAST_YEAR + 2), ylim=(rows - 0.4, -0.6), yticks=(), xticks=range(1970, 2030, 10))
    axes.spines["left"].set_visible(False)
    axes.axvspan(result.until, LAST_YEAR + 2, color=LIGHT, linewidth=0)
    axes.axvline(result.until, color=RED, linewidth=2)
    if result.later and LAST_YEAR - result.until > _ROOM_YEARS:
        words(axes, [(f"{result.later} still to come", (result.until + LAST_YEAR) / 2 + 1, rows / 2 - 0.5)], "center",
              ink(GREY))  # fmt: skip
    (_in_lanes if lanes else _in_rows)(axes, result)
    finding = _finding(result)
    shown = "The newest of each lane is named" if lanes else f"Every event of our table: {result.topic}"
    heading(figure, finding, f"{shown} · open: in doubt" if (result.rows["doubt"] != "").any() else shown)
    return _in_words(result, finding)


def _in_lanes(axes: Axes, result: History) -> None:
    places = {topic: lane for lane, topic in enumerate(Topic)}
    rows = result.rows
    lived = [lane for topic, lane in places.items() if topic in set(rows["topic"])]
    axes.hlines(lived, FIRST_YEAR - 2, result.until, color=LIGHT, linewidth=1.2, zorder=0.8)
    same = rows.groupby(["topic", "year"])["year"].transform("size") - 1
    order = rows.groupby(["topic", "year"]).cumcount()
    _marks(axes, rows, rows["topic"].map(places).to_numpy(float) + _SIDE * (2 * order - same).to_numpy(float))
    newest = rows.groupby("topic").tail(1)
    _newest(axes, newest, [places[Topic(topic)] - _ABOVE for topic in newest["topic"]], result.until)
    empty = [lane for lane in places.values() if lane not in lived]
    if result.until < _ROOM_BEFORE:
        _right_of(axes, result.until, [("nothing yet", lane) for lane in empty], ink(GREY))
    else:
        middle = (FIRST_YEAR - 2 + result.until) / 2
        words(axes, [("nothing yet", middle, float(lane)) for lane in empty], "center", ink(GREY))
    words(axes, [(topic, -0.02, lane) for topic, lane in places.items()], transform=axes.get_yaxis_transform())


def _in_rows(axes: Axes, result: History) -> None:
    rows, ys = result.rows, np.arange(len(result.rows))
    axes.hlines(ys, FIRST_YEAR - 2, rows["year"], color=LIGHT, linewidth=1.2, zorder=0.8)
    _marks(axes, rows, ys)
    beside = axes.get_yaxis_transform() + ScaledTranslation(-10 / DPI, 0, axes.figure.dpi_scale_trans)
    words(axes, [(f"{row.year}  {SHORT[row.id]}", 0, y) for row, y in zip(rows.itertuples(), ys.tolist(), strict=True)],
          "right", INK, beside)  # fmt: skip


def _marks(axes: Axes, rows: pd.DataFrame, ys: np.ndarray) -> None:
    """A dot for each event, open where its date or its telling is in doubt."""
    doubted = (rows["doubt"] != "").to_numpy(bool)
    for which, face in ((~doubted, BLUE), (doubted, PAPER)):
        axes.plot(rows["year"][which], ys[which], "o", color=face, markeredgecolor=BLUE, markeredgewidth=1.8,
                  markersize=9, clip_on=False, zorder=4)  # fmt: skip


def _newest(axes: Axes, rows: pd.DataFrame, ys: Sequence[float], until: int) -> None:
    """The names of events above their marks, or beyond the line of the chosen year where they would cross it."""
    left, right, beyond = [], [], []
    per_year = axes.get_window_extent().width / np.diff(axes.get_xlim())[0]
    for row, y in zip(rows.itertuples(), ys, strict=True):
        name, wide = SHORT[row.id], width_px(SHORT[row.id]) / per_year
        if row.year + wide < until:
            left.append((name, row.year, y))
        elif row.year - wide > FIRST_YEAR - 2:
            right.append((name, row.year, y))
        else:
            beyond.append((name, y))
    for lines, align, px in ((left, "left", -4), (right, "right", -6)):
        words(axes, lines, align, INK, axes.transData + ScaledTranslation(px / DPI, 0, axes.figure.dpi_scale_trans))
    _right_of(axes, until, beyond, INK)


def _right_of(axes: Axes, year: float, lines: Sequence[tuple[str, float]], colour: str) -> None:
    moved = axes.transData + ScaledTranslation(8 / DPI, 0, axes.figure.dpi_scale_trans)
    words(axes, [(text, year, y) for text, y in lines], "left", colour, moved)


def _finding(result: History) -> str:
    """How much had happened by then."""
    happened, later = len(result.rows), result.later
    if result.topic == ALL:
        there = int((result.rows["topic"] == Topic.PSYCHIATRY).sum())
        return f"By {result.until}: {happened} of {happened + later} events, {there or 'none'} in psychiatry"
    name = f"{result.topic[0].upper()}{result.topic[1:]} by {result.until}"
    if not happened:
        return f"{name}: nothing yet, {later} still to come"
    first = result.rows["year"].iloc[0]
    return f"{name}: {happened} of {counted(happened + later, 'event')}, the first in {first}"


def _in_words(result: History, finding: str) -> str:
    newest = result.rows.iloc[::-1].head(_LISTED)
    told = [f"{row.year}  {row.event}" for row in newest.itertuples()]
    told += [f"in doubt about {row.year}: {row.doubt}" for row in newest.itertuples() if row.doubt]
    return (
        f"{finding}. Timeline ({result.topic}): {counted(len(result.rows), 'event')} up to {result.until}, "
        f"{result.later} still to come. The newest: {'; '.join(told) or 'none yet'}. "
        f"{(result.rows['doubt'] != '').sum()} of the events shown carry a doubt about the date or its telling."
    )
