"""What pictures of spines share: lifetimes in words, and names beside the ends of lines."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from ketabrain.engine.draw.layout import direct
from ketabrain.engine.draw.style import DPI


def days_words(days: float) -> str:
    """A lifetime (days) in words, such as "10.5 days"."""
    return f"{days:.1f} days" if days < 100 else f"{days:,.0f} days"


def plot_px(axes: Axes) -> tuple[float, float]:
    """Width and height of a plot in pixels at a desk."""
    box = axes.get_window_extent()
    return DPI / axes.figure.dpi * box.width, DPI / axes.figure.dpi * box.height


def names_apart(axes: Axes, x: float, names: Sequence[tuple[str, float, str]], *, gap: float = 16) -> None:
    """Names (each with its y and colour) to the right of x, moved up or down until they are `gap` pixels apart."""
    low, high = axes.get_ylim()
    unit = plot_px(axes)[1] / (high - low)
    wanted = sorted((min(max(y, low), high) * unit, name, colour) for name, y, colour in names)
    places: list[float] = []
    for y, _, _ in wanted:
        places.append(max(y, places[-1] + gap) if places else y)
    most = high * unit
    for at in range(len(places) - 1, -1, -1):  # what was pushed beyond the top comes back, and pushes the others down
        places[at] = min(places[at], most)
        most = places[at] - gap
    for y, (_, name, colour) in zip(places, wanted, strict=True):
        direct(axes, name, x, y / unit, colour)
