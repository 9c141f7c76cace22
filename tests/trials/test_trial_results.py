"""Printed results of trials: read whole, told whole, and the same as in other tables."""

import pytest

from ketabrain.engine import tables
from ketabrain.topics.trials.bench_choices import Comparator, PooledQuestion, TimePoint
from ketabrain.topics.trials.trial_results import all_rows, row_named, trial_rows


def test_every_row_is_read_whole():
    table = tables.load("trial_results").set_index("id")
    assert [row.id for row in trial_rows()] == list(table.index)
    for row in trial_rows():
        printed = table.loc[row.id].dropna()
        assert (row.people, row.other_people) == (printed.get("n_treatment", 0), printed.get("n_control", 0))
        for name, counts in (("responders", row.responders), ("remitters", row.remitters)):
            assert (counts or (None, None)) == (printed.get(f"{name}_treatment"), printed.get(f"{name}_control"))
        assert (row.standardised or (None, None)) == (printed.get("smd_better"), printed.get("se_smd"))
        assert (row.difference or (None, None)) == (printed.get("points_better"), printed.get("se_points"))
        means = (printed.get("better_treatment"), printed.get("better_control"))
        assert ((row.scores.mean, row.scores.other_mean) if row.scores else (None, None)) == means


def test_the_choices_are_those_of_the_table():
    assert {row.question for row in trial_rows()} == set(PooledQuestion)
    assert {row.time_point for row in trial_rows()} == set(TimePoint)
    assert {row.comparator for row in trial_rows() if not row.refused} == set(Comparator) - {Comparator.MIXED}


def test_sizes_are_known_of_every_row_that_may_be_pooled():
    assert all(row.people and row.other_people for row in trial_rows() if not row.refused)


@pytest.mark.parametrize("question", PooledQuestion)
def test_the_table_names_every_row_and_what_was_seen(question):
    rows = all_rows(question)
    assert len(rows) == (tables.load("trial_results")["question"] == question).sum()
    assert (rows["what was seen"].ne("") | rows["why not pooled"].ne("")).all()


def test_an_unknown_row_is_refused():
    assert row_named("murrough2013a-day").people == 47
    with pytest.raises(KeyError, match="nobody"):
        row_named("nobody")


def test_other_tables_print_the_same_counts():
    """nnt_counts and relief_courses hold counts of the same trials for other questions."""
    rows = tables.load("trial_results")
    rows = rows[rows["responders_treatment"].notna()]
    compared = 0
    for count in tables.load("nnt_counts").itertuples():
        same = rows[(rows["source"] == count.source) & (rows["hours"] == count.hours)]
        same = same[same["question"].eq("depression") | count.outcome.startswith("suicidal")]
        assert same["responders_treatment"].sum() == count.drug_better, count.id
        assert same["n_treatment"].sum() == count.drug_people, count.id
        assert set(zip(same["responders_control"], same["n_control"], strict=True)) == {
            (count.control_better, count.control_people)
        }
        compared += 1
    for count in tables.load("relief_courses").query("events.notna()").itertuples():
        same = rows[(rows["source"] == count.source) & (rows["hours"] == count.hours)]
        side = "treatment" if count.role == "drug" else "control"
        if len(same):
            assert (count.events, count.n) in set(zip(same[f"responders_{side}"], same[f"n_{side}"], strict=True))
            compared += 1
    assert compared > 30
