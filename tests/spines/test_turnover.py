"""One dendrite: counts come back, drawings agree with the exact mean, and every spine is drawn once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from ketabrain.engine import export
from ketabrain.engine.draw.style import BLUE, GREEN
from ketabrain.engine.errors import ModelError
from ketabrain.topics.spines.draw_turnover import dendrite, lanes, pulse
from ketabrain.topics.spines.turnover import END_DAY, SPINES, START_DAY, simulate_dendrite, turnover_equations
from ketabrain.topics.spines.turnover_rates import Pools, preparations
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

FRONTAL_2021, FRONTAL_2016, FRONTAL_2016_KETAMINE, SKULL_GROWN, SKULL_YOUNG, HIPPOCAMPUS = preparations()
DRAWN = 150
"""Dendrites whose mean and spread are held against the exact ones."""

settings_ = {
    "preparation": st.sampled_from(list(preparations())),
    "pools": st.sampled_from(Pools),
    "fast_share_percent": st.integers(5, 80),
    "lasting_new_percent": st.integers(0, 100),
    "stress": st.floats(1, 3),
    "pulse": st.floats(0, 6),
    "pulse_days": st.floats(0, 10),
    "drift": st.floats(-5, 5),
}
runs = st.fixed_dictionaries(settings_)


@pytest.mark.parametrize("pools", Pools)
@pytest.mark.parametrize("name", list(preparations()))
def test_sessions_as_far_apart_as_in_the_study_count_what_the_study_counted(name, pools):
    prep = preparations()[name]
    days = START_DAY, START_DAY + prep.interval_days
    counts = np.array([simulate_dendrite(name, pools, seed=seed).between(*days) for seed in range(300)])
    for counted, published in zip(counts.T, (prep.formation_percent, prep.loss_percent), strict=True):
        error = counted.std(ddof=1) / np.sqrt(len(counted))
        assert abs(counted.mean() - published) < 3.5 * error


@pytest.mark.parametrize(
    "options",
    [
        {"preparation": FRONTAL_2021},
        {"preparation": FRONTAL_2016, "stress": 2, "drift": -1},
        {"preparation": FRONTAL_2016_KETAMINE, "pools": Pools.TWO, "pulse": 4, "pulse_days": 5},
        {"preparation": HIPPOCAMPUS, "pools": Pools.TWO, "fast_share_percent": 70, "drift": 3, "pulse": 2},
        {"preparation": FRONTAL_2021, "pulse": 0, "pulse_days": 7},
        {"preparation": FRONTAL_2021, "pools": Pools.TWO, "lasting_new_percent": 60, "fast_share_percent": 20},
    ],
)
def test_the_mean_and_spread_of_many_drawings_are_the_exact_ones(options):
    many = [simulate_dendrite(**options, seed=seed) for seed in range(DRAWN)]
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
    run, again = simulate_dendrite(**options, seed=seed), simulate_dendrite(**options, seed=seed)
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
    one, other = (simulate_dendrite(FRONTAL_2021, seed=seed) for seed in (1, 2))
    assert not np.array_equal(one.event_days, other.event_days)


@settings(max_examples=60)
@given(runs, st.floats(0, 1))
def test_more_stress_never_means_more_spines_and_a_bigger_pulse_never_fewer(options, more):
    calm = simulate_dendrite(**options)
    stressed = simulate_dendrite(**{**options, "stress": options["stress"] + more})
    driven = simulate_dendrite(**{**options, "pulse": options["pulse"] + more})
    assert (stressed.mean <= calm.mean + 1e-9).all()
    assert (driven.mean >= calm.mean - 1e-9).all()


@given(st.sampled_from(list(preparations())), st.floats(-5, 5))
def test_drift_is_the_extra_slope_at_the_start(name, drift):
    plain, drifting = simulate_dendrite(name), simulate_dendrite(name, drift=drift)
    step = plain.days[1] - plain.days[0]
    slope = (drifting.mean[1] - plain.mean[1]) / step
    assert slope == pytest.approx(drift, rel=0.1, abs=0.01)


def test_what_formed_and_went_in_all_sessions_predicts_the_densities_of_the_same_saline_mice():
    """Fitted to spines formed and lost; the densities themselves were not used."""
    for name in (FRONTAL_2021, FRONTAL_2016):
        run = simulate_dendrite(name)
        later = run.measured[run.measured["day"] > -1]
        assert list(later["day"]) == [1, 3, 5]
        for row in later.itertuples():
            assert abs(run.expected(row.day)[0] - row.density) < 6
            least, most = (np.interp(row.day, run.days, end) for end in (run.least, run.most))
            assert least - (row.upper - row.percent) < row.density < most
    assert simulate_dendrite(FRONTAL_2016).expected(5)[0] < simulate_dendrite(FRONTAL_2021).expected(5)[0] - 15


def test_mice_that_only_got_saline_hardly_shrink_for_weeks():
    """Their first session alone, which lost most, would take one spine in seven of them in a month."""
    assert simulate_dendrite(FRONTAL_2021).expected(END_DAY)[0] > 95


@pytest.mark.parametrize("pools", Pools)
@pytest.mark.parametrize("name", list(preparations()))
def test_the_ends_of_the_counts_hold_the_expected_course_if_only_chance_moves_spines(name, pools):
    run = simulate_dendrite(name, pools)
    assert (run.least <= run.mean + 1e-9).all()
    assert (run.mean <= run.most + 1e-9).all()
    assert (run.least[-1] < run.most[-1] - 1) == (name != HIPPOCAMPUS)


@pytest.mark.parametrize(
    "options",
    [
        {"preparation": FRONTAL_2016_KETAMINE, "pulse": 1.5, "pulse_days": 7},
        {"preparation": HIPPOCAMPUS, "pools": Pools.TWO, "pulse": 6, "pulse_days": 0.5, "drift": -2, "stress": 2},
        {"preparation": SKULL_YOUNG, "pools": Pools.TWO, "drift": 3, "stress": 1.5},
        {"preparation": FRONTAL_2021, "pools": Pools.TWO, "lasting_new_percent": 40, "fast_share_percent": 15},
    ],
)
def test_exported_sbml_runs_to_the_same_mean_in_libroadrunner(options):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    runner = roadrunner.RoadRunner(export.sbml(turnover_equations(**options)))
    runner.timeCourseSelections = ["time", "density"]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-11
    runner.integrator.maximum_time_step = 0.01  # a step must not jump over the pulse
    theirs = np.asarray(runner.simulate(0, END_DAY - START_DAY, 125))
    run = simulate_dendrite(**options)
    ours = np.array([run.expected(START_DAY + time)[0] for time in theirs[:, 0]])
    assert theirs[:, 1] == pytest.approx(ours, rel=2e-3)


@pytest.mark.parametrize(
    ("options", "says"),
    [
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
        simulate_dendrite(**options)
    assert str(refused.value).endswith(".")


def lives_drawn(axes):
    """Lines of spines by their colour, each from birth to loss (days)."""
    return {
        str(to_hex(lines.get_color()[0])).upper(): [segment[:, 0] for segment in lines.get_segments()]
        for lines in axes.collections
        if isinstance(lines, LineCollection)
    }


@pytest.mark.parametrize("day", [START_DAY, 7, 28])
def test_every_spine_that_ever_was_is_one_line_and_those_of_the_day_stand_out(day):
    run = simulate_dendrite(FRONTAL_2016, pulse=3, day=day)
    figure, words = drawing(dendrite, run)
    lives = lives_drawn(figure.axes[1])
    assert sum(map(len, lives.values())) == run.born.size
    before = run.alive_at(START_DAY)
    gone = (before & ~run.alive_at(day)).sum()
    assert len(lives[BLUE]) == SPINES - gone
    assert len(lives[GREEN]) == (run.alive_at(day) & ~before).sum()
    for first, last in [*lives[BLUE], *lives[GREEN]]:
        assert first <= day <= last
    assert f"{gone} are gone" in words
    assert f"{gone} gone" in heading(figure)[0]


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0.1, 30)), min_size=1, max_size=60))
def test_no_two_lives_lie_over_one_another(lives):
    born = np.array([first for first, _ in lives])
    died = born + np.array([lasts for _, lasts in lives])
    lane = lanes(born, died)
    for one in range(len(lives)):
        for other in range(one):
            apart = died[one] <= born[other] or died[other] <= born[one]
            assert apart or lane[one] != lane[other]


def test_counts_of_the_same_mice_stand_beside_the_prediction():
    figure, words = drawing(dendrite, simulate_dendrite(FRONTAL_2016_KETAMINE, pulse=1.5, pulse_days=7))
    assert "counted, ketamine mice" in written(figure.axes[0])
    assert "day 1: 92.3, expected 91.4" in words
    figure, words = drawing(dendrite, simulate_dendrite(SKULL_GROWN))
    assert "No densities to compare with." in words
    assert not any(name.startswith("counted") for name in written(figure.axes[0]))


def test_a_pulse_is_held_against_the_last_count_and_where_it_leaves_the_plot_is_said():
    run = simulate_dendrite(FRONTAL_2016_KETAMINE, pulse=6, day=5)
    figure, words = drawing(pulse, run)
    assert words.startswith("On day 5, 136.2% of the first spines' number are expected, and 94.0% were counted")
    assert heading(figure)[0] == "On day 5, 136.2% are expected, and 94.0% were counted"
    assert f"up to {run.mean.max():.0f}%" in written(figure.axes[0])
    assert run.mean.max() > figure.axes[0].get_ylim()[1]
