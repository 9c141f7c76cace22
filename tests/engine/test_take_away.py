"""What is taken home of a picture is a table that a spreadsheet and pandas read."""

import io

import pandas as pd
import pytest

from ketabrain.engine.controls import choice, slider
from ketabrain.engine.draw.layout import canvas, direct, plot
from ketabrain.engine.draw.style import BLUE
from ketabrain.engine.explore import Explorer
from ketabrain.engine.take_away import NO_NUMBERS
from tests.engine.driving import every, hear

CONTROLS = {"dose": slider(0, 2, 0.5, 1, unit="mg/kg", label="Dose, given"), "who": choice("adults", "all #2")}


def curve(result, figure):
    axes = plot(figure)
    axes.plot(range(100), [result[0] * x for x in range(100)], color=BLUE)
    direct(axes, "level, “high”", 99, 99 * result[0], BLUE)
    axes.set(xlabel="Hours", ylabel="ng/mL")
    if result[0] > 1.5:
        raise ValueError("Too much.")
    return f"It ends at {99 * result[0]:g}.\nIt began at 0."


def drawn(draw, **values):
    explorer = Explorer("dose-band", lambda dose, who: (dose, who), draw, CONTROLS, "", 3.0)
    explorer.set(**values)
    return explorer


def test_settings_words_and_axes_come_first_and_then_every_point(book):
    text = "".join(drawn(curve, dose=1.5, who="all #2").numbers())
    assert text.splitlines()[:10] == [
        "# explore,dose-band",
        '# "Dose, given",1.5 mg/kg',
        "# who,all #2",
        '# "to see it again, in a cell","set_explore(""dose-band"", dose=1.5, who=""all #2"")"',
        "# or at the end of the page's address,#dose-band?dose=1.5&who=all%20%232",
        "# in words,It ends at 148.5. It began at 0.",
        "# plot 1,across: Hours,up: ng/mL",
        "plot,series,kind,place,x,y",
        "1,\"level, “high”\",curve,,0,0",
        "1,\"level, “high”\",curve,,1,1.5",
    ]  # fmt: skip
    table = pd.read_csv(io.StringIO(text), comment="#")
    assert table[["x", "y"]].iloc[-1].tolist() == [99, 148.5]
    assert len(table) == 100


def test_what_is_thinned_says_so(book):
    text = "".join(drawn(curve).numbers(most=60))
    assert '# "level, “high” (curve)",60 of its 100 points\n' in text
    assert len(pd.read_csv(io.StringIO(text), comment="#")) == 60


def test_a_drawing_says_that_it_has_no_numbers(book):
    def drawing(result, figure):
        canvas(figure).plot([0, 100], [0, 100])
        return "A neuron."

    text = "".join(drawn(drawing).numbers())
    assert text.splitlines()[-1].replace('"', "") == f"# {NO_NUMBERS}"
    assert all(line.startswith("# ") for line in text.splitlines())


def test_the_card_brings_the_table_once_when_it_is_asked_for(book):
    explorer = drawn(curve)

    def table():
        return [part["table"] for part in every(explorer) if part["kind"] == "share"]

    assert table() == [""]
    hear(explorer, "numbers")
    assert table() == ["".join(explorer.numbers())]
    hear(explorer, dose=0.5)
    assert table() == [""]


def test_where_there_is_no_picture_there_is_nothing_to_take(book):
    explorer = drawn(curve, dose=2)
    with pytest.raises(ValueError, match="There is no picture here to take"):
        explorer.numbers()
    hear(explorer, "numbers")
    assert explorer.said == "There is no picture here to take."
