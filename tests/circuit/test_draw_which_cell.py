"""The map of places and the four accounts: every mark is drawn, every word fits, words follow the control."""

import pytest
from matplotlib.patches import FancyBboxPatch

from ketabrain.engine.draw.style import house_style, new_figure, sign
from ketabrain.topics.circuit import draw_which_cell as draw
from ketabrain.topics.circuit.which_cell import ACCOUNTS, PLACES, cell_map, choose_account
from tests.engine.draw.crowding import crowded


def drawn(function, result, height_in):
    figure = new_figure(height_in)
    with house_style():
        words = function(result, figure)
    return figure, words


def marks(figure, marker):
    """How many marks of one shape the picture holds."""
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


def test_every_mark_of_the_table_is_drawn_and_counted():
    found = cell_map()
    figure, words = drawn(draw.cell_map, found, 5.9)
    assert marks(figure, "^") == sum(pros for pros, _ in found.counts.values())
    assert marks(figure, "v") == sum(cons for _, cons in found.counts.values())
    totals = [text.get_text() for text in figure.axes[0].texts if text.get_text().startswith("▲ ")][1:]
    assert totals == [f"▲ {pros}   ▼ {cons}" for pros, cons in (found.counts[place] for place in PLACES)]
    assert "ounting is not weighing" in words
    assert "MK-801" in " ".join(text.get_text() for text in figure.axes[0].texts)
    assert crowded(figure) == []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_chosen_account_alone_has_a_thick_frame_and_its_studies_are_named(account):
    choice = choose_account(account)
    figure, words = drawn(draw.accounts, choice, 4.1)
    frames = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    assert [frame.get_linewidth() > 2 for frame in frames] == [each == account for each in ACCOUNTS]
    for told in ("study", "failure_study", "experiment", "failure", "first_step"):
        assert choice.chosen[told] in words
    assert "illustration" in words
    assert crowded(figure) == []


def test_every_account_shows_one_blocked_place_and_three_steps():
    figure, _ = drawn(draw.accounts, choose_account("habenula"), 4.1)
    assert marks(figure, "X") == len(ACCOUNTS)
    assert [marks(figure, sign(f"{number}")) for number in (1, 2, 3)] == [len(ACCOUNTS)] * 3
