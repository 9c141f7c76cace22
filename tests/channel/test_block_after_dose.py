"""From dose to block: unbound drug, the order of the estimates, and the ends of the range."""

import numpy as np
import pytest

from ketabrain.topics.channel.block_after_dose import block_course, unbound_um
from ketabrain.topics.channel.channel_block import block, ic50_um
from ketabrain.topics.shared.occupancy import occupancy
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate

DRIP = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], np.linspace(0, 3, 181))


def test_unbound_drug_is_the_label_share_of_the_total():
    assert float(unbound_um(237.73)) == pytest.approx(0.56)


def test_estimates_agree_with_their_own_models():
    course = block_course(DRIP, -40, 1.0)
    rats, dish, magnesium = course.estimates.values()
    assert rats == pytest.approx(occupancy(DRIP.ketamine))
    assert dish == pytest.approx(block(course.unbound_um, ic50_um(-70)))
    assert (magnesium <= dish).all()


def test_voltage_and_magnesium_touch_only_the_estimate_that_assumes_them():
    one, other = (list(block_course(DRIP, mv, mg).estimates.values()) for mv, mg in ((-90, 0.0), (0, 2.0)))
    assert one[0] == pytest.approx(other[0])
    assert one[1] == pytest.approx(other[1])
    assert (one[2][1:] > other[2][1:]).all()


def test_a_depression_dose_blocks_a_minority_and_anaesthesia_a_majority_by_the_living_rats():
    asleep = simulate(arterial_iv(), [Regimen("iv", 140, 1 / 60)], np.linspace(0, 3, 181))
    later = DRIP.times_h >= 3 / 60
    assert block_course(DRIP, -40, 1).estimates["living rats"].max() < 0.5
    assert block_course(asleep, -40, 1).estimates["living rats"][later].max() > 0.5
