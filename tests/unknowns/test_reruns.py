"""Published statistics run again: they give back what was printed, and p and power behave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import quantity
from ketabrain.topics.unknowns.draw_reruns import compatible
from ketabrain.topics.unknowns.reruns import SUPPOSED, NullTrial, blood_pairs, rerun, spread, surgery_arms
from tests.drawing import drawing
from tests.engine.draw.written import hyphens_before_numbers, said_and_written


def test_reruns_give_back_what_was_printed():
    asleep = rerun(NullTrial.UNDER_ANAESTHESIA)
    assert asleep.estimate == 5.82
    assert asleep.interval == pytest.approx((-1.64, 13.3), abs=0.02)
    assert asleep.p == pytest.approx(0.126, abs=0.002)
    ketamine, placebo = surgery_arms()
    assert (ketamine.events, ketamine.people, placebo.events, placebo.people) == (61, 349, 23, 156)
    assert rerun(NullTrial.IN_SURGERY).estimate == pytest.approx(14.7 - 17.5, abs=0.1)
    assert rerun(NullTrial.IN_SURGERY).p == pytest.approx(0.446, abs=0.001)  # by the share of both groups together
    assert spread(quantity("esmethadone-fall")) == pytest.approx(11.3)
    assert rerun(NullTrial.ESMETHADONE).error == pytest.approx((11.3**2 / 113 + 10.4**2 / 114) ** 0.5)


@given(trial=st.sampled_from(NullTrial), truth=st.floats(-7, 7), more=st.floats(0.5, 3))
def test_power_rises_with_the_supposed_effect_and_p_with_its_nearness(trial, truth, more):
    found = rerun(trial, truth)
    away = rerun(trial, truth + more if truth >= 0 else truth - more)
    assert 0.0499 < found.power < away.power < 1
    low, high = found.interval
    assert (found.p_of_truth >= 0.05) == (low <= truth <= high) or abs(found.p_of_truth - 0.05) < 1e-4


def test_the_famous_correlations_rest_on_a_handful():
    assert [people for _, _, people in blood_pairs()] == [8, 13]


@pytest.mark.parametrize("trial", NullTrial)
@pytest.mark.parametrize("truth", [-10, 15])
def test_estimate_interval_and_power_are_told(trial, truth):
    result = rerun(trial, truth)
    figure, told = drawing(compatible, result)
    low, high = figure.axes[0].get_xlim()
    assert low < result.interval[0] < result.interval[1] < high
    marks = {line.get_marker(): line.get_xydata()[0].tolist() for line in figure.axes[0].lines}
    filled = np.trapezoid(np.where(abs(SUPPOSED) >= result.significant_from, result.estimates, 0), SUPPOSED)
    assert filled / (result.error * (2 * np.pi) ** 0.5) == pytest.approx(result.power, abs=0.1)
    assert marks["s"] == [result.estimate, 1]
    assert marks["D"] == [truth, result.p_of_truth]
    assert f"in {100 * result.power:.0f}% of runs" in told
    assert hyphens_before_numbers(said_and_written(figure, told)) == []
    assert ("not compatible" in told) == (result.p_of_truth < 0.05)


def test_another_trial_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'mine'; use one of ketamine under anaesthesia"):
        rerun("mine")
