"""Pictures of lesson 12: as many marks as tests, words that follow the controls, nothing crowded."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import counted, house_style, new_figure
from ketabrain.topics.unknowns.blockers import KINDS, SHOWN, blockers
from ketabrain.topics.unknowns.draw_blockers import blocked
from ketabrain.topics.unknowns.draw_hypotheses import belief
from ketabrain.topics.unknowns.draw_hypotheses import matrix as draw_matrix
from ketabrain.topics.unknowns.draw_reruns import compatible
from ketabrain.topics.unknowns.draw_rival_map import rival_map
from ketabrain.topics.unknowns.hypotheses import DESIGNS, SPECIES, believe, groups, hypotheses, matrix
from ketabrain.topics.unknowns.reruns import TRIALS, rerun
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import hyphens_before_numbers, said_and_written


def drawn(draw, result, height_in):
    figure = new_figure(height_in)
    with house_style():
        told = draw(result, figure)
    return figure, told


@pytest.mark.parametrize(("species", "design"), list(product(SPECIES, DESIGNS)))
@pytest.mark.parametrize("group", groups()[:3])
def test_there_are_as_many_marks_as_tests(species, design, group):
    result = matrix("mTOR", species, design, group)
    figure, told = drawn(draw_matrix, result, 5.4)
    assert crowded(figure) == []
    marks = [line for line in figure.axes[0].lines if line.get_markersize() == 14]
    assert sum(len(line.get_xdata()) for line in marks) == len(result.rows)
    right = max((max(line.get_xdata()) for line in marks), default=0)
    assert right < figure.axes[0].get_xlim()[1]
    assert told.startswith(
        f"{counted(len(result.rows), 'test')} (species: {species}; design: {design}; laboratory: {group})"
    )


@pytest.mark.parametrize("name", hypotheses())
def test_both_ends_of_a_belief_are_told(name):
    result = believe(name, 95, 5, 1, 1)
    figure, told = drawn(belief, result, 4.2)
    assert crowded(figure) == []
    assert f"ends at {100 * result.weighed[-1]:.1f}%" in told
    assert f"at {100 * result.multiplied[-1]:.1f}% if every row" in told


@pytest.mark.parametrize(("trial", "truth"), list(product(TRIALS, (-10, 0, 15))))
def test_estimate_interval_and_power_are_told(trial, truth):
    result = rerun(trial, truth)
    figure, told = drawn(compatible, result, 4.2)
    assert crowded(figure) == []
    low, high = figure.axes[0].get_xlim()
    assert low < result.interval[0] < result.interval[1] < high
    assert f"in {100 * result.power:.0f}% of runs" in told
    assert hyphens_before_numbers(said_and_written(figure, told)) == []
    assert ("not compatible" in told) == (result.p_of_truth < 0.05)


@pytest.mark.parametrize(("kind", "shown"), list(product(KINDS, SHOWN)))
def test_every_drug_is_drawn_and_told(kind, shown):
    result = blockers(kind, shown)
    figure, told = drawn(blocked, result, 5)
    assert crowded(figure) == []
    assert all(each.drug in told for each in result.trials)
    low, high = figure.axes[0].get_xlim()
    for each in result.trials:
        assert not each.interval or low < each.interval[0] < each.interval[1] < high


@pytest.mark.parametrize("name", hypotheses())
@pytest.mark.parametrize("species", SPECIES)
def test_the_map_frames_one_explanation_and_counts_its_tests(name, species):
    result = matrix(name, species)
    figure, told = drawn(rival_map, result, 4.2)
    assert crowded(figure) == []
    framed = [patch for patch in figure.axes[0].patches if patch.get_linewidth() == 2.6]
    assert len(framed) == 1
    assert f"{name}: {counted(result.counts[name]['supports'], 'test')} for it" in told
