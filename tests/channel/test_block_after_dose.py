"""From dose to block: unbound drug, the order of the estimates, the ends of the range, and what is drawn of them."""

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.topics.channel.block_after_dose import block_estimates, unbound_um
from ketabrain.topics.channel.channel_block import block, ic50_um
from ketabrain.topics.channel.draw_block_after_dose import blocked_by_estimate
from ketabrain.topics.shared.occupancy import occupancy
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate, with_effect_site
from tests.drawing import drawing

MODEL = with_effect_site(arterial_iv())
DRIP = simulate(MODEL, [Regimen("iv", 35, 40 / 60)], np.linspace(0, 3, 181))
INJECTION = simulate(MODEL, [Regimen("iv", 140, 1 / 60)], np.linspace(0, 3, 181))


def test_unbound_drug_is_the_label_share_of_the_total():
    assert float(unbound_um(237.73)) == pytest.approx(0.56)


def test_estimates_agree_with_their_own_models():
    course = block_estimates(DRIP, -40, 1.0)
    tightest, dish, rats, delayed, magnesium = course.estimates.values()
    assert rats == pytest.approx(occupancy(DRIP.ketamine))
    assert delayed == pytest.approx(occupancy(DRIP.concentrations["effect site"]))
    half = tables.quantity("ki-spread").lower
    assert np.interp(half, course.unbound_um[:40], tightest[:40]) == pytest.approx(0.5, abs=0.01)  # while it rises
    assert dish == pytest.approx(block(course.unbound_um, ic50_um(-70)))
    assert (magnesium <= dish).all()


def test_voltage_and_magnesium_touch_only_the_estimate_that_assumes_them():
    one, other = (list(block_estimates(DRIP, mv, mg).estimates.values()) for mv, mg in ((-90, 0.0), (0, 2.0)))
    for untouched in range(4):
        assert one[untouched] == pytest.approx(other[untouched])
    assert (one[4][1:] > other[4][1:]).all()


def test_a_depression_dose_blocks_a_minority_and_anaesthesia_a_majority_by_the_living_rats():
    later = DRIP.times_h >= 3 / 60
    assert block_estimates(DRIP, -40, 1).estimates["living rats"].max() < 0.5
    assert block_estimates(INJECTION, -40, 1).estimates["living rats"][later].max() > 0.5


def test_the_first_minutes_after_an_injection_are_neither_drawn_nor_told():
    course = block_estimates(INJECTION, -40, 1)
    figure, words = drawing(blocked_by_estimate, course)
    curves = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    assert len(curves) == len(course.estimates)
    for curve in curves:
        assert min(curve.get_xdata()) >= MIXING_MIN
    highest = 100 * course.estimates["living rats"][60 * course.times_h >= MIXING_MIN].max()
    assert f"living rats: at most {highest:.0f}%" in words
    assert f"{100 * course.estimates['living rats'].max():.0f}%" not in words


def test_the_table_puts_every_answer_on_one_scale_from_most_to_least_and_says_what_each_leaves_open():
    table = block_estimates(DRIP, -40, 1).table
    most = table["blocked at most (%)"].tolist()
    assert most == sorted(most, reverse=True)
    assert most[2] == round(100 * occupancy(DRIP.peak))
    assert table["what this leaves open"].str.len().gt(20).all()
