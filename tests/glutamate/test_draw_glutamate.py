"""Pictures of lesson 03: words follow the state, published points are drawn with their intervals."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.topics.glutamate import draw_glutamate as draw
from ketabrain.topics.glutamate.calcium_plasticity import rate_curves, timing_window
from ketabrain.topics.glutamate.draw_synapse import synapse
from ketabrain.topics.shared.draw_findings import findings
from ketabrain.topics.shared.findings import findings_map
from ketabrain.topics.shared.magnesium_block import synapse_state
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate


def points(figure: Figure) -> list[tuple[float, float]]:
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in figure.axes[0].lines
        if line.get_marker() in ("o", "s")
    ]


def test_the_synapse_says_when_calcium_flows():
    figure = Figure()
    assert "calcium flows through 0%" in synapse(synapse_state(False, -20, 1), figure)
    assert "calcium flows through 51%" in synapse(synapse_state(True, -20, 1), figure)
    assert "nothing drives sodium in" in synapse(synapse_state(True, 20, 1), figure)
    assert "illustration" in synapse(synapse_state(True, -20, 1), figure)


def test_measured_points_stand_where_they_were_published():
    figure = Figure()
    words = draw.rate_curves(rate_curves("cortical slices", 0.5), figure)
    assert len(points(figure)) == 10
    assert np.isclose(points(figure), (50.0, 56.0)).all(axis=1).any()
    assert "without any drug" in words
    assert "simplification" in words


def test_a_set_without_measurements_shows_none():
    figure = Figure()
    assert "without any drug" not in draw.rate_curves(rate_curves("DP", 0), figure)
    assert points(figure) == []


def test_the_window_tells_published_and_computed_side_by_side():
    words = draw.timing_window(timing_window("DP", 1, 0), Figure())
    assert "simulated +19% at 20 ms, where the curve says +17%" in words


def test_memory_levels_count_minutes_above_each_level():
    course = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], np.linspace(0, 4, 241))
    words = draw.memory_levels({"artery": course}, (50, 100), Figure())
    assert f"{60 * course.hours_between(50, np.inf):.0f} min above 50" in words


def test_the_map_of_findings_writes_every_study():
    figure, found = Figure(), findings_map("C04")
    findings(found, figure)
    written = [text.get_text() for text in figure.axes[0].texts]
    seen = [study for study in found.rows["study"] if not study.endswith(", no date")]
    assert set(seen) <= set(written)
    assert sum("(year not seen)" in text for text in written) == len(found.rows) - len(seen)
