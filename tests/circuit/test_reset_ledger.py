"""The ledger: demands only ever take studies away, and little of a "reset" outlives them."""

from itertools import pairwise, product

import pytest

from ketabrain.topics.circuit.reset_ledger import CONTROLS, PLACEBO, REPLICATION, reset_ledger

STRICT = ("with placebo", "with controls", "no failed repeat")


def test_nothing_asked_keeps_every_row():
    ledger = reset_ledger()
    assert len(ledger.kept) == len(ledger.rows)


@pytest.mark.parametrize("demands", list(product(PLACEBO, CONTROLS, REPLICATION)))
def test_another_demand_never_adds_a_study(demands):
    kept = set(reset_ledger(*demands).kept["id"])
    for place, strict in enumerate(STRICT):
        stricter = tuple(strict if i == place else demand for i, demand in enumerate(demands))
        assert set(reset_ledger(*stricter).kept["id"]) <= kept
    assert set(reset_ledger(*demands, day=1).kept["id"]) <= kept


def test_a_later_day_never_adds_a_study():
    kept = [set(reset_ledger(day=day).kept["id"]) for day in range(1, 15)]
    assert all(later <= earlier for earlier, later in pairwise(kept))


def test_the_best_known_result_falls_to_its_failed_repeat():
    assert "abdallah2017gbc-global" in set(reset_ledger().towards["id"])
    assert "abdallah2017gbc-global" not in set(reset_ledger(replication="no failed repeat").kept["id"])


def test_the_one_failed_repeat_states_no_placebo_and_the_failed_try_stays():
    """The legend of the control in lesson 05 says both."""
    rows = reset_ledger().rows
    failed = rows[rows["replication"] == "failed"]
    assert list(failed["placebo"]) == ["not stated"]
    kept = reset_ledger(replication="no failed repeat").kept
    assert set(rows["id"]) - set(kept["id"]) == set(failed["id"])
    tried = kept[kept["source"].isin(failed["replication_source"])]
    assert list(tried["direction"]) == ["no change"]


def test_what_is_not_stated_meets_no_demand():
    left = reset_ledger(placebo="with placebo", controls="with controls").kept
    assert not {"none", "not stated"} & set(left["placebo"])
    assert set(left["has_controls"]) == {"yes"}


def test_few_meet_all_demands_and_fewer_moved_towards_controls():
    ledger = reset_ledger(*STRICT)
    assert len(ledger.kept) < len(ledger.rows) / 2
    assert "evans2018dmn-insula" in set(ledger.towards["id"])
    assert "kraus2020-global" in set(ledger.kept["id"]) - set(ledger.towards["id"])


def test_the_change_that_was_followed_is_gone_by_day_10():
    def state(day):
        return reset_ledger(day=day).rows.set_index("id").loc["evans2018dmn-insula", "at_day"]

    assert [state(day) for day in (2, 3, 9, 10, 14)] == ["seen", "not looked", "not looked", "gone", "gone"]
    assert reset_ledger(*STRICT, day=10).kept.empty


def test_a_null_result_and_an_unknown_day_are_never_seen_late():
    rows = reset_ledger(day=1).rows.set_index("id")
    assert rows.loc["kraus2020-global", "at_day"] == "no change"
    assert rows.loc["nugent2020-waves", "at_day"] == "day not stated"
    assert not rows.loc[["kraus2020-global", "nugent2020-waves"], "meets"].any()


def test_towards_controls_needs_controls():
    rows = reset_ledger().rows
    compared = rows["direction"].isin(["towards controls", "away from controls"])
    assert not (rows.loc[compared, "has_controls"] == "no").any()
    assert ((rows["replication"] == "failed") == (rows["replication_source"] != "")).all()


def test_the_table_tells_how_each_study_was_done():
    table = reset_ledger(*STRICT).table
    assert (table[["study", "measure", "design", "what was found"]] != "").all(axis=None)
    assert len(table) == len(reset_ledger().rows)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"placebo": "saline"}, "no demand 'saline'"), ({"day": -1}, "negative"), ({"day": float("nan")}, "negative")],
)
def test_a_wrong_demand_is_refused(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        reset_ledger(**wrong)
