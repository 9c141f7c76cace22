"""The survival curve: by hand, by another library, and against the truth that people were drawn from."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.relief.draw_follow_up import survival_curve
from ketabrain.topics.relief.follow_up import Ending, follow, kaplan_meier
from tests.drawing import drawing
from tests.relief.marks import open_marks

people = st.builds(
    follow,
    people=st.integers(2, 120),
    median_days=st.integers(7, 365),
    dropout_percent=st.sampled_from([0, 20, 60, 80]),
    days=st.integers(30, 365),
    seed=st.integers(1, 30),
)


def test_kaplan_meier_by_hand():
    """Six people: relapses on days 2, 5, 5 and 9, one who left on day 3, one well on day 10."""
    times, relapsed = np.array([2.0, 3, 5, 5, 9, 10]), np.array([True, False, True, True, True, False])
    seen = kaplan_meier(times, relapsed)
    by_hand = {0: 1, 2: 5 / 6, 3: 5 / 6, 5: 5 / 6 * 2 / 4, 9: 5 / 6 * 2 / 4 * 1 / 2, 10: 5 / 6 * 2 / 4 * 1 / 2}
    assert dict(zip(seen.steps, seen.share, strict=True)) == pytest.approx(by_hand)
    greenwood = 1 / (6 * 5) + 2 / (4 * 2)
    spread = 1.959964 * greenwood**0.5 / abs(log(by_hand[5]))
    place = list(seen.steps).index(5)
    assert (seen.low[place], seen.high[place]) == pytest.approx(
        [by_hand[5] ** np.exp(each) for each in (spread, -spread)]
    )


def test_kaplan_meier_agrees_with_another_library():
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    run = follow(60, 50, 50, 200, 3)
    relapsed = np.array([end is Ending.RELAPSED for end in run.ended])
    other = survfunc.SurvfuncRight(run.times, relapsed)
    assert [run.estimate.at(day).value for day in other.surv_times] == pytest.approx(other.surv_prob)


@settings(max_examples=60, deadline=None)
@given(people)
def test_the_curve_only_falls_and_its_band_holds_it(run):
    share, low, high = run.estimate.share, run.estimate.low, run.estimate.high
    assert np.all(np.diff(share) <= 1e-12)
    assert np.all(np.diff(run.times) >= 0)
    assert np.all((low >= 0) & (low <= share + 1e-12) & (share <= high + 1e-12) & (high <= 1))
    assert sum(run.count(end) for end in Ending) == run.people == run.at_risk([0])[0]
    at_risk = run.at_risk(run.risk_days)
    assert at_risk == sorted(at_risk, reverse=True)
    assert at_risk[-1] == run.count(Ending.WELL)


@given(st.integers(2, 100), st.integers(1, 30))
def test_without_leaving_the_curve_is_the_plain_share(number, seed):
    run = follow(number, 40, 0, 120, seed)
    assert run.count(Ending.LEFT) == 0
    assert run.estimate.at(120).value == pytest.approx(run.share_without_relapse)


def test_counting_leavers_as_well_flatters_and_the_curve_does_not():
    runs = [follow(200, 40, 60, 120, seed) for seed in range(1, 31)]
    truth = float(runs[0].truth(120))
    assert truth == pytest.approx(0.125)
    assert np.mean([run.estimate.at(120).value for run in runs]) == pytest.approx(truth, abs=0.02)
    assert np.mean([run.share_without_relapse for run in runs]) > truth + 0.15
    held = [run.estimate.at(60).low <= 2 ** (-60 / 40) <= run.estimate.at(60).high for run in runs]
    assert sum(held) >= 25


def test_the_end_of_a_curve_rests_on_few():
    """The band is wider, measured by the people behind it, where fewer are left."""
    run = follow(40, 40, 40, 120, 1)
    early, late = run.estimate.at(15), run.estimate.at(110)
    assert run.at_risk([110])[0] < 8 < run.at_risk([15])[0]
    assert (late.high - late.low) / late.value > 2 * (early.high - early.low) / early.value


def test_the_same_seed_draws_the_same_people():
    one, more_leave = follow(30, 40, 20, 120, 5), follow(30, 40, 60, 120, 5)
    assert np.all(more_leave.times <= one.times)
    assert follow(30, 40, 20, 120, 6).times.tolist() != one.times.tolist()


def test_nobody_relapsed_leaves_a_flat_curve():
    flat = kaplan_meier(np.array([3.0, 8.0]), np.array([False, False]))
    assert (flat.steps, flat.share, flat.low, flat.high) == ([0], [1], [1], [1])


def test_those_who_left_are_ticks_on_the_curve_and_the_plain_share_a_mark():
    result = follow(40, 40, 50, 120, 1)
    axes = drawing(survival_curve, result)[0].axes[0]
    ticks = next(line for line in axes.lines if line.get_marker() == "|")
    assert len(ticks.get_xdata()) == result.count(Ending.LEFT) > 3
    assert ticks.get_ydata() == pytest.approx([100 * result.estimate.at(day).value for day in ticks.get_xdata()])
    assert open_marks(axes, "D") == [(120, round(100 * (1 - result.count(Ending.RELAPSED) / 40), 6))]


def test_the_number_at_risk_is_told():
    result = follow()
    words = drawing(survival_curve, result)[1]
    at_risk = result.at_risk(result.risk_days)
    assert f"20 on day 0, {at_risk[1]} on day 30" in words
    assert f"{at_risk[-1]} on day 120" in words


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"people": 1}, "The number of people lies between 2 and 1000; got 1."),
        ({"dropout_percent": 100}, "The share that leaves lies between 0 and 100%, 100 excluded; got 100."),
        ({"days": 0}, "People are followed for a positive number of days; got 0."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(asked, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        follow(**asked)
