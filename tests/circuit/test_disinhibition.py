"""Rates of pyramidal cells and interneurons under block: published rest, disinhibition, where it fails, pictures."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from ketabrain.engine import export
from ketabrain.engine.draw.style import PURPLE
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit.disinhibition import (
    LEVELS,
    _slope,
    circuit_state,
    firing_rate,
    rate_equations,
    rates_after_block,
    settled,
)
from ketabrain.topics.circuit.draw_disinhibition import circuit, rates_and_map
from ketabrain.topics.circuit.parameters import constants
from tests.drawing import drawing
from tests.engine.draw.written import heading

shares = st.floats(0, 1)


def test_at_rest_pyramidal_cells_fire_about_three_times_a_second():
    """The published model was set up for a spontaneous rate near 3 Hz (deco2014, in the simulator's code)."""
    assert circuit_state(0, 0).rate_e_hz == pytest.approx(3.08, abs=0.01)
    assert circuit_state(0, 0).change_e == 1


@settings(max_examples=40, deadline=None)
@given(shares, shares)
def test_a_settled_circuit_stands_still(block_e, block_i):
    state = circuit_state(block_e, block_i)
    gating = (state.nmda_gating, state.inhibition_na / constants("deco2014")["J_I"])
    assert np.abs(_slope(0, gating, block_e, block_i)).max() < 1e-4
    assert state.rate_e_hz > 0
    assert 0 <= state.nmda_gating <= 1


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 0.95), st.floats(0.02, 0.3))
def test_block_on_interneurons_excites_and_on_pyramidal_cells_quiets(block, more):
    more = min(more, 1 - block)
    assert circuit_state(0, block + more).rate_e_hz > circuit_state(0, block).rate_e_hz
    assert circuit_state(block + more, 0).rate_e_hz < circuit_state(block, 0).rate_e_hz


@given(st.floats(0.01, 1))
@settings(max_examples=25, deadline=None)
def test_equal_blocks_never_excite(block):
    assert circuit_state(block, block).change_e < 1


def test_interneurons_fall_silent_first_and_pyramidal_cells_rise_after():
    """The order of events that was recorded in awake rats under MK-801 (homayoun2007); nothing was fitted to it."""
    course = rates_after_block(0, 0.5)
    after = course.times_ms >= 0
    dip = course.times_ms[after][course.rate_i_hz[after].argmin()]
    halfway = (course.state.baseline_e_hz + course.state.rate_e_hz) / 2
    assert dip < 5 < course.times_ms[after][(course.rate_e_hz[after] > halfway).argmax()]
    # The misfit: the model's interneurons come back as the pyramidal cells drive them harder.
    assert course.rate_i_hz[-1] > 0.95 * course.state.baseline_i_hz


def test_the_course_ends_where_the_circuit_settles():
    course = rates_after_block(0.5, 0.5)
    assert course.rate_e_hz[-1] == pytest.approx(course.state.rate_e_hz, rel=0.01)


@pytest.mark.parametrize("level", LEVELS)
def test_on_a_line_of_the_map_output_has_changed_by_its_level(level):
    course = rates_after_block(0, 0)
    inside = [
        (block_e, block_i)
        for block_e, block_i in zip(course.level_lines[level], course.map_blocks, strict=True)
        if 0 < block_e < 1
    ]
    for block_e, block_i in inside[::6]:
        assert circuit_state(block_e, block_i).change_e == pytest.approx(level, rel=0.05)
    assert len(inside) > 10


@pytest.mark.parametrize(("block_e", "block_i"), [(0, 0.5), (0.3, 0.6), (1, 0)])
def test_exported_sbml_runs_to_the_same_rates_in_libroadrunner(block_e, block_i):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    runner = roadrunner.RoadRunner(export.sbml(rate_equations(block_e, block_i)))
    runner.timeCourseSelections = ["time", "rate_E", "rate_I"]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-13
    theirs = np.asarray(runner.simulate(0, 1.9, 191))
    course = rates_after_block(block_e, block_i)
    after = course.times_ms[2:] / 1000  # the first two points are from before the block
    for column, ours in ((1, course.rate_e_hz[2:]), (2, course.rate_i_hz[2:])):
        late = after >= 0.05
        assert np.interp(after[late], theirs[:, 0], theirs[:, column]) == pytest.approx(ours[late], rel=1e-4)
        assert theirs[0, column] == pytest.approx(ours[0], rel=1e-6)


def test_settled_takes_arrays():
    rates = settled(np.array([0.0, 0.5]), np.array([0.5, 0.5]))[0]
    assert rates == pytest.approx([circuit_state(0, 0.5).rate_e_hz, circuit_state(0.5, 0.5).rate_e_hz], rel=1e-6)


@given(st.floats(-1, 1), st.floats(0, 0.2))
def test_more_current_never_means_less_firing(current, more):
    low, high = (firing_rate(np.array(x), 310.0, 125.0, 0.16) for x in (current, current + more))
    assert 0 <= low <= high


def test_at_threshold_firing_is_continuous():
    near = firing_rate(np.array([125 / 310 - 1e-9, 125 / 310, 125 / 310 + 1e-9]), 310.0, 125.0, 0.16)
    assert near == pytest.approx(1 / 0.16, rel=1e-4)


@pytest.mark.parametrize(("block_e", "block_i", "where"), [(-0.1, 0, "pyramidal"), (0, 1.2, "interneurons")])
def test_a_share_outside_0_to_1_is_refused(block_e, block_i, where):
    with pytest.raises(ModelError, match=where):
        circuit_state(block_e, block_i)


def test_an_unknown_model_is_refused():
    with pytest.raises(ModelError, match="no model 'hopfield1982'"):
        constants("hopfield1982")


@pytest.mark.parametrize(
    ("blocks", "finding"),
    [
        ((0, 0), "No drug: pyramidal cells fire 3.1 times a second"),
        ((0, 0.5), "Brakes weakened: the output rises 2.6-fold"),
        ((0.5, 0.5), "Excitation weakened: the output falls to 0.65 of before"),
        ((0.2, 0.5), "Two blocks that cancel out: output × 1.0"),
    ],
)
def test_the_diagram_names_what_the_block_did(blocks, finding):
    state = circuit_state(*blocks)
    figure, words = drawing(circuit, state)
    assert heading(figure)[0] == finding
    assert f"pyramidal cells {state.rate_e_hz:.1f}" in words
    assert "illustrations" in words


def test_spikes_in_the_diagram_come_at_the_models_rate_before_and_now():
    figure, _ = drawing(circuit, circuit_state(0, 0.5))
    lines = [each.get_segments() for each in figure.axes[0].collections if isinstance(each, LineCollection)]
    upright = [each for each in lines if all(len(line) == 2 and line[0][0] == line[1][0] for line in each)]
    assert [len(each) for each in upright[:4]] == [round(2 * rate) for rate in (3.08, 7.92, 3.92, 3.95)]


@pytest.mark.parametrize(("blocks", "shut"), [((0, 0), [0, 0]), ((0.05, 1), [20, 1]), ((0.5, 0.25), [5, 10])])
def test_of_twenty_receptors_on_a_cell_as_many_are_purple_as_are_blocked(blocks, shut):
    figure, _ = drawing(circuit, circuit_state(*blocks))
    purple = [line for line in figure.axes[0].lines if line.get_color() == PURPLE]
    assert [len(line.get_xdata()) for line in purple] == shut


def test_the_dot_on_the_map_stands_where_the_blocks_are():
    figure, words = drawing(rates_and_map, rates_after_block(0.1, 0.3))
    dot = next(line for line in figure.axes[1].lines if line.get_marker() == "o")
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == pytest.approx((10, 30))
    assert "output is 1.05 times" in words


@pytest.mark.parametrize("blocks", list(product((0, 1), repeat=2)))
def test_the_axis_of_rates_and_the_scale_of_output_hold_all_blocks(blocks):
    course = rates_after_block(*blocks)
    figure, _ = drawing(rates_and_map, course)
    low, high = figure.axes[0].get_ylim()
    rates = np.concatenate([course.rate_e_hz, course.rate_i_hz])
    assert low < rates.min() < rates.max() < high
    mark = next(line for line in figure.axes[1].lines if line.get_marker() == ">")
    assert 0 < mark.get_ydata()[0] < 100
