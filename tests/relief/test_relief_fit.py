"""Fits to published leads: they find what was put in, and points held back tell shapes apart."""

from math import log

import numpy as np
import pytest
from matplotlib.collections import LineCollection

from ketabrain.engine.tables import quantity
from ketabrain.topics.relief.draw_relief_fit import fitted
from ketabrain.topics.relief.relief_curve import lead
from ketabrain.topics.relief.relief_fit import (
    PublishedLead,
    Shape,
    fit_gap,
    published_gap,
    ssri_half_time_weeks,
)
from tests.drawing import drawing


@pytest.mark.parametrize("data", PublishedLead)
@pytest.mark.parametrize("curve", Shape)
def test_least_squares_is_no_worse_than_any_other_curve_of_its_shape(data, curve):
    best = fit_gap(data, curve, used=6)
    errors = np.where(np.isnan(best.gap.errors), 1.0, best.gap.errors)

    def cost(size, onset, fade):
        line = lead(best.gap.hours, size, onset, fade)
        return float((((line - best.gap.values) / errors) ** 2).sum())

    for size in (0.5, 1, 1.5):
        for onset in (1, 20, 150):
            other = cost(size * best.gap.values.max(), onset, 240 if curve is Shape.FADING else None)
            assert cost(best.size, best.onset_h, best.fade_h) <= other + 0.05


def test_more_freedom_fits_the_points_used_no_worse():
    for data in PublishedLead:
        approach, fading = (fit_gap(data, curve, used=6).misfit_used for curve in Shape)
        assert fading <= approach + 0.05


def test_points_held_back_tell_the_curves_apart():
    approach, fading = (fit_gap(PublishedLead.SU, curve, used=4) for curve in Shape)
    assert approach.misfit_held > 2 * fading.misfit_held > 4 * fading.misfit_used
    assert fit_gap(PublishedLead.SU, Shape.APPROACH, used=6).misfit_held is None


def test_leads_are_those_printed():
    assert published_gap(PublishedLead.SU).values == pytest.approx(100 * np.array([11, 10, 11, 8, 3, 0]) / 42)
    assert published_gap(PublishedLead.DALY).values == pytest.approx([7.9, 10.7, 10.4])
    assert published_gap(PublishedLead.DALY).errors == pytest.approx(np.hypot([2.6, 2.64, 2.56], [1.76, 1.79, 1.74]))
    assert published_gap(PublishedLead.CANUSO).values == pytest.approx([5.3, 7.2, 4.5])
    assert published_gap(PublishedLead.SSRIS).values[-1] == 100


def test_the_lead_of_ssris_has_a_time_constant_near_three_weeks():
    half_time = ssri_half_time_weeks()
    assert half_time / log(2) == pytest.approx(2.9, abs=0.1)
    week, end = lead(np.array([1.0, 6.0]), 1.0, half_time)
    assert 100 * week / end == pytest.approx(quantity("ssri-share-week-one").value)


def test_bars_are_95_per_cent_intervals_and_nothing_where_no_error_is_printed():
    figure, _ = drawing(fitted, fit_gap(PublishedLead.DALY))
    (bars,) = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)]
    seen = published_gap(PublishedLead.DALY)
    lengths = [segment[1, 1] - segment[0, 1] for segment in bars.get_segments()]
    assert lengths == pytest.approx(2 * 1.959964 * seen.errors)
    assert not published_gap(PublishedLead.SSRIS).reach.any()


def test_points_used_are_filled_and_those_held_back_open():
    figure, words = drawing(fitted, fit_gap(PublishedLead.SU, used=4))
    dots = {
        line.get_markerfacecolor(): len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"
    }
    assert dots == {"#222222": 4, "#FFFFFF": 2}
    assert "on the 4 points used" in words
    assert "on the 2 held back" in words


def test_every_control_changes_the_words():
    """Before, three sliders did nothing under least squares."""
    base = {"data": PublishedLead.SU, "curve": Shape.FADING, "used": 4}
    words = drawing(fitted, fit_gap(**base))[1]
    for changed in ({"data": PublishedLead.DALY}, {"curve": Shape.APPROACH}, {"used": 3}, {"used": 5}):
        assert drawing(fitted, fit_gap(**base | changed))[1] != words


def test_too_few_points_are_said_to_test_nothing():
    assert (
        "drawn through them, which tests nothing" in drawing(fitted, fit_gap(PublishedLead.SU, Shape.FADING, used=3))[1]
    )
    assert "tests nothing" not in drawing(fitted, fit_gap(PublishedLead.SU, Shape.FADING, used=5))[1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"data": "sleep"}, "There is no choice 'sleep'; use one of SSRIs"),
        ({"curve": "line"}, "There is no choice 'line'; use one of approach, rise and fading"),
        ({"used": 1}, "needs two points to be fitted to; got 1"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        fit_gap(**asked)
