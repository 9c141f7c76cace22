"""Properties that any exact solution of first-order flows must have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.engine.linear import Dose, Flow, LinearSystem, solve

rate = st.floats(0.01, 20)
amount = st.floats(0.1, 500)
HOURS = np.linspace(0, 6, 25)


def chain(k_in: float, k_out: float, k_back: float) -> LinearSystem:
    flows = (Flow("gut", "blood", k_in), Flow("blood", "tissue", k_out), Flow("tissue", "blood", k_back))
    return LinearSystem(("gut", "blood", "tissue"), flows)


@given(rate, amount)
def test_one_compartment_is_the_textbook_exponential(k, dose):
    system = LinearSystem(("blood",), (Flow("blood", None, k),))
    found = solve(system, HOURS, [Dose("blood", dose)])[:, 0]
    assert found == pytest.approx(dose * np.exp(-k * HOURS), rel=1e-9, abs=1e-12)


@given(rate, amount, st.floats(0.1, 5))
def test_infusion_rises_to_the_textbook_level(k, dose, duration):
    system = LinearSystem(("blood",), (Flow("blood", None, k),))
    at_end = solve(system, np.array([0.0, duration]), [Dose("blood", dose, 0, duration)])[-1, 0]
    assert at_end == pytest.approx(dose / duration / k * (1 - np.exp(-k * duration)), rel=1e-9)


@given(rate, rate, rate, amount)
def test_nothing_is_lost_in_a_closed_system_and_nothing_is_negative(k_in, k_out, k_back, dose):
    amounts = solve(chain(k_in, k_out, k_back), HOURS, [Dose("gut", dose)])
    assert amounts.sum(axis=1) == pytest.approx(np.full(HOURS.size, dose), rel=1e-9)
    assert (amounts >= -1e-9 * dose).all()


@given(rate, rate, rate, amount, st.floats(0.5, 10))
def test_the_curve_is_proportional_to_the_dose(k_in, k_out, k_back, dose, factor):
    system = chain(k_in, k_out, k_back)
    one = solve(system, HOURS, [Dose("gut", dose), Dose("blood", dose, 1.0, 0.5)])
    many = solve(system, HOURS, [Dose("gut", factor * dose), Dose("blood", factor * dose, 1.0, 0.5)])
    assert many == pytest.approx(factor * one, rel=1e-9, abs=1e-9)


def test_a_reader_takes_nothing_from_what_it_reads():
    plain = LinearSystem(("blood",), (Flow("blood", None, 1.0),))
    follow = (*plain.flows, Flow("blood", "effect", 5.0, consumes=False), Flow("effect", None, 5.0))
    with_reader = LinearSystem(("blood", "effect"), follow)
    dose = [Dose("blood", 10)]
    assert solve(with_reader, HOURS, dose)[:, 0] == pytest.approx(solve(plain, HOURS, dose)[:, 0])


def test_the_time_grid_does_not_change_the_answer():
    system, dose = chain(2, 3, 1), [Dose("gut", 10), Dose("blood", 5, 0.37, 0.21)]
    coarse, fine = np.array([0, 0.5, 4.0]), np.linspace(0, 4, 801)
    assert solve(system, coarse, dose) == pytest.approx(solve(system, fine, dose)[[0, 100, 800]], rel=1e-9)


@pytest.mark.parametrize("times", [[], [-1, 0], [0, 2, 1]])
def test_impossible_times_are_refused(times):
    with pytest.raises(ModelError, match="ascending"):
        solve(chain(1, 1, 1), np.array(times, dtype=float), [])


def test_a_negative_dose_is_refused():
    with pytest.raises(ModelError, match="not possible"):
        solve(chain(1, 1, 1), HOURS, [Dose("gut", -1)])
