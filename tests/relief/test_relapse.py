"""Published groups: one constant rate against what is printed, in numbers, marks and words."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from ketabrain.engine import tables
from ketabrain.engine.draw.style import LIGHT
from ketabrain.topics.relief.constant_rate import rate_interval
from ketabrain.topics.relief.draw_relapse import curves, places_of_groups
from ketabrain.topics.relief.relapse import ALL, expected_rows, group_names, published_curves, published_groups
from tests.drawing import drawing
from tests.engine.draw.written import heading, written
from tests.relief.marks import open_marks

GROUPS = {group.id: group for group in published_groups()}


def test_the_printed_numbers():
    medians = {name: group.curve_median for name, group in GROUPS.items()}
    assert medians == pytest.approx({
        "murrough2013b": 18,
        "albott2018-depression": 20,
        "albott2018-ptsd": 41,
        "feder2021": 27.5,
        "ekstrand2022-ketamine": 57,
        "ekstrand2022-ect": 61,
    })  # fmt: skip


def test_a_withdrawal_trial_does_not_share_the_axes_of_those_who_just_got_better():
    assert not [group for group in published_groups() if group.study == "SUSTAIN-1"]
    assert "SUSTAIN-1" in set(tables.load("relapses")["study"])
    assert "SUSTAIN" not in drawing(curves, published_curves())[1]


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


def test_unknown_relapses_give_the_narrowest_interval():
    group = GROUPS["murrough2013b"]
    assert (group.low, group.high) == rate_interval(group.rate, 17)
    fewer = rate_interval(group.rate, 12)
    assert fewer[0] < group.low < group.high < fewer[1]


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
    assert len(published_curves().shown) == len(GROUPS) == 6
    for name in group_names()[1:]:
        assert [group.label for group in published_curves(name).shown] == [name]
    assert group_names()[0] == ALL


def marks(figure, panel, marker):
    """Days and per cent at which open marks of a shape stand in a panel."""
    found = []
    for x, y in open_marks(figure.axes[0], marker):
        day, share = (x - panel.left) * 365 / panel.width, (panel.bottom - y) * 100 / panel.height
        if -1 <= day <= 366 and -1 <= share <= 101:
            found.append((round(day, 2), round(share, 2)))
    return found


@pytest.mark.parametrize("name", group_names())
def test_every_printed_median_is_a_mark_at_half_in_its_panel(name):
    result = published_curves(name)
    figure, words = drawing(curves, result)
    for group in result.groups:
        assert (round(group.curve_median, 2), 50) in marks(figure, places_of_groups(result)[group.label], "o")
    assert "nobody counted them" in words
    if name == ALL:
        assert all(f"{group.label} ({group.study})" in words for group in result.groups)


def test_the_others_stay_behind_the_chosen_group():
    for name in group_names()[1:]:
        figure, _ = drawing(curves, published_curves(name))
        lines = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)]
        (behind,) = [each for each in lines if len(each.get_segments()) == 5]
        assert to_hex(behind.get_colors()[0]).upper() == LIGHT


def test_the_misfit_of_ketect_is_drawn_and_told():
    result = published_curves("KetECT, ketamine", 57)
    figure, words = drawing(curves, result)
    panel = places_of_groups(result)["KetECT, ketamine"]
    assert marks(figure, panel, "D") == [(365, 30)]
    assert marks(figure, panel, "s") == [(57, 65)]
    assert (57, 50) in marks(figure, panel, "o")
    (through_share,) = [line for line in figure.axes[0].lines if line.get_linestyle() == ":"]
    assert through_share.get_xydata()[-1] == pytest.approx(panel.line([365], [30])[0])
    assert "one rate through it" in written(figure.axes[0])  # names the dotted curve
    assert heading(figure)[0] == "KetECT, ketamine: one rate expects 99% relapsed, 70% is printed"
    assert "would be 99% by day 365; 70% is printed" in words


def test_the_table_holds_who_is_shown_and_no_number_where_none_is_printed():
    table = expected_rows(published_curves()).frame
    assert list(table["Group"]) == list(group_names()[1:])
    assert table.loc[0, ["People", "Day 0", "Day 30"]].tolist() == ["17", "17", "5"]
    assert set(table.loc[table["People"] == "not printed", "Day 30"]) == {"not printed"}
    assert "would be 99% by day 365; 70% is printed" in table["What else was printed"][4]
    assert len(expected_rows(published_curves("KetECT, ECT")).frame) == 1


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
