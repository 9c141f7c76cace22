"""Pictures of lesson 01: names, history, doses and licences; words follow the controls and nothing is crowded."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import PAPER, counted, house_style, new_figure
from ketabrain.topics.history.draw_drug_names import drug_names
from ketabrain.topics.history.draw_four_doses import four_doses as draw_doses
from ketabrain.topics.history.draw_history import timeline
from ketabrain.topics.history.draw_licences import grid
from ketabrain.topics.history.drug_names import drug_name, names
from ketabrain.topics.history.four_doses import four_doses, purposes
from ketabrain.topics.history.history import ALL, TOPICS, history
from ketabrain.topics.history.licences import COUNTRIES, DRUGS, USES, licences
from tests.engine.draw.crowding import crowded


def drawn(draw, result, height_in):
    figure = new_figure(height_in)
    with house_style():
        told = draw(result, figure)
    return figure, told


@pytest.mark.parametrize("topic", [ALL, *TOPICS])
@pytest.mark.parametrize("until", [1962, 1985, 2026])
def test_every_event_up_to_the_year_is_marked_and_the_newest_are_told(topic, until):
    result = history(topic, until)
    figure, told = drawn(timeline, result, 5.2)
    assert crowded(figure) == []
    marks = figure.axes[0].lines[: 2 * len(TOPICS)]  # of every lane the sure ones, then the doubted ones
    assert sum(len(line.get_xdata()) for line in marks) == len(result.rows)
    open_marks = [line for line in marks if line.get_markerfacecolor() == PAPER]
    assert sum(len(line.get_xdata()) for line in open_marks) == (result.rows["doubt"] != "").sum()
    assert f"{counted(len(result.rows), 'event')} up to {until}, {result.later} still to come" in told
    for event in result.rows["event"].tail(8):
        assert event in told


@pytest.mark.parametrize(("drug", "year"), list(product(DRUGS, (1965, 1999, 2026))))
def test_the_grid_holds_every_answer_and_frames_the_question(drug, year):
    result = licences(drug, USES[0], COUNTRIES[3], year)
    figure, told = drawn(grid, result, 4.2)
    assert crowded(figure) == []
    assert len(figure.axes[0].patches) == len(result.answers) + 1
    assert f"{drug}, for {USES[0]}, {COUNTRIES[3]}, {year}: {result.asked.state}" in told
    assert result.asked.why in told


@pytest.mark.parametrize("purpose", purposes())
@pytest.mark.parametrize("times", [0.25, 2.5])
def test_the_level_at_the_minute_is_marked_and_told(purpose, times):
    result = four_doses(purpose, times, 30)
    figure, told = drawn(draw_doses, result, 4.4)
    assert crowded(figure) == []
    assert f"At minute 30 the model gives {result.now:,.0f} ng/mL" in told
    low, high = figure.axes[0].get_ylim()
    assert low < result.now < high
    assert result.level[8:].max() < high


@pytest.mark.parametrize("name", names())
def test_the_chosen_name_is_told(name):
    figure, told = drawn(drug_names, drug_name(name), 3.8)
    assert crowded(figure) == []
    assert told.startswith(name)
    assert drug_name(name).note in told
