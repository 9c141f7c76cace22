"""Artery and vein: the same drip, one ratio, and no word of the minutes in which blood has not mixed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.topics.dose.draw_two_bloods import artery_and_vein
from ketabrain.topics.dose.two_bloods import artery_over_vein, published_models
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate, venous_iv
from tests.drawing import drawing

HOURS = np.linspace(0, 3, 181)


def drip(mg=35.0, minutes=40.0):
    models = {"artery": arterial_iv(), "vein": venous_iv()}
    regimen = Regimen("iv", mg, minutes / 60)
    return artery_over_vein({name: simulate(model, [regimen], HOURS) for name, model in models.items()})


@given(mg=st.floats(5, 300))
def test_the_ratio_does_not_depend_on_the_dose(mg):
    assert drip(mg).ratio == pytest.approx(drip().ratio)


def test_the_artery_is_higher_while_drug_flows_and_lower_at_the_end():
    found = drip()
    assert found.ratio[found.mixed_min == 40] > 1.3
    assert found.ratio[-1] < 1


def test_a_faster_drip_parts_the_peaks_and_the_words_say_by_how_much():
    fast, slow = drip(minutes=10), drip(minutes=100)
    assert fast.peak_ratio > 2 > slow.peak_ratio > 1
    for found in (fast, slow):
        assert f"The artery's peak is {found.peak_ratio:.1f} times the vein's" in drawing(artery_and_vein, found)[1]


def test_the_ratio_leaves_out_the_minutes_of_mixing():
    figure, words = drawing(artery_and_vein, drip())
    assert figure.axes[0].lines[-1].get_xdata().min() == pytest.approx(MIXING_MIN)
    assert f"From {MIXING_MIN:.0f} min on, the arterial value is {drip().ratio.max():.1f} times the venous one" in words


def test_while_drug_flows_in_both_arterial_models_run_above_both_venous_ones():
    drip, times = Regimen("iv", 35, 40 / 60), np.linspace(0, 3, 181)
    peaks = {name: simulate(model, [drip], times).peak for name, model in published_models().items()}
    assert min(peaks["artery"], peaks["artery, film study"]) > 1.3 * max(peaks["vein"], peaks["vein, spray study"])


def test_the_models_that_come_along_are_told_too():
    times, regimen = np.linspace(0, 3, 181), Regimen("iv", 35, 40 / 60)
    courses = {name: simulate(model, [regimen], times) for name, model in published_models().items()}
    _, words = drawing(artery_and_vein, artery_over_vein(courses))
    assert f"artery, film study {courses['artery, film study'].peak:,.0f}" in words
    assert "Peaks of the other models" not in drawing(artery_and_vein, drip())[1]
