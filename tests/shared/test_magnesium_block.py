"""The magnesium plug: limits, directions and the two values that the fact base prints."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.magnesium_block import (
    magnesium_kd_mm,
    nmda_current_pa,
    synapse_state,
    unblocked_share,
    unblocked_share_elsewhere,
)

voltage = st.floats(-120, 60)
magnesium = st.floats(0, 10)


@pytest.mark.parametrize(("mv", "share"), [(-65, 0.06), (0, 0.78)])
def test_published_values_at_one_millimolar(mv, share):
    assert float(unblocked_share(mv, 1.0)) == pytest.approx(share, abs=0.005)


@given(voltage, magnesium)
def test_a_share_is_a_share_and_half_at_the_dissociation_constant(mv, mg):
    assert 0 < float(unblocked_share(mv, mg)) <= 1
    assert float(unblocked_share(mv, float(magnesium_kd_mm(mv)))) == pytest.approx(0.5)


@given(voltage, st.floats(0, 9), st.floats(0.01, 1))
def test_more_magnesium_or_a_more_negative_cell_plugs_more(mv, mg, more):
    assert unblocked_share(mv, mg + more) < unblocked_share(mv, mg)
    assert unblocked_share(mv - 1, mg + more) < unblocked_share(mv, mg + more)


def test_without_magnesium_the_current_is_a_straight_line_and_with_it_the_line_bends_back():
    volts = np.linspace(-100, 40, 141)
    assert nmda_current_pa(volts, 0.0) == pytest.approx(volts)
    deepest = volts[np.argmin(nmda_current_pa(volts, 1.0))]
    assert -60 < deepest < -10


@pytest.mark.parametrize("mv", [-60, -40, -20, 0])
def test_another_laboratory_agrees_within_a_tenth_of_all_channels_or_less(mv):
    assert float(unblocked_share_elsewhere(mv, 1.0)) == pytest.approx(float(unblocked_share(mv, 1.0)), abs=0.04)


@given(voltage, magnesium)
def test_calcium_needs_glutamate(mv, mg):
    assert synapse_state(False, mv, mg).calcium_inflow == 0
    assert synapse_state(True, mv, mg).calcium_inflow == pytest.approx(float(unblocked_share(mv, mg)))


def test_negative_magnesium_is_refused():
    with pytest.raises(ModelError, match="magnesium"):
        unblocked_share(0, -1)
