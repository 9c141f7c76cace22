"""How long spines last: what one rate and two pools predict, what slips feign, and the picture of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

from ketabrain.engine.errors import ModelError
from ketabrain.topics.spines.draw_survival import survival_curves
from ketabrain.topics.spines.survival import spine_survival
from ketabrain.topics.spines.turnover_rates import preparations
from tests.drawing import drawing

FRONTAL_2021, _, _, SKULL_GROWN, *_ = preparations()


def test_one_pool_fails_over_weeks_and_two_pools_mend_it():
    found = spine_survival(FRONTAL_2021)
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
    plain, careless = spine_survival(FRONTAL_2021), spine_survival(FRONTAL_2021, scoring_error_percent=3)
    assert np.interp(2, careless.days, careless.one) == pytest.approx(91.3, abs=0.01)
    assert careless.at(30)[0] > plain.at(30)[0] + 10
    assert careless.lifetimes_one[0] > plain.lifetimes_one[0]


@given(st.sampled_from(list(preparations())), st.integers(30, 80), st.floats(0, 3))
def test_survival_falls_and_two_pools_keep_at_least_as_many(name, fast, error):
    found = spine_survival(name, fast, error)
    for curve in (found.one, found.two, found.new_one, found.new_two):
        assert curve[0] == pytest.approx(100)
        assert (np.diff(curve) <= 1e-9).all()
    late = found.days >= preparations()[name].interval_days
    assert (found.two[late] >= found.one[late] - 1e-6).all()
    assert (found.new_two <= found.two + 1e-6).all()


def test_more_error_than_change_is_refused():
    with pytest.raises(ModelError, match="feign more change"):
        spine_survival(SKULL_GROWN, scoring_error_percent=5)


def test_the_curves_at_the_points_are_those_of_old_or_of_new_spines():
    found = spine_survival(FRONTAL_2021)
    for row in found.points.itertuples():
        one, two = (found.new_one, found.new_two) if row.new else (found.one, found.two)
        assert (row.one, row.two) == (np.interp(row.days, found.days, one), np.interp(row.days, found.days, two))


def test_the_words_name_every_study_and_what_was_predicted_for_it():
    _, words = drawing(survival_curves, spine_survival(FRONTAL_2021))
    for study in ("Grutzendler 2002", "Trachtenberg 2002", "Zuo 2005", "Holtmaat 2005", "Shao 2021"):
        assert study in words
    assert "one pool 76.1%, two pools 57.6%" in words


def test_every_point_has_its_number_and_its_line_in_the_list():
    found = spine_survival(FRONTAL_2021)
    figure, _ = drawing(survival_curves, found)
    axes = figure.axes[0]
    signs = [line for line in axes.lines if isinstance(line.get_marker(), Path)]
    assert len(signs) == len(found.points)
    listed = next(text.get_text() for text in axes.texts if "Grutzendler" in text.get_text())
    for number, label in enumerate(found.points["label"], start=1):
        assert f"{number}  {label}" in listed
    places = list(zip(found.points["days"], found.points["percent"], strict=True))
    assert len(places) == len(set(places))
