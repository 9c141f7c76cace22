"""The spray in different adults: what age and ancestry do to the level, in the printed direction."""

import numpy as np
import pytest

from ketabrain.topics.dose.sprayers import Sprayer, spray_model
from ketabrain.topics.shared.pharmacokinetics import Regimen, simulate


def test_ancestry_moves_the_peak_and_age_the_area():
    found = {who: simulate(spray_model(who), [Regimen("nasal", 84)], np.linspace(0, 24, 481)) for who in Sprayer}
    usual = found[Sprayer.YOUNGER]
    assert found[Sprayer.JAPANESE].peak > 1.25 * usual.peak
    assert found[Sprayer.ASIAN].peak == pytest.approx(usual.peak, rel=0.03)
    assert found[Sprayer.OLDER].peak == pytest.approx(usual.peak, rel=0.06)
    assert found[Sprayer.OLDER].area() > 1.15 * usual.area()
    assert found[Sprayer.ASIAN].area("norketamine") > 1.3 * usual.area("norketamine")


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        spray_model("nobody")
