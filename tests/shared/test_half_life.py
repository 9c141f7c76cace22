"""The half-life clock."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.half_life import published_shares, share_left


@given(st.floats(0.05, 50), st.integers(0, 8))
def test_each_half_life_halves_what_is_left(half_life, passed):
    assert share_left(passed * half_life, half_life) == pytest.approx(0.5**passed)


def test_a_mouse_is_empty_when_a_person_is_still_half_full():
    left = published_shares(
        3.0, ["half-life-mouse", "half-life-human-second-phase"], ["mouse", "person"], ["mouse", "human"]
    )
    assert left.high[0] < 0.001
    assert 0.4 < left.high[1] < 0.6


def test_a_range_of_half_lives_gives_a_range_of_shares():
    left = published_shares(6.0, ["half-life-esketamine-spray"], ["spray"], ["human"])
    assert left.low[0] < left.high[0]


@pytest.mark.parametrize(("hours", "half_life"), [(1, 0), (1, -2), (-1, 2)])
def test_impossible_values_are_refused(hours, half_life):
    with pytest.raises(ModelError, match="half-life must be longer than 0"):
        share_left(hours, np.array([half_life]))
