"""Agreement beyond chance: a textbook table, weights, and where kappa is not defined."""

import pytest

from ketabrain.engine.stats.agreement import weighted_kappa

MARKS = ("1", "2", "3", "4", "5")


def test_kappa_of_a_textbook_table():
    """Agreement 0.8 where chance gives 0.5; and one step apart weighs less than four."""
    pairs = [("1", "1")] * 40 + [("5", "5")] * 40 + [("1", "5")] * 10 + [("5", "1")] * 10
    assert weighted_kappa(pairs, MARKS) == pytest.approx(0.6)
    near = [("1", "1")] * 40 + [("5", "5")] * 40 + [("1", "2")] * 10 + [("5", "4")] * 10
    assert weighted_kappa(near, MARKS) > 0.8
    assert weighted_kappa([], MARKS) is None
    assert weighted_kappa([("1", "1")], MARKS) is None
