"""Spines that come and go: counts come back, drawings agree with the exact mean, preparations stay apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine import export, tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.spines.turnover import (
    END_DAY,
    POOLS,
    SPINES,
    START_DAY,
    equations,
    preparation_rates,
    preparations,
    simulate,
    survival,
)

FRONTAL_2021, FRONTAL_2016, FRONTAL_2016_KETAMINE, SKULL_GROWN, SKULL_YOUNG, HIPPOCAMPUS = preparations()

settings_ = {
    "preparation": st.sampled_from(list(preparations())),
    "pools": st.sampled_from(POOLS),
    "fast_share_percent": st.integers(30, 80),
    "stress": st.floats(1, 3),
    "pulse": st.floats(0, 6),
    "pulse_days": st.floats(0, 10),
    "drift": st.floats(-5, 5),
}
runs = st.fixed_dictionaries(settings_)


@pytest.mark.parametrize("pools", POOLS)
@pytest.mark.parametrize("name", list(preparations()))
def test_sessions_as_far_apart_as_in_the_study_count_what_the_study_counted(name, pools):
    prep = preparations()[name]
    days = START_DAY, START_DAY + prep.interval_days
    counts = np.array([simulate(name, pools, seed=seed).between(*days) for seed in range(300)])
    for counted, published in zip(counts.T, (prep.formation_percent, prep.loss_percent), strict=True):
        error = counted.std(ddof=1) / np.sqrt(len(counted))
        assert abs(counted.mean() - published) < 3.5 * error


@pytest.mark.parametrize(
    "options",
    [
        {"preparation": FRONTAL_2021},
        {"preparation": FRONTAL_2016, "stress": 2, "drift": -1},
        {"preparation": FRONTAL_2016_KETAMINE, "pools": POOLS[1], "pulse": 4, "pulse_days": 5},
        {"preparation": HIPPOCAMPUS, "pools": POOLS[1], "fast_share_percent": 70, "drift": 3, "pulse": 2},
        {"preparation": FRONTAL_2021, "pulse": 0, "pulse_days": 7},
    ],
)
def test_the_mean_and_spread_of_many_drawings_are_the_exact_ones(options):
    many = [simulate(**options, seed=seed) for seed in range(400)]
    for day in (0.0, 3.0, 7.0, 20.0):
        counts = np.array([100 * run.alive_at(day).sum() / SPINES for run in many])
        mean, low, high = many[0].expected(day)
        spread = (high - mean) / 1.96
        assert low < mean < high
        assert abs(counts.mean() - mean) < 4 * spread / np.sqrt(len(counts)) + 0.05  # the mean is read off a grid
        assert counts.std(ddof=1) == pytest.approx(spread, rel=0.16)


@settings(max_examples=60)
@given(runs, st.integers(0, 10_000))
def test_a_drawing_is_whole_and_comes_again_with_its_seed(options, seed):
    run, again = simulate(**options, seed=seed), simulate(**options, seed=seed)
    assert np.array_equal(run.counted, again.counted)
    assert np.array_equal(run.event_days, again.event_days)
    assert (run.counted >= 0).all()
    assert (np.abs(np.diff(run.counted)) <= 1).all()
    assert (np.diff(run.event_days) >= 0).all()
    assert (run.born < run.died).all()
    assert (run.low <= run.mean).all()
    assert (run.mean <= run.high).all()
    for day in (START_DAY, 0, 11.3, END_DAY - 0.01):
        place = np.searchsorted(run.event_days, day, side="right") - 1
        assert run.alive_at(day).sum() == run.counted[place]
    assert ((run.position >= 0) & (run.position < 1)).all()


def test_another_seed_gives_another_dendrite():
    assert not np.array_equal(simulate(FRONTAL_2021, seed=1).event_days, simulate(FRONTAL_2021, seed=2).event_days)


@settings(max_examples=60)
@given(runs, st.floats(0, 1))
def test_more_stress_never_means_more_spines_and_a_bigger_pulse_never_fewer(options, more):
    calm = simulate(**options)
    stressed = simulate(**{**options, "stress": options["stress"] + more})
    driven = simulate(**{**options, "pulse": options["pulse"] + more})
    assert (stressed.mean <= calm.mean + 1e-9).all()
    assert (driven.mean >= calm.mean - 1e-9).all()


@given(st.sampled_from(list(preparations())), st.floats(-5, 5))
def test_drift_is_the_extra_slope_at_the_start(name, drift):
    plain, drifting = simulate(name), simulate(name, drift=drift)
    step = plain.days[1] - plain.days[0]
    slope = (drifting.mean[1] - plain.mean[1]) / step
    assert slope == pytest.approx(drift, rel=0.1, abs=0.01)


def test_first_two_days_predict_the_densities_of_the_same_saline_mice():
    """Fitted on day −3 to −1 alone; the later points were not used."""
    for name in (FRONTAL_2021, FRONTAL_2016):
        run = simulate(name)
        later = run.measured[run.measured["day"] > -1]
        assert list(later["day"]) == [1, 3, 5]
        for row in later.itertuples():
            assert abs(run.expected(row.day)[0] - row.density) < 6
    assert simulate(FRONTAL_2016).expected(5)[0] < simulate(FRONTAL_2021).expected(5)[0] - 20


def test_preparations_are_never_mixed():
    rows = tables.load("spine_rates").set_index("id")
    assert len(preparations()) == len(rows)
    for prep in preparations().values():
        row = rows.loc[prep.row]
        assert prep.source == row["source"]
        if prep.name != HIPPOCAMPUS:
            assert (prep.formation_percent, prep.loss_percent) == (row["formation_percent"], row["loss_percent"])
        measured = simulate(prep.name).measured
        assert set(measured["source"]) <= {prep.source}
        assert measured["group"].nunique() <= 1
    losses = [preparation_rates(name).losses[0] for name in preparations()]
    assert max(losses) > 10 * min(losses)
    assert preparation_rates(HIPPOCAMPUS).losses[0] == pytest.approx(1 / 10.5)


def test_one_pool_fails_over_weeks_and_two_pools_mend_it():
    found = survival(FRONTAL_2021)
    one, two = found.at(30)
    assert one == pytest.approx(100 * (1 - 0.087) ** 15, abs=0.1)
    assert 25 < one < 26
    assert 50 < two < 52
    # In the same mice: of the spines new on day 1 about 57% are there six days later.
    row = found.points[found.points["new"]].iloc[0]
    assert np.interp(6, found.days, found.new_one) > row["upper"]
    assert row["lower"] < np.interp(6, found.days, found.new_two) < row["upper"]
    stable = found.points.set_index("id").loc["trachtenberg2002-grown", "percent"]
    assert two == pytest.approx(stable, abs=3)


def test_spines_overlooked_feign_turnover():
    plain, careless = survival(FRONTAL_2021), survival(FRONTAL_2021, scoring_error_percent=3)
    assert np.interp(2, careless.days, careless.one) == pytest.approx(91.3, abs=0.01)
    assert careless.at(30)[0] > plain.at(30)[0] + 10
    assert careless.lifetimes_one[0] > plain.lifetimes_one[0]


@given(st.sampled_from(list(preparations())), st.integers(30, 80), st.floats(0, 3))
def test_survival_falls_and_two_pools_keep_at_least_as_many(name, fast, error):
    found = survival(name, fast, error)
    for curve in (found.one, found.two, found.new_one, found.new_two):
        assert curve[0] == pytest.approx(100)
        assert (np.diff(curve) <= 1e-9).all()
    late = found.days >= preparations()[name].interval_days
    assert (found.two[late] >= found.one[late] - 1e-6).all()
    assert (found.new_two <= found.two + 1e-6).all()


@pytest.mark.parametrize(
    "options",
    [
        {"preparation": FRONTAL_2016_KETAMINE, "pulse": 1.5, "pulse_days": 7},
        {"preparation": HIPPOCAMPUS, "pools": POOLS[1], "pulse": 6, "pulse_days": 0.5, "drift": -2, "stress": 2},
        {"preparation": SKULL_YOUNG, "pools": POOLS[1], "drift": 3, "stress": 1.5},
    ],
)
def test_exported_sbml_runs_to_the_same_mean_in_libroadrunner(options):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    runner = roadrunner.RoadRunner(export.sbml(equations(**options)))
    runner.timeCourseSelections = ["time", "density"]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-11
    runner.integrator.maximum_time_step = 0.01  # a step must not jump over the pulse
    theirs = np.asarray(runner.simulate(0, END_DAY - START_DAY, 125))
    run = simulate(**options)
    ours = np.array([run.expected(START_DAY + time)[0] for time in theirs[:, 0]])
    assert theirs[:, 1] == pytest.approx(ours, rel=2e-3)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"preparation": "retina"}, "no preparation 'retina'"),
        ({"preparation": FRONTAL_2021, "pools": "three pools"}, "one pool or two pools"),
        ({"preparation": FRONTAL_2021, "pools": POOLS[1], "fast_share_percent": 5}, "5% is too small"),
        ({"preparation": FRONTAL_2021, "fast_share_percent": 100}, "between 0 and 100%"),
        ({"preparation": FRONTAL_2021, "stress": 0.5}, "Stress"),
        ({"preparation": FRONTAL_2021, "pulse": -1}, "pulse"),
        ({"preparation": FRONTAL_2021, "pulse_days": 99}, "days"),
        ({"preparation": FRONTAL_2021, "drift": 20}, "Drift"),
        ({"preparation": FRONTAL_2021, "seed": 1.5}, "whole number"),
        ({"preparation": FRONTAL_2021, "day": 40}, "day to look at"),
    ],
)
def test_what_the_model_refuses_it_says_in_one_sentence(options, says):
    with pytest.raises(ModelError, match=says) as refused:
        simulate(**options)
    assert str(refused.value).endswith(".")


def test_more_error_than_change_is_refused():
    with pytest.raises(ModelError, match="feign more change"):
        survival(SKULL_GROWN, scoring_error_percent=5)
