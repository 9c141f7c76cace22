"""Measured courses of spines: published values, and what they say about saline and drug."""

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.topics.spines.courses import ImagingStudy, SpineMeasure, every_session, saline_and_drug
from ketabrain.topics.spines.draw_courses import measured
from tests.drawing import drawing


def test_in_2016_saline_falls_and_ketamine_stays_nearer_to_its_start():
    found = saline_and_drug(ImagingStudy.KETAMINE_2016, "density")
    assert found.days == [-3, -1, 1, 3, 5]
    assert list(found.saline["percent"]) == [0.0, -9.5, -14.7, -18.4, -24.8]
    assert list(found.treated["percent"]) == [0.0, -9.2, -7.7, -2.5, -6.0]
    assert (found.treated["percent"] <= 0).all()
    gap, error = found.difference(1)
    assert gap == pytest.approx(7.0)
    assert error == pytest.approx((1.7**2 + 4.0**2) ** 0.5)


def test_in_2021_saline_hardly_moves_and_psilocybin_rises():
    found = saline_and_drug(ImagingStudy.PSILOCYBIN_2021, "density")
    assert found.saline["percent"].min() == -3.5
    assert found.treated["percent"].iloc[-1] == 10.6


def test_the_two_groups_of_2016_differed_before_any_injection():
    gap, error = saline_and_drug(ImagingStudy.KETAMINE_2016, "formation").difference(-1)
    assert gap == pytest.approx(5.0)
    assert gap > 3 * error
    same, same_error = saline_and_drug(ImagingStudy.PSILOCYBIN_2021, "formation").difference(-1)
    assert abs(same) < same_error


def test_the_long_arm_rests_on_a_handful_of_mice():
    found = saline_and_drug(ImagingStudy.KETAMINE_2016, "density")
    assert list(found.saline["mice"]) == [8, 8, 8, 2, 2]
    assert list(found.treated["mice"]) == [8, 8, 8, 3, 2]


@pytest.mark.parametrize("study", ImagingStudy)
@pytest.mark.parametrize("measure", SpineMeasure)
def test_saline_and_drug_were_counted_on_the_same_days_and_with_a_spread(study, measure):
    found = saline_and_drug(study, measure)
    assert found.days == [int(day) for day in found.treated["day"]]
    for rows in (found.saline, found.treated):
        assert ((rows["lower"] <= rows["percent"]) & (rows["percent"] <= rows["upper"])).all()
        assert set(rows["access"]) == {"computed"}


@pytest.mark.parametrize(("rate", "group"), [("frontal-2021", "2021-saline"), ("frontal-2016", "2016-saline")])
@pytest.mark.parametrize("measure", ["formation", "loss"])
def test_the_rates_of_saline_mice_are_those_of_all_their_sessions(rate, group, measure):
    rates, rows = tables.load("spine_rates").set_index("id"), tables.load("spine_courses")
    sessions = rows[rows["id"].str.startswith(f"frontal-{group}-{measure}-")]
    assert len(sessions) == 4
    mean = np.average(sessions["percent"], weights=sessions["dendrites"])
    assert rates.at[rate, f"{measure}_percent"] == pytest.approx(mean, abs=0.051)
    ends = rates.at[rate, f"{measure}_lower"], rates.at[rate, f"{measure}_upper"]
    assert ends == (sessions["percent"].min(), sessions["percent"].max())
    assert rates.at[rate, "spread"] == "sessions"


def test_rates_before_the_drug_are_those_of_its_first_session():
    rates, rows = tables.load("spine_rates").set_index("id"), tables.load("spine_courses").set_index("id")
    for measure in ("formation", "loss"):
        first = rows.at[f"frontal-2016-ketamine-{measure}-m1", "percent"]
        assert rates.at["frontal-2016-ketamine", f"{measure}_percent"] == first


def test_unknown_studies_and_measures_and_days_are_refused():
    with pytest.raises(ValueError, match="no choice '1999'"):
        saline_and_drug("1999")
    with pytest.raises(ValueError, match="no choice 'length'"):
        saline_and_drug(ImagingStudy.KETAMINE_2016, "length")
    with pytest.raises(KeyError):
        saline_and_drug().difference(100)


def test_the_words_carry_mice_and_what_is_read_from_them():
    _, words = drawing(measured, saline_and_drug())
    assert "day 5 −24.8% (standard error 2.5, 25 dendrites, 2 mice)" in words
    assert "less loss of density, not growth" in words


def test_saline_and_drug_have_other_marks_of_one_size():
    figure, _ = drawing(measured, saline_and_drug())
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("s", "^")]
    assert len({line.get_marker() for line in marks}) == 2
    assert len({line.get_markersize() for line in marks}) == 1


def test_the_table_below_tells_how_many_stand_behind_every_session():
    frame = every_session(saline_and_drug()).frame
    last = frame[(frame["group"] == "saline") & (frame["day"] == 5)].iloc[0]
    assert (last["density, %"], last["standard error"], last["branches"], last["mice"]) == (-24.8, 2.5, 25, 2)
