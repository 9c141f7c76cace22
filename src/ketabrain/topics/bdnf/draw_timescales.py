"""One logarithmic clock for everything: a bar for each process, from a signal at a synapse to a lifted mood."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, rows
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, INK, LIGHT, PURPLE, RED, WIDTH_IN, ink, pale
from ketabrain.topics.bdnf.timescales import Moment, ProcessState, in_words

_LOOKS: Mapping[str, tuple[str, str]] = {
    "glutamate": ("o", BLUE),
    "BDNF": ("s", RED),
    "ketamine in rodents": ("D", GREEN),
    "ketamine in people": ("^", PURPLE),
}
"""Mark and colour by molecule, as in the table timescales."""
_SHORT = {
    "glutamate-cleft": "cleft",
    "glutamate-ampa": "AMPA",
    "glutamate-nmda": "NMDA",
    "bdnf-channel": "sodium channel",
    "bdnf-release": "leaves dendrites",
    "bdnf-trkb": "TrkB on",
    "bdnf-uptake": "uptake",
    "ketamine-bdnf": "BDNF, rats",
    "arketamine-spines": "arketamine: spines",
    "frontal-spines": "frontal spines",
    "sensory-spines": "touch spines",
    "mood": "mood",
}
"""A process in a word or two beside its molecule; the table and the words below the picture name it in full."""
_LEFT, _TOP = 228, 76
_EARLIEST_S, _LATEST_S = 0.0007, 2.2e6
_TIMES = {0.001: "1 ms", 1: "1 s", 60: "1 min", 3600: "1 h", 86400: "1 day", 864000: "10 d"}


@drawn(height_in=4.3)
def time_axis(moment: Moment, figure: Figure) -> str:
    """One bar a process over a logarithmic clock, and a line at the chosen time; what is on stands out."""
    table = moment.rows
    states = list(table["state"])
    faded = [row for row, state in enumerate(states) if state is not ProcessState.ON]
    axes = rows(figure, [_SHORT[key] for key in table["id"]], left=_LEFT, top=_TOP, bottom=46, pale=faded)
    axes.set(xlim=(_at(_EARLIEST_S), _at(_LATEST_S)))
    axes.set_xticks(_at(list(_TIMES)), list(_TIMES.values()))
    axes.hlines(range(len(table)), _at(_EARLIEST_S), _at(_LATEST_S), color=LIGHT, linewidth=0.8, zorder=0)
    _bars(axes, moment)
    _molecules(axes, moment)
    line = float(_at(moment.seconds))
    axes.axvline(line, color=INK, linewidth=2, zorder=4)
    for state, marker, size in ((ProcessState.ON, "o", 8), (ProcessState.UNKNOWN, sign("?"), 12)):
        here = [row for row, each in enumerate(states) if each is state]
        axes.plot([line + (0.16 if state is ProcessState.UNKNOWN else 0)] * len(here), here, linestyle="none",
                  marker=marker, markersize=size, color=INK, markeredgewidth=0, zorder=5, gid=state)  # fmt: skip
    on = moment.counts[ProcessState.ON]
    are = "is" if on <= 1 else "are"
    finding = f"After {in_words(moment.seconds)}, {on or 'none'} of {len(table)} processes {are} on"
    heading(figure, finding, "From its own start, logarithmic; dotted: end unknown")
    return _moment_in_words(moment, finding)


def _at(seconds: ArrayLike) -> Array:
    """Where seconds lie on the axis: their decimal logarithm, which draws faster than matplotlib's own log scale."""
    return np.log10(np.maximum(seconds, _EARLIEST_S))


def _bars(axes: Axes, moment: Moment) -> None:
    """A bar from the start of each process to its end, dotted on where nobody is known to have looked so late."""
    table = moment.rows
    start, end = _at(table["start_s"]), _at(table["end_s"])
    plain = [_LOOKS[name][1] for name in table["molecule"]]
    colours = [
        colour if state is ProcessState.ON else pale(colour)
        for colour, state in zip(plain, table["state"], strict=True)
    ]
    places = np.arange(len(table))
    axes.hlines(places, start, end, color=colours, linewidth=12, zorder=2)
    tail = (table["after"] == "not known").to_numpy()
    tails = [colour for colour, dotted in zip(plain, tail, strict=True) if dotted]
    axes.hlines(places[tail], end[tail], end[tail] + 0.6, color=tails, linewidth=2.4, linestyle=(0, (1, 1)), zorder=2)
    for molecule, (marker, _) in _LOOKS.items():
        for on in (True, False):
            here = ((table["molecule"] == molecule) & ((table["state"] == ProcessState.ON) == on)).to_numpy()
            colour = _LOOKS[molecule][1]
            axes.plot(start[here], places[here], marker, color=colour if on else pale(colour), markersize=11,
                      markeredgecolor=INK, markeredgewidth=0.7, zorder=3, clip_on=False)  # fmt: skip


def _molecules(axes: Axes, moment: Moment) -> None:
    """The molecule at the left of its first row, and lines between them."""
    first: dict[str, int] = {}
    for row, name in enumerate(moment.rows["molecule"]):
        first.setdefault(name.split()[0], row)
    plot = axes.get_position()
    left = (16 / (DPI * WIDTH_IN) - plot.x0) / plot.width
    beside = axes.get_yaxis_transform()
    for name, row in first.items():
        colour = ink(next(colour for key, (_, colour) in _LOOKS.items() if key.split()[0] == name))
        words(axes, [(name, left, row)], "left", colour, beside, bold=True)
    axes.hlines([row - 0.5 for row in first.values() if row], left, 1, color=LIGHT, linewidth=1.5, transform=beside,
                clip_on=False)  # fmt: skip


def _moment_in_words(moment: Moment, finding: str) -> str:
    def said(words: str, state: ProcessState) -> str:
        return f"{words} ({moment.counts[state]}): {'; '.join(moment.labels(state)) or 'none'}. "

    return (
        f"{finding}. "
        + said("On", ProcessState.ON)
        + said("Over", ProcessState.OVER)
        + said("Begun, but nobody is known to have looked so late", ProcessState.UNKNOWN)
        + said("Not yet", ProcessState.NOT_YET)
        + "Each row counts from its own start: a signal, BDNF applied, or a dose. A question mark at the line stands "
        "where nobody is known to have looked so late."
    )
