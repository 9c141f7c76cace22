"""The way of a dose through the body: doors on the left, blood in the middle, brain, liver and tissues around it."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, INK, ORANGE, PAPER, PURPLE, SMALL
from ketabrain.topics.dose.body import BodySnapshot

# Centres and half sizes on a canvas of 100 by 58 units.
_PLACES = {
    "outside": (11, 47, 9, 5),
    "nose": (11, 31, 9, 5),
    "gut": (11, 11, 9, 5),
    "liver": (42, 11, 10, 6),
    "blood": (42, 35, 10, 9),
    "tissues": (72, 32, 10, 5),
    "broken down or lost": (89, 10, 10, 6),
    "norketamine": (66, 20, 9, 4.5),
}
_NAMES = {
    "outside": "still in the syringe",
    "nose": "nose",
    "gut": "stomach and gut",
    "liver": "liver",
    "blood": "blood",
    "tissues": "muscle, fat …",
    "broken down or lost": "broken down,\nlost or other",
    "norketamine": "norketamine",
}
_BRAIN = (76, 48, 7.5)


@drawn(height_in=4.4)
def body(snapshot: BodySnapshot, figure: Figure) -> str:
    """Draw one moment: how full each place is and which way drug flows; arrows are thicker for faster flow."""
    axes = panel(figure, left=0.005, right=0.995, bottom=0.005, top=0.9)
    axes.set(xlim=(0, 100), ylim=(2, 57), aspect="equal")
    axes.axis("off")
    for name, (x, y, half_width, half_height) in _PLACES.items():
        _place(axes, _NAMES[name], x, y, half_width, half_height, snapshot.shares[name])
    _brain(axes, snapshot)
    for (one, other), rate in snapshot.net_flows.items():
        if rate > 0.004:
            _arrow(axes, _PLACES[one], _PLACES[other], rate)
    if snapshot.route == "iv" and snapshot.shares["outside"] > 0:
        _arrow(axes, _PLACES["outside"], _PLACES["blood"], 1.0)
    door = {"iv": "the start of a drip into a vein", "nasal": "a nasal spray", "oral": "a drink"}[snapshot.route]
    axes.set_title(f"{snapshot.minutes:.0f} min after {door}", x=0.01)
    filled = [name for name, share in snapshot.shares.items() if share >= 0.005]
    where = ", ".join(f"{100 * snapshot.shares[name]:.0f}% {_NAMES[name].replace(chr(10), ' ')}" for name in filled)
    return (
        f"{snapshot.minutes:.0f} min after {door}, the dose is here: {where}. Plasma holds "
        f"{snapshot.plasma_ng_per_ml:.0f} ng/mL and the site of the effect, which follows with a delay, "
        f"{snapshot.effect_site_ng_per_ml:.0f} ng/mL. "
        "Boxes fill with the share of the dose; the drawing is an illustration."
    )


def _place(axes: Axes, name: str, x: float, y: float, half_width: float, half_height: float, share: float) -> None:
    outline = FancyBboxPatch(
        (x - half_width, y - half_height),
        2 * half_width,
        2 * half_height,
        boxstyle="round,pad=0,rounding_size=1.5",
        facecolor=PAPER,
        edgecolor=INK,
        linewidth=1.3,
        zorder=3,
    )
    axes.add_patch(outline)
    level = Rectangle(
        (x - half_width, y - half_height),
        2 * half_width,
        2 * half_height * min(1.0, max(0.0, share)),
        facecolor=BLUE,
        alpha=0.45,
        linewidth=0,
        zorder=4,
    )
    axes.add_patch(level)
    level.set_clip_path(outline)
    axes.text(
        x,
        y,
        f"{name}\n{100 * share:.0f}%",
        ha="center",
        va="center",
        fontsize=SMALL,
        linespacing=1.15,
        zorder=5,
    )


def _brain(axes: Axes, snapshot: BodySnapshot) -> None:
    x, y, radius = _BRAIN
    axes.add_patch(Circle((x, y), radius, facecolor=PAPER, edgecolor=PURPLE, linewidth=2, zorder=3))
    axes.text(
        x,
        y,
        f"brain\n(effect site)\n{snapshot.effect_site_ng_per_ml:.0f} ng/mL",
        ha="center",
        va="center",
        fontsize=SMALL,
        linespacing=1.15,
        zorder=5,
    )
    blood = _PLACES["blood"]
    axes.annotate(
        "",
        (x - radius, y - 1),
        (blood[0] + blood[2], blood[1] + 5),
        zorder=2,
        arrowprops={"arrowstyle": "-|>", "color": PURPLE, "linestyle": (0, (4, 2)), "linewidth": 1.5},
    )
    axes.text(58, 47.5, "follows, a few\nminutes late", fontsize=SMALL, ha="center", va="bottom", color=INK)
    axes.text(
        blood[0],
        blood[1] + blood[3] + 1,
        f"plasma {snapshot.plasma_ng_per_ml:.0f} ng/mL",
        ha="center",
        va="bottom",
        fontsize=SMALL,
        color=INK,
    )


def _arrow(axes: Axes, start: tuple[float, ...], end: tuple[float, ...], rate: float) -> None:
    """An arrow from box edge to box edge; its width grows with the share of the dose that flows in an hour."""
    (x0, y0), (x1, y1) = _edge(start, end), _edge(end, start)
    width = 0.8 + 5 * min(1.0, rate) ** 0.5
    axes.add_patch(
        FancyArrowPatch(
            (x0, y0),
            (x1, y1),
            arrowstyle=f"simple,head_length={4 + width},head_width={4 + 1.6 * width},tail_width={width}",
            color=ORANGE,
            alpha=0.9,
            linewidth=0,
            zorder=2,
            shrinkA=1,
            shrinkB=1,
        )
    )


def _edge(box: tuple[float, ...], towards: tuple[float, ...]) -> tuple[float, float]:
    """Where the line between two box centres crosses the edge of the first."""
    dx, dy = towards[0] - box[0], towards[1] - box[1]
    scale = min(box[2] / abs(dx) if dx else 1e9, box[3] / abs(dy) if dy else 1e9)
    return box[0] + dx * scale, box[1] + dy * scale
