"""Published groups: one constant rate against what is printed, in numbers, marks and words."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.engine.draw.style import LIGHT
from ketabrain.topics.relief.constant_rate import rate_interval
from ketabrain.topics.relief.draw_relapse import curves
from ketabrain.topics.relief.relapse import ALL, LAST_DAY, Basis, group_names, published_curves, published_groups
from tests.drawing import drawing
from tests.relief.marks import open_marks

GROUPS = {group.id: group for group in published_groups()}


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
    assert kept.basis is Basis.HAZARD_RATIO
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
    assert published_curves().chosen is None
    assert len(published_curves().shown) == len(GROUPS) == 8
    for name in group_names()[1:]:
        assert [group.label for group in published_curves(name).shown] == [name]
    assert group_names()[0] == ALL


def test_every_printed_median_is_a_mark_at_half():
    figure, words = drawing(curves, published_curves())
    medians = [group.median_days for group in published_curves().groups if group.median_days]
    assert sorted(open_marks(figure.axes[0], "o")) == sorted((each, 50) for each in medians)
    assert all(f"{group.label} ({group.study})" in words for group in published_curves().groups)
    assert "nobody counted them" in words
    assert "says nothing about how many respond" in words


def test_the_others_stay_behind_the_chosen_group():
    for name in group_names()[1:]:
        axes = drawing(curves, published_curves(name))[0].axes[0]
        long = [line for line in axes.lines if len(line.get_xdata()) > 50]
        assert sum(line.get_color() == LIGHT for line in long) == 7


def test_the_misfit_of_ketect_is_drawn_and_told():
    figure, words = drawing(curves, published_curves("KetECT, ketamine", 57))
    axes = figure.axes[0]
    assert open_marks(axes, "D") == [(365, 30)]
    assert open_marks(axes, "s") == [(57, 65)]
    assert open_marks(axes, "o") == [(57, 50)]
    through_share = [line for line in axes.lines if len(line.get_xdata()) > 50 and line.get_zorder() == 2]
    assert any(np.interp(365, *line.get_data()) == pytest.approx(30) for line in through_share)
    shown = " ".join(" ".join(text.get_text() for text in axes.texts).split())
    for told in (words, shown):
        assert "would be 99% by day 365; 70% is printed" in told


def test_the_narrowest_interval_is_called_so():
    words = drawing(curves, published_curves("Murrough 2013, mood", 18))[1]
    assert "95% interval of the median 11 to 31, the narrowest possible, as if all had relapsed" in words
    assert "Expected still well on days 0: 17, 30: 5" in words


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"group": "Murrough"}, "There is no choice 'Murrough'; use one of all groups, Murrough 2013, mood"),
        ({"day": 400}, "The day lies between 0 and 365; got 400."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(asked, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        published_curves(**asked)
