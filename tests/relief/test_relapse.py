"""Relapse: one constant rate against what is printed, going on against stopping, and the survival curve."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from ketabrain.engine import tables
from ketabrain.topics.relief.relapse import (
    ALL,
    LAST_DAY,
    TRIAL_GROUPS,
    follow,
    group_names,
    kaplan_meier,
    maintenance,
    published_groups,
    rate_from_median,
    rate_from_share,
    rate_interval,
    relapse,
    survival,
)

GROUPS = {group.id: group for group in published_groups()}
days = st.floats(0.5, 5000)
people = st.builds(
    follow,
    people=st.integers(2, 120),
    median_days=st.integers(7, 365),
    dropout_percent=st.sampled_from([0, 20, 60, 80]),
    days=st.integers(30, 365),
    seed=st.integers(1, 30),
)


def test_the_printed_numbers():
    medians = {name: group.median_days for name, group in GROUPS.items()}
    assert medians == {
        "murrough2013b": 18,
        "albott2018-depression": 20,
        "albott2018-ptsd": 41,
        "feder2021": 27.5,
        "ekstrand2022-ketamine": 57,
        "ekstrand2022-ect": 61,
        "sustain1-remitters-withdrawn": 273,
        "sustain1-remitters-kept": None,
    }
    assert {name: (group.relapsed, group.people) for name, group in GROUPS.items() if group.relapsed} == {
        "sustain1-remitters-withdrawn": (39, 86),
        "sustain1-remitters-kept": (24, 90),
    }


def test_the_printed_per_cents_are_the_counts():
    rows = tables.load("relapses").dropna(subset=["relapsed"])
    assert len(rows) == 4
    for row in rows.itertuples():
        assert 100 * row.relapsed / row.people == pytest.approx(row.percent_relapsed, abs=0.05)


@given(days, st.floats(0.01, 0.99))
def test_a_rate_gives_back_what_it_was_made_from(at, share):
    assert survival(rate_from_median(at), at) == pytest.approx(0.5)
    assert survival(rate_from_share(share, at), at) == pytest.approx(1 - share)


@given(st.floats(1e-4, 1), st.integers(1, 500))
def test_the_interval_of_a_rate_is_the_chi_square_one_and_narrows_with_relapses(rate, relapses):
    low, high = rate_interval(rate, relapses)
    assert low == pytest.approx(rate * chi2.ppf(0.025, 2 * relapses) / (2 * relapses))
    assert high == pytest.approx(rate * chi2.ppf(0.975, 2 * relapses + 2) / (2 * relapses))
    closer_low, closer_high = rate_interval(rate, relapses + 1)
    assert low < closer_low < rate < closer_high < high


def test_one_rate_does_not_fit_ketect():
    """Half by 57 days would leave hardly anybody well after a year; 30% were."""
    group = GROUPS["ekstrand2022-ketamine"]
    assert group.share_relapsed == 0.70
    assert group.relapsed_at_horizon == pytest.approx(1 - 0.5 ** (365 / 57))
    assert group.relapsed_at_horizon > 0.98
    assert log(2) / group.rate_from_share == pytest.approx(210, abs=0.5)
    assert group.test.startswith("Half by day 57 at one constant rate would be 99% by day 365; 70% is printed.")
    assert group.low is group.at_risk(30) is None


def test_one_rate_claims_more_certainty_than_the_trial_did():
    group = GROUPS["sustain1-remitters-withdrawn"]
    low, high = group.curve_median_interval
    assert group.median_low_days == 97 < low < 273 < high
    assert group.share_relapsed < 0.5  # and yet the median was reached
    assert "39 of 86 is 45%" in group.test
    assert "between day 200 and 384; the printed interval begins at 97" in group.test


def test_the_group_that_went_on_has_the_rate_of_the_other_times_the_ratio():
    stopped, kept = GROUPS["sustain1-remitters-withdrawn"], GROUPS["sustain1-remitters-kept"]
    assert kept.basis == "hazard ratio"
    assert kept.rate == pytest.approx(0.49 * stopped.rate)
    assert kept.curve_median > LAST_DAY


def test_unknown_relapses_give_the_narrowest_interval_and_say_so():
    group = GROUPS["murrough2013b"]
    assert group.narrowest
    assert (group.low, group.high) == rate_interval(group.rate, 17)
    fewer = rate_interval(group.rate, 12)
    assert fewer[0] < group.low < group.high < fewer[1]
    assert not GROUPS["sustain1-remitters-withdrawn"].narrowest


@given(st.sampled_from(sorted(GROUPS)), st.floats(0, 365), st.floats(0, 365))
def test_fewer_are_well_later_and_at_risk_are_people_times_the_share(name, one, other):
    group = GROUPS[name]
    early, late = sorted((one, other))
    assert group.well(early) >= group.well(late)
    if group.people:
        assert group.at_risk(late) == pytest.approx(group.people * float(group.well(late)))
        assert group.at_risk(0) == group.people


def test_one_group_or_all():
    assert relapse().chosen is None
    assert len(relapse().shown) == len(GROUPS) == 8
    for name in group_names()[1:]:
        assert [group.label for group in relapse(name).shown] == [name]
    assert group_names()[0] == ALL


@pytest.mark.parametrize(
    ("group", "events"), [(TRIAL_GROUPS[0], (39, 86, 24, 90)), (TRIAL_GROUPS[1], (34, 59, 16, 62))]
)
def test_the_printed_ratio_reproduces_the_counts_of_sustain_1(group, events):
    result = maintenance(group=group)
    arms = result.withdrawn, result.kept
    assert tuple(number for arm in arms for number in (arm.events, arm.people)) == events
    at_printed = maintenance(result.printed[0], group=group)
    assert at_printed.reproduces
    assert result.printed[1] < result.ratio_from_counts < result.printed[2]
    assert not maintenance(1, group=group).reproduces


@given(st.floats(0.2, 1), st.floats(10, 400), st.sampled_from(TRIAL_GROUPS))
def test_the_day_drops_out_of_the_test(ratio, median, group):
    result = maintenance(ratio, median, group)
    assert 1 - float(result.well(result.match_day, False)) == pytest.approx(result.withdrawn.share)
    assert 1 - float(result.well(result.match_day, True)) == pytest.approx(result.expected_kept)
    assert result.expected_kept == pytest.approx(maintenance(ratio, 100, group).expected_kept)
    fitted = maintenance(result.ratio_from_counts, median, group)
    assert fitted.expected_kept == pytest.approx(result.kept.share)


@given(st.floats(0.2, 0.99), st.floats(10, 400))
def test_going_on_helps_most_on_the_widest_day(ratio, median):
    widest = maintenance(ratio, median).widest_day
    best = maintenance(ratio, median, day=widest).more_well
    assert best > 0
    for day in (0.8 * widest, 1.25 * widest):
        assert maintenance(ratio, median, day=day).more_well < best
    assert maintenance(1, median).widest_day == inf


def test_kaplan_meier_by_hand():
    """Six people: relapses on days 2, 5, 5 and 9, one who left on day 3, one well on day 10."""
    times, relapsed = np.array([2.0, 3, 5, 5, 9, 10]), np.array([True, False, True, True, True, False])
    steps, curve, low, high = kaplan_meier(times, relapsed)
    by_hand = {0: 1, 2: 5 / 6, 3: 5 / 6, 5: 5 / 6 * 2 / 4, 9: 5 / 6 * 2 / 4 * 1 / 2, 10: 5 / 6 * 2 / 4 * 1 / 2}
    assert dict(zip(steps, curve, strict=True)) == pytest.approx(by_hand)
    greenwood = 1 / (6 * 5) + 2 / (4 * 2)
    spread = 1.959964 * greenwood**0.5 / abs(log(by_hand[5]))
    place = list(steps).index(5)
    assert (low[place], high[place]) == pytest.approx([by_hand[5] ** np.exp(each) for each in (spread, -spread)])


def test_kaplan_meier_agrees_with_another_library():
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    run = follow(60, 50, 50, 200, 3)
    relapsed = np.array([end == "relapsed" for end in run.ended])
    other = survfunc.SurvfuncRight(run.times, relapsed)
    assert [run.at(day)[0] for day in other.surv_times] == pytest.approx(other.surv_prob)


@settings(max_examples=60, deadline=None)
@given(people)
def test_the_curve_only_falls_and_its_band_holds_it(run):
    assert np.all(np.diff(run.curve) <= 1e-12)
    assert np.all(np.diff(run.times) >= 0)
    assert np.all((run.low >= 0) & (run.low <= run.curve + 1e-12) & (run.curve <= run.high + 1e-12) & (run.high <= 1))
    assert sum(run.count(end) for end in ("relapsed", "left", "well")) == run.people == run.at_risk([0])[0]
    at_risk = run.at_risk(run.risk_days)
    assert at_risk == sorted(at_risk, reverse=True)
    assert at_risk[-1] == run.count("well")


@given(st.integers(2, 100), st.integers(1, 30))
def test_without_leaving_the_curve_is_the_plain_share(number, seed):
    run = follow(number, 40, 0, 120, seed)
    assert run.count("left") == 0
    assert run.at(120)[0] == pytest.approx(1 - run.count("relapsed") / number)


def test_counting_leavers_as_well_flatters_and_the_curve_does_not():
    runs = [follow(200, 40, 60, 120, seed) for seed in range(1, 31)]
    truth = runs[0].true_end
    assert truth == pytest.approx(0.125)
    assert np.mean([run.at(120)[0] for run in runs]) == pytest.approx(truth, abs=0.02)
    assert np.mean([1 - run.count("relapsed") / run.people for run in runs]) > truth + 0.15
    held = [run.at(60)[1] <= 2 ** (-60 / 40) <= run.at(60)[2] for run in runs]
    assert sum(held) >= 25


def test_the_end_of_a_curve_rests_on_few():
    """The band is wider, measured by the people behind it, where fewer are left."""
    run = follow(40, 40, 40, 120, 1)
    widths = [run.at(day)[2] - run.at(day)[1] for day in (15, 110)]
    assert run.at_risk([110])[0] < 8 < run.at_risk([15])[0]
    assert widths[1] / run.at(110)[0] > 2 * widths[0] / run.at(15)[0]


def test_the_same_seed_draws_the_same_people():
    one, more_leave = follow(30, 40, 20, 120, 5), follow(30, 40, 60, 120, 5)
    assert np.all(more_leave.times <= one.times)
    assert follow(30, 40, 20, 120, 6).times.tolist() != one.times.tolist()


def test_nobody_relapsed_leaves_a_flat_curve():
    steps, curve, low, high = kaplan_meier(np.array([3.0, 8.0]), np.array([False, False]))
    assert (steps, curve, low, high) == ([0], [1], [1], [1])


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: relapse("Murrough"), "There is no group 'Murrough'; use one of all groups, Murrough 2013, mood"),
        (lambda: relapse(day=400), "The day lies between 0 and 365; got 400."),
        (lambda: rate_from_median(0), "The median is a positive number of days; got 0."),
        (lambda: rate_from_share(1, 30), "The share that relapses lies between 0 and 1; got 1."),
        (lambda: rate_from_share(0.5, 0), "People are followed for a positive number of days; got 0."),
        (lambda: rate_interval(0.1, 0), "A rate needs at least one relapse; got 0."),
        (lambda: maintenance(0), "The hazard ratio lies above 0 and is at most 1; got 0."),
        (lambda: maintenance(median_days=-1), "The median is a positive number of days; got -1."),
        (lambda: maintenance(day=-1), "The day must not be negative; got -1."),
        (lambda: maintenance(group="all"), "There is no group 'all'; use one of remitters, responders."),
        (lambda: follow(people=1), "The number of people lies between 2 and 1000; got 1."),
        (lambda: follow(dropout_percent=100), "The share that leaves lies between 0 and 100%, 100 excluded; got 100."),
        (lambda: follow(days=0), "People are followed for a positive number of days; got 0."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match="^" + sentence.replace("(", r"\(").replace(")", r"\)")):
        ask()
