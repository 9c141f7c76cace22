"""Plasma levels among the bands: inside, beyond an end by little, far from every band; curves that run through them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import references
from ketabrain.topics.shared.bands import in_bands, read_level, reported_bands
from ketabrain.topics.shared.draw_bands import plasma_compared, plasma_in_bands
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate
from tests.drawing import drawing


@pytest.mark.parametrize("place", range(3))
def test_both_ends_of_a_band_are_inside_it(place):
    band = reported_bands()[place]
    assert all(band in read_level(level).inside for level in (band.lower, band.upper))


def test_a_little_above_a_band_is_not_called_far_from_it():
    dissociation, anaesthesia = reported_bands()[1:]
    assert read_level(1.01 * dissociation.upper).words == "just above the band of dissociation"
    middle = (dissociation.upper + anaesthesia.lower) / 2
    assert read_level(middle).words == "between the bands of dissociation and anaesthesia"
    assert read_level(0.9 * reported_bands()[0].lower).words == "below every band"
    assert read_level(1.01 * anaesthesia.upper).words == "above every band"


def test_overlapping_bands_are_both_named():
    analgesia, dissociation = reported_bands()[:2]
    assert read_level((dissociation.lower + analgesia.upper) / 2).words == "in the bands of analgesia and dissociation"


def test_a_negative_level_is_refused():
    with pytest.raises(ValueError, match="cannot be negative; got -1"):
        read_level(-1)


def course(mg, minutes):
    hours = np.linspace(0, 4, 241)
    return in_bands(simulate(arterial_iv(), [Regimen("iv", mg, minutes / 60)], hours))


@given(mg=st.floats(5, 300), minutes=st.floats(1, 90))
def test_minutes_in_the_band_are_those_whose_levels_lie_in_it(mg, minutes):
    found = course(mg, minutes)
    inside = found.dissociating[~np.isnan(found.dissociating)]
    assert found.dissociating_min == pytest.approx(inside.size)
    assert all(found.dissociation.holds(level) for level in inside)


def test_the_study_behind_the_model_is_told():
    found = course(35, 40)
    assert found.study == references()["kamp2020a"].short
    assert f"model of {found.study}" in drawing(plasma_in_bands, found)[1]


@pytest.mark.parametrize(("minutes", "warned"), [(0, True), (40, False)])
def test_a_peak_before_the_blood_has_mixed_is_not_to_be_trusted(minutes, warned):
    assert ("Do not trust" in drawing(plasma_in_bands, course(35, minutes))[1]) == warned
    both = {"drip": course(35, 40), "it": course(35, minutes)}
    assert ("Do not trust" in drawing(plasma_compared, both)[1]) == warned


def test_a_level_below_the_axis_is_not_lifted_onto_it():
    small = course(3.5, 0)
    figure, _ = drawing(plasma_in_bands, small)
    level = small.course.ketamine
    assert np.nanmin(figure.axes[0].lines[0].get_ydata()) == pytest.approx(level[level > 0].min())


def test_every_band_is_shaded_and_every_curve_named_with_its_peak():
    doses = {"little": course(10, 40), "much": course(100, 40)}
    figure, words = drawing(plasma_compared, doses)
    shaded = [(patch.get_y(), patch.get_y() + patch.get_height()) for patch in figure.axes[0].patches]
    assert np.allclose(shaded, [(band.lower, band.upper) for band in reported_bands()])
    curves = [line for line in figure.axes[0].lines if line.get_marker() == "None"]
    assert len({line.get_linestyle() for line in curves}) == len(doses)
    for name, found in doses.items():
        assert f"{name}: peak {found.course.peak:,.0f} ng/mL at 40 min, {found.peak.words}" in words
