"""Many people after one dose: percentiles in their order, and a picture that shows all of them."""

import numpy as np
import pytest

from ketabrain.topics.dose.draw_people import spread_of_levels
from ketabrain.topics.dose.people import PERCENTILES, people_spread
from ketabrain.topics.shared.pharmacokinetics import Regimen, simulate_people
from tests.drawing import drawing


@pytest.fixture(scope="module")
def spread():
    return people_spread(simulate_people([Regimen("iv", 35, 40 / 60)], np.linspace(0, 2, 61), people=60))


def test_percentiles_lie_in_their_order_and_hold_their_share_of_people(spread):
    assert (np.diff(spread.percentiles, axis=0) >= 0).all()
    for percent, level in zip(PERCENTILES, spread.percentiles, strict=True):
        assert (spread.levels <= level + 1e-9).mean() == pytest.approx(percent / 100, abs=0.02)


def test_nine_peaks_in_ten_lie_in_the_range_that_is_told(spread):
    low, high = spread.peak_range
    assert ((spread.peaks >= low) & (spread.peaks <= high)).sum() == 54
    _, words = drawing(spread_of_levels, spread)
    assert f"nine peaks in ten lie between {low:,.0f} and {high:,.0f} ng/mL" in words
    assert f"a {high / low:.1f}-fold range. The median peak is {spread.median_peak:,.0f}" in words


def test_six_single_people_and_the_median_are_drawn(spread):
    figure, _ = drawing(spread_of_levels, spread)
    *singles, median = (line.get_ydata() for line in figure.axes[0].lines[:7])
    assert np.array_equal(singles, spread.levels[:6])
    assert np.array_equal(median, spread.percentiles[PERCENTILES.index(50)])


def test_everybodys_peak_is_a_dot_beside_the_curves(spread):
    figure, _ = drawing(spread_of_levels, spread)
    assert sorted(figure.axes[0].lines[7].get_ydata()) == pytest.approx(sorted(spread.peaks))
