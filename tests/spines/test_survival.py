"""How long spines last: what one rate and two pools predict, what slips feign, and the picture of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.topics.spines.draw_survival import survival_curves
from ketabrain.topics.spines.survival import every_count, spine_survival
from ketabrain.topics.spines.turnover_rates import Pools, preparation_rates, preparations
from tests.drawing import drawing
from tests.engine.draw.written import written

FRONTAL_2021, _, _, SKULL_GROWN, *_ = preparations()


def test_one_pool_fails_over_weeks_and_two_pools_mend_it():
    found = spine_survival(FRONTAL_2021)
    one, two = found.at(30)
    assert one == pytest.approx(100 * (1 - 0.08) ** 15, abs=0.1)
    assert 28 < one < 29
    assert 51 < two < 53
    # In the same mice: of the spines new on day 1 about 57% are there six days later.
    row = found.points[found.points["new"]].iloc[0]
    assert np.interp(6, found.days, found.new_one) > row["upper"]
    assert row["lower"] < np.interp(6, found.days, found.new_two) < row["upper"]
    stable = found.points.set_index("id").loc["trachtenberg2002-grown", "percent"]
    assert two == pytest.approx(stable, abs=3)


def test_no_spine_of_psilocybin_mice_was_used_and_two_pools_come_near_them_too():
    found = spine_survival(FRONTAL_2021)
    row = tables.load("spine_courses").set_index("id").loc["frontal-2021-psilocybin-new-kept-p7"]
    error = row["upper"] - row["percent"]
    one, two = (np.interp(row["interval_days"], found.days, curve) for curve in (found.new_one, found.new_two))
    assert abs(two - row["percent"]) < 2 * error < abs(one - row["percent"])


@pytest.mark.parametrize(
    ("fast", "lasting", "overlooked", "density_fits"),
    [(50, 5, 0, True), (15, 0, 3.25, True), (10, 0, 4, True), (30, 25, 0, True), (15, 45, 0, False)],
)
def test_several_shares_fit_the_new_spines_and_the_density_refuses_those_that_let_too_many_last(
    fast, lasting, overlooked, density_fits
):
    found = spine_survival(FRONTAL_2021, fast, lasting, overlooked)
    row = found.points[found.points["new"]].iloc[0]
    assert row["lower"] < row["two"] < row["upper"]
    last = found.densities.iloc[-1]
    error = last["upper"] - last["percent"]
    assert (abs(last["two"] - last["density"]) < 2.5 * error) == density_fits


def test_a_lasting_new_spine_lives_longer_and_lets_the_density_grow():
    few, many = (spine_survival(FRONTAL_2021, 50, lasting) for lasting in (0, 40))
    assert np.interp(6, many.days, many.new_two) > np.interp(6, few.days, few.new_two) + 10
    assert (many.densities["two"] > few.densities["two"])[1:].all()  # two days in, the counts fix both
    assert (many.two == few.two).all()  # the old ones do not know of it


def test_spines_overlooked_feign_turnover():
    plain, careless = spine_survival(FRONTAL_2021), spine_survival(FRONTAL_2021, scoring_error_percent=3)
    assert np.interp(2, careless.days, careless.one) == pytest.approx(92, abs=0.01)
    assert careless.at(30)[0] > plain.at(30)[0] + 10
    assert careless.lifetimes_one[0] > plain.lifetimes_one[0]


@given(st.sampled_from(list(preparations())), st.integers(5, 80), st.integers(0, 100), st.floats(0, 7))
def test_survival_falls_and_two_pools_keep_at_least_as_many(name, fast, lasting, error):
    found = spine_survival(name, fast, lasting, error)
    for curve in (found.one, found.two, found.new_one, found.new_two):
        assert curve[0] == pytest.approx(100)
        assert (np.diff(curve) <= 1e-9).all()
    late = found.days >= preparations()[name].interval_days
    assert (found.two[late] >= found.one[late] - 1e-6).all()
    rates, days = preparation_rates(name, Pools.TWO, fast, lasting), preparations()[name].interval_days
    fast_new, slow_new = rates.births / rates.losses * -np.expm1(-rates.losses * days)
    if slow_new / (fast_new + slow_new) < 1 - fast / 100:  # fewer of the new ones last than of all
        plain = spine_survival(name, fast, lasting)
        assert (plain.new_two <= plain.two + 1e-6).all()


def test_no_more_is_overlooked_than_nine_tenths_of_what_was_counted():
    found = spine_survival(SKULL_GROWN, scoring_error_percent=7)
    assert found.scoring_error_percent == pytest.approx(0.9 * 4)
    assert spine_survival(FRONTAL_2021, scoring_error_percent=6).scoring_error_percent == 6
    assert "3.6% of the spines are overlooked" in drawing(survival_curves, found)[1]


def test_the_curves_at_the_points_are_those_of_old_or_of_new_spines():
    found = spine_survival(FRONTAL_2021)
    for row in found.points.itertuples():
        one, two = (found.new_one, found.new_two) if row.new else (found.one, found.two)
        assert (row.one, row.two) == (np.interp(row.days, found.days, one), np.interp(row.days, found.days, two))


def test_the_words_name_every_study_and_what_was_predicted_for_it():
    _, words = drawing(survival_curves, spine_survival(FRONTAL_2021))
    for study in ("Grutzendler 2002", "Trachtenberg 2002", "Zuo 2005", "Holtmaat 2005", "Shao 2021"):
        assert study in words
    assert "one pool 77.9%, two pools 62.0%" in words
    assert "day 5 97.7%, one pool 98.9%, two pools 99.3%" in words


@pytest.mark.parametrize("name", [FRONTAL_2021, SKULL_GROWN])
def test_every_point_has_its_mark_and_its_name(name):
    found = spine_survival(name)
    figure, _ = drawing(survival_curves, found)
    axes = figure.axes[0]
    marks = [place for line in axes.lines if line.get_marker() in ("s", "o", "D") for place in line.get_xydata()]
    places = set(zip(found.points["days"], found.points["percent"], strict=True))
    assert {(float(x), float(y)) for x, y in marks} == places
    assert len(marks) == len(places) == len(found.points)
    names = " ".join(written(axes))
    for study in found.points["study"]:
        assert study in names or study in ("Phoumthipphavong 2016", "Shao 2021")  # our own two, as 2016 and 2021


def test_the_table_below_has_a_row_for_every_mark():
    found = spine_survival(FRONTAL_2021)
    frame = every_count(found).frame
    assert list(frame["still there, %"]) == list(found.points["percent"])
    assert list(frame["spines"]) == ["new" if new else "all" for new in found.points["new"]]


def test_all_spines_of_the_same_mice_stand_beside_the_curves():
    found = spine_survival(FRONTAL_2021, 15, 45)
    counts = next(line for line in drawing(survival_curves, found)[0].axes[1].lines if line.get_marker() == "o")
    assert list(counts.get_ydata()) == list(found.densities["density"])
    low, high = counts.axes.get_ylim()
    assert low < found.densities["two"].min()
    assert found.densities["two"].max() < high
