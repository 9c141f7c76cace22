"""Events on a line of years: a lane for each place where they happened, or a row for each event of one place."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, missing, plot
from ketabrain.engine.draw.lettering import words
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
_TURN, _TURN_EARLY = 1993, 1978
"""Names of events after these years stand left of their mark: always, or where the chosen year is near."""
_SIDE, _ABOVE = 0.15, 0.4
"""Half the distance in a lane between two events of one year, and how far above it the newest is named."""
_ROOM_YEARS = 20
"""Years that have room for a name, or for how many events are still to come."""


@drawn(height_in=4.5)
def lanes_of_events(result: History, figure: Figure) -> str:
    """Events up to the chosen year, the newest of each lane named; of one topic every event in a row of its own."""
    lanes = result.topic == ALL
    axes = plot(figure, left=150 if lanes else 40, right=40, top=88, bottom=44)
    rows = len(Topic) if lanes else len(result.rows) + result.later
    axes.set(xlim=(FIRST_YEAR - 2, LAST_YEAR + 2), ylim=(rows - 0.4, -0.6), yticks=(), xticks=range(1970, 2030, 10))
    axes.spines["left"].set_visible(False)
    axes.axvspan(result.until, LAST_YEAR + 2, color=LIGHT, linewidth=0)
    axes.axvline(result.until, color=RED, linewidth=2)
    if result.later and LAST_YEAR - result.until > _ROOM_YEARS:
        words(axes, [(f"{result.later} still to come", (result.until + LAST_YEAR) / 2 + 1, rows / 2 - 0.5)], "center",
              ink(GREY))  # fmt: skip
    (_in_lanes if lanes else _in_rows)(axes, result)
    words(axes, [("open: in doubt", (axes.get_position().width * figure.get_size_inches()[0]) * DPI, 10)], "right",
          ink(GREY), above(axes))  # fmt: skip
    finding = _finding(result)
    heading(
        figure, finding, "The newest of each lane is named" if lanes else f"Every event of our table: {result.topic}"
    )
    return _in_words(result, finding)


def _in_lanes(axes: Axes, result: History) -> None:
    places = {topic: lane for lane, topic in enumerate(Topic)}
    axes.hlines(list(places.values()), FIRST_YEAR - 2, result.until, color=LIGHT, linewidth=1.2, zorder=0.8)
    rows = result.rows
    same = rows.groupby(["topic", "year"])["year"].transform("size") - 1
    order = rows.groupby(["topic", "year"]).cumcount()
    _marks(axes, rows, rows["topic"].map(places).to_numpy(float) + _SIDE * (2 * order - same).to_numpy(float))
    newest = rows.groupby("topic").tail(1)
    _names(axes, newest, [places[Topic(topic)] - _ABOVE for topic in newest["topic"]], result.until)
    missing(axes, [(lane, "nothing yet") for topic, lane in places.items() if topic not in set(rows["topic"])], x=0.12)
    words(axes, [(topic, -0.02, lane) for topic, lane in places.items()], transform=axes.get_yaxis_transform())


def _in_rows(axes: Axes, result: History) -> None:
    ys = np.arange(len(result.rows))
    _marks(axes, result.rows, ys)
    _names(axes, result.rows, ys.tolist(), result.until, beside=True)


def _marks(axes: Axes, rows: pd.DataFrame, ys: np.ndarray) -> None:
    """A dot for each event, open where its date or its telling is in doubt."""
    doubted = (rows["doubt"] != "").to_numpy(bool)
    for which, face in ((~doubted, BLUE), (doubted, PAPER)):
        axes.plot(rows["year"][which], ys[which], "o", color=face, markeredgecolor=BLUE, markeredgewidth=1.8,
                  markersize=9, clip_on=False, zorder=4)  # fmt: skip


def _names(axes: Axes, rows: pd.DataFrame, ys: Sequence[float], until: int, *, beside: bool = False) -> None:
    """The events' names: above their marks, or beside them with the year; on the side where there is room."""
    for leftwards, align, right in ((False, "left", 11 if beside else -4), (True, "right", -11 if beside else -6)):
        moved = axes.transData + ScaledTranslation(right / DPI, 0, axes.figure.dpi_scale_trans)
        lines = [
            (f"{row.year}  {SHORT[row.id]}" if beside else SHORT[row.id], row.year, y)
            for row, y in zip(rows.itertuples(), ys, strict=True)
            if leftwards == (row.year > _TURN or (row.year > _TURN_EARLY and until - row.year < _ROOM_YEARS))
        ]
        words(axes, lines, align, INK, moved)


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
