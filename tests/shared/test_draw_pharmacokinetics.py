"""What the pictures of plasma levels must not do: hide a point, invent a floor, or trust the first minutes."""

import numpy as np
import pytest

from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.stats.fold_error import fold_errors
from ketabrain.topics.dose.published_levels import comparable_levels
from ketabrain.topics.shared.draw_pharmacokinetics import artery_and_vein, plasma_in_bands, predicted_against_measured
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate, venous_iv


def course(model, mg, minutes, hours=4):
    return simulate(model, [Regimen("iv", mg, minutes / 60)], np.linspace(0, hours, 60 * hours + 1))


@pytest.mark.parametrize("route", ["iv", "nasal", "oral"])
def test_the_worst_miss_is_on_the_picture(route):
    points = comparable_levels().query("route == @route").reset_index(drop=True)
    errors = fold_errors(points["predicted"], points["measured"])
    figure = new_figure()
    predicted_against_measured(points, errors, figure)
    worst = int(errors.folds.argmax())
    (low, high) = figure.axes[0].get_ylim()
    assert low < errors.predicted[worst] < high
    assert low < errors.measured[worst] < high


@pytest.mark.parametrize(("minutes", "warned"), [(0, True), (40, False)])
def test_a_peak_before_the_blood_has_mixed_is_not_to_be_trusted(minutes, warned):
    words = plasma_in_bands(course(arterial_iv(), 35, minutes), new_figure())
    assert ("Do not trust" in words) == warned


def test_a_level_below_the_axis_is_not_lifted_onto_it():
    figure, small = new_figure(), course(arterial_iv(), 3.5, 0)
    plasma_in_bands(small, figure)
    curve = figure.axes[0].lines[0].get_ydata()
    assert np.nanmin(curve) == pytest.approx(small.ketamine[small.ketamine > 0].min())


def test_the_ratio_leaves_out_the_minutes_of_mixing():
    figure = new_figure()
    artery_and_vein({"artery": course(arterial_iv(), 35, 40), "vein": course(venous_iv(), 35, 40)}, figure)
    ratio = figure.axes[1].lines[-1]
    assert ratio.get_xdata().min() == pytest.approx(MIXING_MIN)
