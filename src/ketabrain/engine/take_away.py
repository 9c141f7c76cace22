"""What a learner takes home from an explore: the numbers of its picture as a table."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure

from ketabrain.engine.controls import Control
from ketabrain.engine.draw.series import Series, series_of
from ketabrain.engine.settings_line import settings_address, settings_line

HEAD = ("plot", "series", "kind", "place", "x", "y")
NO_NUMBERS = "This picture is a drawing: it has no curves, marks or bars to take numbers from."


def numbers_table(
    name: str,
    controls: Mapping[str, Control],
    values: Mapping[str, Any],
    words: str,
    figure: Figure,
    most: int | None = None,
) -> list[str]:
    """A drawn picture as a table of comma-separated values, in blocks to be joined.

    First come lines behind a #: each setting, two ways back to it, what the picture shows in words, and what its plots
    measure; then every series, of at most `most` points.
    """
    found = series_of(figure, most)
    settings = [[control.part(key).label, control.describe(values[key])] for key, control in controls.items()]
    back = [
        ["to see it again, in a cell", settings_line(name, values)],
        ["or at the end of the page's address", f"#{settings_address(name, values)}"],
    ]
    about = [["explore", name], *settings, *back, ["in words", " ".join(words.split())]]
    plots = dict.fromkeys((f"plot {each.plot}", f"across: {each.across}", f"up: {each.up}") for each in found)
    told = [*map(list, plots), *_thinned(found)] if found else [[NO_NUMBERS]]
    head = _lines([HEAD]) if found else ""
    return [_behind(about), _behind(told) + head, *map(_block, found)]


def _thinned(found: Iterable[Series]) -> list[list[str]]:
    less = [each for each in found if len(each.points) < each.of]
    return [[f"{each.name} ({each.kind})", f"{len(each.points)} of its {each.of} points"] for each in less]


def _block(series: Series) -> str:
    points = zip(series.places, series.points.tolist(), strict=True)
    return _lines([series.plot, series.name, series.kind, place, *map(_number, point)] for place, point in points)


def _number(value: float) -> str:
    return f"{value:.5g}" if math.isfinite(value) else ""


def _behind(rows: Iterable[Sequence[Any]]) -> str:
    """Lines that a reader of tables passes over: nothing in them may look like the start of another."""
    return "".join(f"# {line}\n" for line in _lines(rows).splitlines())


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
