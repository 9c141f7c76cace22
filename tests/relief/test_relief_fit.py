"""Fits to published leads: they find what was put in, and points held back tell shapes apart."""

from math import log

import numpy as np
import pytest

from ketabrain.engine.tables import quantity
from ketabrain.topics.relief.draw_relief_fit import fitted
from ketabrain.topics.relief.relief_curve import lead
from ketabrain.topics.relief.relief_fit import (
    Method,
    PublishedLead,
    Shape,
    fit_gap,
    published_gap,
    ssri_half_time_weeks,
)
from tests.drawing import drawing


@pytest.mark.parametrize("data", PublishedLead)
def test_hand_fits_of_a_known_curve_miss_nothing(data):
    """Given the numbers that least squares found, the learner's curve is the same curve."""
    found = fit_gap(data, Shape.FADING, Method.LEAST_SQUARES, used=6)
    seen = published_gap(data)
    hand = fit_gap(
        data, Shape.FADING, Method.BY_HAND, 100 * found.size / seen.values.max(), found.onset_h, found.fade_h / 24, 6
    )
    assert hand.line == pytest.approx(found.line)
    assert hand.misfit_used == pytest.approx(found.misfit_used)


@pytest.mark.parametrize("data", PublishedLead)
@pytest.mark.parametrize("curve", Shape)
def test_least_squares_is_no_worse_than_any_hand(data, curve):
    best = fit_gap(data, curve, Method.LEAST_SQUARES, used=6)
    errors = np.where(np.isnan(best.gap.errors), 1.0, best.gap.errors)

    def cost(fit):
        line = np.interp(best.gap.hours, fit.hours, fit.line)
        return float((((line - best.gap.values) / errors) ** 2).sum())

    for size in (50, 100, 150):
        for onset in (1, 20, 150):
            assert cost(best) <= cost(fit_gap(data, curve, Method.BY_HAND, size, onset, 10, 6)) + 0.05


def test_more_freedom_fits_the_points_used_no_worse():
    for data in PublishedLead:
        approach, fading = (fit_gap(data, curve, Method.LEAST_SQUARES, used=6).misfit_used for curve in Shape)
        assert fading <= approach + 0.05


def test_points_held_back_tell_the_curves_apart():
    approach, fading = (fit_gap(PublishedLead.SU, curve, Method.LEAST_SQUARES, used=4) for curve in Shape)
    assert approach.misfit_held > 2 * fading.misfit_held > 4 * fading.misfit_used
    assert fit_gap(PublishedLead.SU, Shape.APPROACH, Method.LEAST_SQUARES, used=6).misfit_held is None


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
    (bars,) = figure.axes[0].collections
    seen = published_gap(PublishedLead.DALY)
    lengths = [segment[1, 1] - segment[0, 1] for segment in bars.get_segments()]
    assert lengths == pytest.approx(2 * 1.959964 * seen.errors)
    assert not published_gap(PublishedLead.SSRIS).reach.any()


def test_points_used_are_filled_and_those_held_back_open():
    figure, words = drawing(fitted, fit_gap(used=4))
    dots = {
        line.get_markerfacecolor(): len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"
    }
    assert dots == {"#222222": 4, "#FFFFFF": 2}
    assert "on the 4 points used" in words
    assert "on the 2 held back" in words


def test_the_words_of_a_fit_follow_the_hand_even_under_least_squares():
    for changed in ({"size_percent": 110}, {"onset_hours": 2.5}, {"fade_days": 8}, {"used": 3}):
        for how in Method:
            base = {"data": PublishedLead.SU, "curve": Shape.FADING, "how": how}
            assert drawing(fitted, fit_gap(**base))[1] != drawing(fitted, fit_gap(**base, **changed))[1]


def test_too_few_points_are_said_to_test_nothing():
    assert "drawn through them, which tests nothing" in drawing(fitted, fit_gap(curve=Shape.FADING, used=3))[1]
    assert "tests nothing" not in drawing(fitted, fit_gap(curve=Shape.FADING, used=5))[1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"data": "sleep"}, "There is no choice 'sleep'; use one of Su 2023"),
        ({"curve": "line"}, "There is no choice 'line'; use one of approach, rise and fading"),
        ({"how": "by eye"}, "There is no choice 'by eye'; use one of by hand, least squares"),
        ({"used": 1}, "needs two points to be fitted to; got 1"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        fit_gap(**asked)
