"""NMDA current over voltages: the curves are the published formula, and the moment lies on them."""

import numpy as np
import pytest

from ketabrain.engine.errors import ModelError
from ketabrain.topics.glutamate.draw_magnesium_currents import current_and_plug
from ketabrain.topics.glutamate.magnesium_currents import nmda_current, over_voltages
from tests.drawing import drawing


def test_without_magnesium_the_current_is_a_straight_line_through_zero():
    now = over_voltages(-70, 0).now
    assert np.asarray(now.current_pa) == pytest.approx(np.asarray(now.voltage_mv))
    assert (now.unblocked == 1).all()


def test_with_magnesium_most_current_flows_in_at_a_voltage_between_rest_and_zero():
    now = over_voltages(-70, 1).now
    assert -60 < now.deepest_mv < 0
    assert now.current_pa.min() == pytest.approx(nmda_current(now.deepest_mv, 1).current_pa)


@pytest.mark.parametrize("magnesium_mm", [0, 1, 4])
def test_the_moment_lies_on_its_curves_and_another_magnesium_is_dashed(magnesium_mm):
    found = over_voltages(-30, magnesium_mm)
    figure, words = drawing(current_and_plug, found)
    for axes in figure.axes:
        curve = next(line for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 2)
        dot = next(line for line in axes.lines if line.get_marker() == "o")
        assert -30 in [line.get_xdata()[0] for line in axes.lines if len(line.get_xdata()) == 2]
        assert np.interp(-30, *curve.get_data()) == pytest.approx(np.asarray(dot.get_ydata()).item())
        assert any(line.get_linestyle() == "--" for line in axes.lines) == (magnesium_mm != 1)
    assert f"{100 * found.here.unblocked:.0f}% of channels are unplugged" in words


def test_negative_magnesium_is_refused():
    with pytest.raises(ModelError, match="negative"):
        over_voltages(-70, -1)


def test_what_magnesium_keeps_out_lies_between_the_curve_and_a_straight_line():
    found = over_voltages(-70, 1)
    assert np.asarray(found.without.current_pa) == pytest.approx(np.asarray(found.without.voltage_mv))
    into_the_cell = np.asarray(found.without.voltage_mv) < 0
    assert (found.without.current_pa < found.now.current_pa)[into_the_cell].all()
