"""One drug effect for three kinds of trial: leads with their predictions, and the pairs that would explain each."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PAPER, PURPLE, RED
from ketabrain.engine.numerals import minus
from ketabrain.topics.detachment.unblinding import Lead, Unblinding

_DRUG, _HOPE = (-1.0, 2.2), (-0.5, 4.5)
"""Effects (SD) that the right panel shows."""
_COLOURS = (ORANGE, GREEN, PURPLE)
_VERTICAL = 0.02
"""Below this gap in beliefs, hope plays no part and a band stands upright."""


@drawn(height_in=4.6)
def unblinded(result: Unblinding, figure: Figure) -> str:
    """Observed and predicted leads (left), and what each kind of trial allows (right)."""
    left, right = panels(figure, (1, 1.15), left=0.135, right=0.98, bottom=0.145, top=0.87, gap=0.1)
    for place, lead in zip((2, 1, 0), result.leads, strict=True):
        colour = _COLOURS[2 - place]
        ends = [lead.interval.low, lead.interval.high]
        left.plot(ends, [place] * 2, color=colour, linewidth=7, alpha=0.6, solid_capstyle="butt")
        left.plot(lead.observed, place, "|", color=INK, markersize=16, markeredgewidth=2)
        # A prediction beyond the panel is drawn at its edge; the words have its value.
        left.plot(np.clip(lead.predicted, -2, 5), place, "D", color=BLUE, markeredgecolor=INK, markersize=9)
    left.axvline(0, color=GREY, linewidth=1)
    left.set(xlim=(-2.3, 5.3), ylim=(-0.6, 2.6), xlabel="Lead after a day (SD)")
    left.set_yticks([2, 1, 0], ["A salt\nwater", "B mida-\nzolam", "C asleep"])
    left.set_title(f"◆ yours: {result.explained} of 3 explained", x=-0.2)
    for lead, colour, name, at in zip(result.leads, _COLOURS, "ABC", (0.08, 0.45, 0.85), strict=True):
        _band(right, lead, colour, name, at)
    if result.best:  # beyond the panel it stands on the edge, cut in half as a sign of that
        right.plot(np.clip(result.best.drug, *_DRUG), np.clip(result.best.hope, *_HOPE), "P", color=PAPER,
                   markeredgecolor=INK, markersize=12)  # fmt: skip
    right.plot(result.drug, result.hope, "D", color=BLUE, markeredgecolor=INK, markersize=10)
    right.axvline(0, color=GREY, linewidth=1)
    right.axhline(0, color=GREY, linewidth=1)
    right.set(xlim=_DRUG, ylim=_HOPE, xlabel="The drug's own effect (SD)", ylabel="Effect of hope (SD)")
    right.set_title("Allowed by A, B, C   ◆ yours  + best", x=-0.13)
    return _in_words(result)


def _band(axes: Axes, lead: Lead, colour: str, name: str, at: float) -> None:
    """All pairs of drug and hope that give a lead inside the interval."""
    (left, right), (bottom, top) = _DRUG, _HOPE
    low, middle, high = lead.wanted.low, lead.wanted.value, lead.wanted.high
    if abs(lead.gap) < _VERTICAL:
        axes.axvspan(low, high, color=colour, alpha=0.35, linewidth=0)
        inside = float(np.clip(middle, left + 0.1, right - 0.1))
        axes.text(inside, 4.2, name, ha="center", va="center", weight="bold", color=INK)
        return
    drug = np.array(_DRUG)
    axes.fill_between(drug, (low - drug) / lead.gap, (high - drug) / lead.gap, color=colour, alpha=0.35, linewidth=0)
    axes.plot(drug, (middle - drug) / lead.gap, color=RED if name == "A" else INK, linewidth=1, linestyle=":")
    # The letter stands on the middle line where that lies inside the panel.
    x = np.linspace(*_DRUG, 200)
    y = (middle - x) / lead.gap
    shown = np.flatnonzero((y > bottom + 0.25) & (y < top - 0.25) & (x > left + 0.1) & (x < right - 0.1))
    if shown.size:
        place = shown[int(at * (shown.size - 1))]
        axes.text(x[place], y[place], name, ha="center", va="center", weight="bold", color=INK)


def _in_words(result: Unblinding) -> str:
    told = "; ".join(
        f"{lead.control}: observed {_plain(lead.observed)} (95% interval {_plain(lead.interval.low)} to "
        f"{_plain(lead.interval.high)}), gap in beliefs {_plain(lead.gap)}"
        + (f", by itself {_plain(lead.own)}" if lead.own else "")
        + f", predicted {_plain(lead.predicted)}"
        for lead in result.leads
    )
    best = "With one gap for all, hope and drug cannot be told apart"
    if result.best:
        best = (
            f"Best pair for these gaps: drug {_plain(result.best.drug)} (standard error {result.best.drug_se:.2f}), "
            f"hope {_plain(result.best.hope)} ({result.best.hope_se:.2f}), squared misfit "
            f"{result.best.misfit:.1f}, with "
            "one number left over to test it"
        )
    return (
        f"Your drug effect {_plain(result.drug)} SD, your effect of hope {_plain(result.hope)} SD. {told}. Explained: "
        f"{result.explained} of 3; squared misfit {result.misfit:.1f}. {best}. Lead under anaesthesia: "
        f"{result.counted}."
    )


def _plain(value: float) -> str:
    return minus(round(value, 2) + 0.0)
