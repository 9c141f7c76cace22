"""Occupancy of the receptor channel against the published arithmetic and its limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.occupancy import occupancy, occupancy_course, unbound_nanomolar
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, published, simulate, venous_iv

level = st.floats(0, 5000)


@given(level, level, level)
def test_occupancy_is_a_share_that_grows_with_ketamine_and_shrinks_with_its_rival(low, more, rival):
    assert 0 <= occupancy(low, rival) <= occupancy(low + more, rival) < 1
    assert occupancy(low, rival + more) <= occupancy(low, rival)


def test_half_of_the_channels_at_the_published_concentration():
    weight = tables.quantity("molecular-weight-base").midpoint
    free = published("shaffer2014")["IC50_RO"]
    share_free = 1 - tables.quantity("protein-binding").midpoint / 100
    assert occupancy(free / 1000 * weight / share_free) == pytest.approx(0.5)


@pytest.mark.parametrize(("concentration", "expected"), [(100, 0.14), (250, 0.29)])
def test_antidepressant_levels_occupy_a_minority(concentration, expected):
    assert occupancy(concentration) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("micromolar", "expected"), [(5, 0.66), (10, 0.79)])
def test_anaesthetic_levels_occupy_a_majority(micromolar, expected):
    weight = tables.quantity("molecular-weight-base").midpoint
    assert occupancy(micromolar * weight) == pytest.approx(expected, abs=0.01)


def test_the_interval_of_the_rat_measurement_surrounds_the_curve():
    course = simulate(venous_iv(), [Regimen("iv", 35, 40 / 60)], np.linspace(0, 3, 31))
    result = occupancy_course(course)
    assert (result.low <= result.share).all()
    assert (result.share <= result.high).all()
    assert result.high.max() > result.low.max()


def test_a_model_without_norketamine_counts_no_rival():
    course = simulate(arterial_iv(), [Regimen("iv", 35)], np.linspace(0, 3, 31))
    assert occupancy_course(course).share == pytest.approx(occupancy(course.ketamine))


@pytest.mark.parametrize("half", [0, -1420, np.nan])
def test_an_impossible_concentration_for_half_is_refused(half):
    with pytest.raises(ModelError, match="above 0"):
        occupancy(100, ic50_nm=half)


@pytest.mark.parametrize("share", [0, -0.1, 1.5])
def test_an_impossible_unbound_share_is_refused(share):
    with pytest.raises(ModelError, match="between 0 and 1"):
        unbound_nanomolar(100, share, 237.73)
