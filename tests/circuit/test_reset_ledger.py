"""The ledger: demands only ever take studies away, little of a "reset" outlives them, and the rest is struck."""

from itertools import pairwise, product

import pytest
from matplotlib.colors import to_hex

from ketabrain.engine.draw.style import GREY, ink
from ketabrain.topics.circuit.draw_reset_ledger import demands_and_results
from ketabrain.topics.circuit.reset_ledger import (
    ControlsDemand,
    PlaceboDemand,
    ReplicationDemand,
    demands_table,
    sift_results,
)
from tests.drawing import drawing
from tests.engine.draw.written import draws_words, written

STRICT = (PlaceboDemand.WITH_PLACEBO, ControlsDemand.WITH_CONTROLS, ReplicationDemand.NO_FAILED_REPEAT)


def test_nothing_asked_keeps_every_row():
    ledger = sift_results()
    assert len(ledger.kept) == len(ledger.rows)


@pytest.mark.parametrize("demands", list(product(PlaceboDemand, ControlsDemand, ReplicationDemand)))
def test_another_demand_never_adds_a_study(demands):
    kept = set(sift_results(*demands).kept["id"])
    for place, strict in enumerate(STRICT):
        stricter = tuple(strict if i == place else demand for i, demand in enumerate(demands))
        assert set(sift_results(*stricter).kept["id"]) <= kept
    assert set(sift_results(*demands, day=1).kept["id"]) <= kept


def test_a_later_day_never_adds_a_study():
    kept = [set(sift_results(day=day).kept["id"]) for day in range(1, 15)]
    assert all(later <= earlier for earlier, later in pairwise(kept))


def test_the_best_known_result_falls_to_its_failed_repeat():
    assert "abdallah2017gbc-global" in set(sift_results().towards["id"])
    assert "abdallah2017gbc-global" not in set(sift_results(replication=ReplicationDemand.NO_FAILED_REPEAT).kept["id"])


def test_the_one_failed_repeat_states_no_placebo_and_the_failed_try_stays():
    """The legend of the control in lesson 05 says both."""
    rows = sift_results().rows
    failed = rows[rows["replication"] == "failed"]
    assert list(failed["placebo"]) == ["not stated"]
    kept = sift_results(replication=ReplicationDemand.NO_FAILED_REPEAT).kept
    assert set(rows["id"]) - set(kept["id"]) == set(failed["id"])
    tried = kept[kept["source"].isin(failed["replication_source"])]
    assert list(tried["direction"]) == ["no change"]


def test_what_is_not_stated_meets_no_demand():
    left = sift_results(placebo=PlaceboDemand.WITH_PLACEBO, controls=ControlsDemand.WITH_CONTROLS).kept
    assert not {"none", "not stated"} & set(left["placebo"])
    assert set(left["has_controls"]) == {"yes"}


def test_few_meet_all_demands_and_fewer_moved_towards_controls():
    ledger = sift_results(*STRICT)
    assert len(ledger.kept) < len(ledger.rows) / 2
    assert "evans2018dmn-insula" in set(ledger.towards["id"])
    assert "kraus2020-global" in set(ledger.kept["id"]) - set(ledger.towards["id"])


def test_the_change_that_was_followed_is_gone_by_day_10():
    def state(day):
        return sift_results(day=day).rows.set_index("id").loc["evans2018dmn-insula", "at_day"]

    assert [state(day) for day in (2, 3, 9, 10, 14)] == ["seen", "not looked", "not looked", "gone", "gone"]
    assert sift_results(*STRICT, day=10).kept.empty


def test_a_null_result_and_an_unknown_day_are_never_seen_late():
    rows = sift_results(day=1).rows.set_index("id")
    assert rows.loc["kraus2020-global", "at_day"] == "no change"
    assert rows.loc["nugent2020-waves", "at_day"] == "day not stated"
    assert not rows.loc[["kraus2020-global", "nugent2020-waves"], "meets"].any()


def test_towards_controls_needs_controls():
    rows = sift_results().rows
    compared = rows["direction"].isin(["towards controls", "away from controls"])
    assert not (rows.loc[compared, "has_controls"] == "no").any()
    assert ((rows["replication"] == "failed") == (rows["replication_source"] != "")).all()


def test_the_table_tells_how_each_study_was_done():
    table = sift_results(*STRICT).table
    assert (table[["study", "measure", "design", "what was found"]] != "").all(axis=None)
    assert len(table) == len(sift_results().rows)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"placebo": "saline"}, "no choice 'saline'"), ({"day": -1}, "negative"), ({"day": float("nan")}, "negative")],
)
def test_a_wrong_demand_is_refused(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        sift_results(**wrong)


def bands(figure):
    """How many rows are shaded."""
    return len(figure.axes[0].patches)


@pytest.mark.parametrize("demands", [(), STRICT, (*STRICT, 2), (*STRICT, 14)])
def test_rows_that_fail_are_grey_and_the_others_are_shaded(demands):
    ledger = sift_results(*demands)
    figure, words = drawing(demands_and_results, ledger)
    assert bands(figure) == len(ledger.kept)
    grey = [
        name
        for names in figure.axes[0].collections
        if draws_words(names) and to_hex(names.get_facecolor()[0]) == ink(GREY).lower()
        for name in names.get_gid().split("\n")
    ]
    assert len([name for name in grey if name != "moved"]) == len(ledger.rows) - len(ledger.kept)
    assert f"{len(ledger.kept)} of {len(ledger.rows)} results are left" in words
    assert f"of these {len(ledger.towards)} moved towards controls" in words


@pytest.mark.parametrize("day", [0, 3, 14])
def test_every_result_has_one_mark_and_one_without_a_day_stands_before_the_axis(day):
    ledger = sift_results(day=day)
    figure, _ = drawing(demands_and_results, ledger)
    shown = [line for line in figure.axes[0].lines if line.get_marker() in ("^", "v", "o", "s")]
    xs = [x for line in shown for x in line.get_xdata()]
    assert len(xs) == len(ledger.rows)
    assert sum(x < 0 for x in xs) == ledger.rows["measured_day"].isna().sum()


def test_the_only_known_day_of_return_is_drawn_and_told():
    figure, words = drawing(demands_and_results, sift_results(*STRICT, 10))
    gone = next(line for line in figure.axes[0].lines if line.get_marker() == "X")
    assert list(gone.get_xdata()) == [10]
    assert "gone: Evans et al., 2018 (by day 10)" in words


def test_every_direction_is_named_once_where_its_rows_begin():
    figure, _ = drawing(demands_and_results, sift_results())
    words = written(figure.axes[0])
    assert [words.count(word) for word in ("towards", "away", "no change", "other")] == [1, 1, 1, 1]


def test_the_table_below_holds_every_result_against_every_demand():
    ledger = sift_results(*STRICT, 2)
    frame = demands_table(ledger).frame
    assert len(frame) == len(ledger.rows)
    assert (frame["meets what you ask"] == "yes").sum() == len(ledger.kept)
    assert "on day 2 or later" in frame
    assert not frame.isin(["", "nan"]).any(axis=None)
    assert not frame.isna().any(axis=None)
