"""Pictures of circuits: what they say is what the models say."""

import numpy as np
import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.draw.waiting import waiting
from ketabrain.topics.circuit import draw_circuits
from ketabrain.topics.circuit.decision_circuit import balance, choices
from ketabrain.topics.circuit.disinhibition import block_course, circuit_state
from ketabrain.topics.circuit.draw_disinhibition import circuit
from ketabrain.topics.circuit.spiking_network import SpikingRun, gamma_grid


def drawn(function, *result):
    figure = new_figure()
    with house_style():
        words = function(*result, figure)
    return figure, words


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        ((0, 0), "No drug"),
        ((0, 0.5), "Brakes weakened: output × 2.6"),
        ((0.5, 0.5), "Excitation weakened: output × 0.65"),
        ((0.2, 0.5), "Two blocks that cancel out"),
    ],
)
def test_the_diagram_names_what_the_block_did(blocks, title):
    state = circuit_state(*blocks)
    figure, words = drawn(circuit, state)
    assert figure.axes[0].get_title(loc="left").startswith(title)
    assert f"pyramidal cells {state.rate_e_hz:.1f}" in words
    assert "illustrations" in words


def test_spikes_in_the_diagram_come_at_the_models_rate():
    figure, _ = drawn(circuit, circuit_state(0, 0.5))
    counts = [len(rows.get_segments()) for rows in figure.axes[1].collections]
    assert counts == [round(2 * rate) for rate in (7.92, 3.08, 3.95, 3.92)]


def test_the_dot_on_the_map_stands_where_the_blocks_are():
    figure, words = drawn(draw_circuits.block_course, block_course(0.1, 0.3))
    dot = figure.axes[1].lines[-1]
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == pytest.approx((10, 30))
    assert "a factor of 1.05" in words


def made_run(hz):
    """A run whose mean voltage is one pure wave."""
    times = np.arange(1300) / 1000
    none = np.array([])
    return SpikingRun(0.03, 0.008, 0.08, 0, 1.3, none, none.astype(int), none, none.astype(int),
                      np.sin(2 * np.pi * hz * times))  # fmt: skip


@pytest.mark.parametrize(("hz", "title"), [(40, "Gamma peak at 40 Hz"), (10, "No gamma peak")])
def test_a_pure_wave_is_found_where_it_is(hz, title):
    figure, words = drawn(draw_circuits.network_run, made_run(hz))
    assert figure.axes[1].get_title(loc="left") == title
    assert "fire 0.00" in words


def test_a_wave_of_amplitude_one_has_half_a_unit_of_power():
    """Parseval: the mean square of a sine is one half."""
    assert made_run(40).gamma[1] == pytest.approx(0.5, rel=0.05)


def test_the_grid_says_its_largest_value_and_where():
    grid = gamma_grid()
    _, words = drawn(draw_circuits.gamma_against_nmda, grid, 0.06)
    assert f"largest, {grid.rows['gamma_mv2'].max():.0f}, at {grid.best:g}" in words


def test_shares_of_hard_trials_fill_the_bars():
    figure, words = drawn(draw_circuits.decisions, choices(8, 0, 1.0))
    tops = {round(bar.get_x(), 2): bar.get_y() + bar.get_height() for bar in figure.axes[1].patches}
    assert list(tops.values()) == pytest.approx([100, 100])
    assert "end undecided" in words


def test_balance_says_where_accuracy_is_best():
    curve = balance(6.4, 2.0)
    _, words = drawn(draw_circuits.balance, curve)
    best = curve.labels[int(curve.accuracy.argmax())]
    assert f"It is best with {best}% on pyramidal cells" in words
    assert "Nowhere is it clearly better" in drawn(draw_circuits.balance, balance(0, 1.0))[1]


def test_before_a_run_the_settings_stand_in_its_place():
    _, words = drawn(waiting, {"NMDA": "0.06 mS/cm²"}, "Run")
    assert words == ("Nothing has been run with these settings: NMDA: 0.06 mS/cm². Press “Run” to run them.")
