"""Pictures of lesson 11: nothing is crowded, every point lies in the picture, and the words follow the controls."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import counted, house_style, new_figure
from ketabrain.topics.harm.blood_pressure import GROUPS, blood_pressure
from ketabrain.topics.harm.counting_ways import EFFECTS, WAYS, two_ways
from ketabrain.topics.harm.draw_blood_pressure import blood_pressure as draw_pressure
from ketabrain.topics.harm.draw_counting_ways import two_ways as draw_ways
from ketabrain.topics.harm.draw_harm_timing import sorted_harms
from ketabrain.topics.harm.draw_harms import hundreds
from ketabrain.topics.harm.draw_long_harms import harm_map
from ketabrain.topics.harm.draw_misuse import series, three_ways
from ketabrain.topics.harm.draw_survey_selection import survey_finds
from ketabrain.topics.harm.draw_two_hour_watch import watch as draw_watch
from ketabrain.topics.harm.harm_timing import harm_timing
from ketabrain.topics.harm.harms import TRIALS, events, harm
from ketabrain.topics.harm.long_harms import PLACES, SETTINGS, long_harms
from ketabrain.topics.harm.misuse import PLACES as COUNTED_IN
from ketabrain.topics.harm.misuse import SCALES, SERIES, deaths, misuse_series
from ketabrain.topics.harm.misuse import WAYS as COUNTED_AS
from ketabrain.topics.harm.survey_selection import survey
from ketabrain.topics.harm.two_hour_watch import watch
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import broken_words, hyphens_before_numbers, said_and_written


def drawn(draw, result, height_in):
    figure = new_figure(height_in)
    with house_style():
        told = draw(result, figure)
    return figure, told


@pytest.mark.parametrize(("event", "trial"), list(product(("detachment", "headache", "vertigo"), TRIALS)))
def test_as_many_people_are_filled_as_the_share_says(event, trial):
    result = harm(event, trial)
    figure, told = drawn(hundreds, result, 4.6)
    assert crowded(figure) == []
    filled = len(figure.axes[0].lines[0].get_xdata())
    assert filled == (round(100 * result.chosen.drug.share) if result.chosen else 0)
    assert f"chosen: {trial}." in told
    assert ("does not mean 0" in told) == (result.chosen is None)


@pytest.mark.parametrize(("event", "trial"), list(product(("detachment", "headache", "vertigo"), TRIALS)))
def test_hyphens_stay_hyphens_and_negative_numbers_have_a_minus(event, trial):
    figure, told = drawn(hundreds, harm(event, trial), 4.6)
    assert broken_words(said_and_written(figure, told)) == []
    assert hyphens_before_numbers(told) == []


def test_every_difference_lies_in_the_picture():
    for event in events():
        for each in harm(event).trials:
            assert 100 * each.difference.low > -15
            assert 100 * each.difference.high < 50


@pytest.mark.parametrize(("effect", "way"), list(product(EFFECTS, WAYS)))
def test_both_ways_are_told(effect, way):
    figure, told = drawn(draw_ways, two_ways(effect, way), 3.8)
    assert crowded(figure) == []
    assert all(each.words in told for each in two_ways(effect, way).counts)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("threshold", [10, 60])
def test_the_share_above_the_threshold_is_marked_and_told(group, threshold):
    result = blood_pressure(group, threshold)
    figure, told = drawn(draw_pressure, result, 4.4)
    assert crowded(figure) == []
    assert f"{100 * result.passed:.1f}% pass {threshold} mmHg" in told
    low, high = figure.axes[0].get_ylim()
    assert low < result.rises.min() < result.rises.max() < high


@pytest.mark.parametrize(("place", "setting"), list(product(PLACES, SETTINGS)))
def test_every_study_is_written_and_told(place, setting):
    result = long_harms(place, setting)
    figure, told = drawn(harm_map, result, 5.2)
    assert crowded(figure) == []
    bottom = max(figure.axes[0].get_ylim())
    texts = figure.axes[0].collections[1]
    assert texts.get_offsets()[:, 1].max() < bottom
    assert all(study in told for study in result.rows["study"])


@pytest.mark.parametrize(("name", "scale"), list(product(SERIES, SCALES)))
def test_lines_never_join_two_methods(name, scale):
    result = misuse_series(name, scale)
    figure, told = drawn(series, result, 4)
    assert crowded(figure) == []
    joined = [line for line in figure.axes[0].lines if line.get_transform() == figure.axes[0].transData]
    assert len(joined) == len(result.methods)
    assert sum(len(line.get_xdata()) for line in joined) == len(result.rows)
    assert f"Points of {counted(len(result.methods), 'way')} of counting;" in told
    assert (figure.axes[0].get_ylim()[0] == 0) == (scale == SCALES[0])


@pytest.mark.parametrize(("place", "way"), list(product(COUNTED_IN, COUNTED_AS)))
def test_the_chosen_count_is_told(place, way):
    result = deaths(place, way)
    figure, told = drawn(three_ways, result, 3.8)
    assert crowded(figure) == []
    assert f"Chosen: {way}." in told
    assert f"{way}: {'not printed' if result.count is None else result.count}" in told


@pytest.mark.parametrize("keener", [0.5, 5])
@pytest.mark.parametrize("share", [1, 60])
def test_truth_finding_and_what_it_would_mean_are_told(keener, share):
    result = survey(share, keener)
    figure, told = drawn(survey_finds, result, 4.2)
    assert crowded(figure) == []
    assert f"looks like {100 * result.found:.1f}%" in told
    assert f"a true {100 * result.implied:.1f}%" in told


@pytest.mark.parametrize("hours", [0.5, 2, 24, 252])
def test_what_is_left_is_told(hours):
    figure, told = drawn(draw_watch, watch(hours), 4)
    assert crowded(figure) == []
    assert told.startswith(f"After {hours:g} hours")


def test_every_harm_of_the_sorting_is_drawn_and_told():
    figure, told = drawn(sorted_harms, harm_timing(), 3.9)
    assert crowded(figure) == []
    assert all(each.harm in told for each in harm_timing())
