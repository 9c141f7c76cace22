"""What must not be pooled is refused, with its reason, and nobody is counted twice."""

from dataclasses import replace
from itertools import product

import pytest

from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import Comparator, Crossovers, PooledOutcome, PooledQuestion, TimePoint
from ketabrain.topics.trials.bench_words import reason_words
from ketabrain.topics.trials.refusals import Why
from ketabrain.topics.trials.trial_results import trial_rows


def labels(result):
    return [row.label for row in result.rows]


def reasons(result):
    return {each.label: reason_words(each) for each in result.refused}


MIXED = {"comparator": Comparator.MIXED}
RESPONSE = {"outcome": PooledOutcome.RESPONSE_RISK_RATIO, **MIXED}


def test_every_row_lands_on_the_bench_or_is_refused_with_a_reason():
    for question, outcome, time_point in product(PooledQuestion, PooledOutcome, TimePoint):
        for control in set(Comparator) - {Comparator.MIXED}:
            asked = (question, time_point, control)
            rows = [row for row in trial_rows() if (row.question, row.time_point, row.comparator) == asked]
            result = pool_trials(question, outcome, time_point, control, crossovers=Crossovers.COUNTED_IN)
            named = {*labels(result), *reasons(result), *result.trials}
            assert {row.trial for row in rows} - named <= {row.trial for row in rows if row.label in named}
            assert all(reasons(result).values())


def test_a_pooled_report_and_its_trials_are_never_together():
    counts = pool_trials(time_point=TimePoint.LATE_WEEKS, **RESPONSE)
    scores = pool_trials(time_point=TimePoint.LATE_WEEKS)
    assert "TRANSFORM-2" in labels(counts)
    assert reasons(counts)["TRANSFORM-1 and -2"] == "its trials are here already"
    assert "TRANSFORM-1 and -2" in labels(scores)
    assert reasons(scores)["TRANSFORM-2"] == "its people are in TRANSFORM-1 and -2"


@pytest.mark.parametrize(
    ("asked", "label", "reason"),
    [
        (RESPONSE, "Daly 2018, second period", "its people are the placebo group of the first period"),
        (RESPONSE, "Lapidus 2014", "crossover: everybody had both"),
        (MIXED, "PMC10810879, 2024", "crossover: everybody had both"),
        (RESPONSE, "Zarate 2006", "counts with placebo unknown"),
        ({"time_point": "3–8 weeks"}, "SUSTAIN-1", "randomised only people who were well already"),
        (
            {"time_point": "3–8 weeks", **RESPONSE},
            "Hu 2016",
            "counts people who ever responded, not a state at week 4",
        ),
        ({"time_point": "1–2 weeks", "comparator": "ECT"}, "Ghasemi 2014", "its scores unknown"),
        (
            {"time_point": "1–2 weeks", "comparator": "midazolam"},
            "Lijffijt 2022",
            "its printed per cent fits no count of its group",
        ),
        (
            {"question": "PTSD", "time_point": "3–8 weeks", **MIXED},
            "Abdallah 2022, 0.5 mg/kg",
            "not significant; no numbers printed in the abstract",
        ),
        (
            {"question": "anxiety", "time_point": "1–2 weeks", **MIXED},
            "Taylor 2018, own rating",
            "the same people again, by their own rating",
        ),
    ],
)
def test_what_must_not_be_pooled_is_refused(asked, label, reason):
    assert reasons(pool_trials(**asked))[label] == reason


def test_crossovers_come_in_only_when_asked_for():
    counted = {"crossovers": Crossovers.COUNTED_IN, "comparator": "saline"}
    assert labels(pool_trials(comparator="saline")) == []
    assert labels(pool_trials(**counted)) == ["Lapidus 2014", "PMC10810879, 2024"]
    standardised = pool_trials(outcome=PooledOutcome.SCORE_SMD, **counted)
    assert labels(standardised) == ["PMC10810879, 2024", "Price 2022"]
    assert reasons(standardised)["Lapidus 2014"] == "no scores with a spread"


def test_a_trial_in_which_nobody_had_the_outcome_holds_no_ratio(monkeypatch):
    """No trial of the table is so; one of 40 and 40 people is made so."""
    rows = [
        replace(row, responders=(0, 0)) if row.trial == "Grunebaum 2018" and row.responders else row
        for row in trial_rows()
    ]
    monkeypatch.setattr("ketabrain.topics.trials.bench.trial_rows", lambda: rows)
    asked = {"question": "suicidal thoughts", "comparator": "midazolam"}
    ratio = pool_trials(outcome="response, risk ratio", **asked)
    assert reasons(ratio)["Grunebaum 2018"] == "nobody had it in either group: no ratio"
    assert ratio.trials == ("Price 2014",)
    difference = pool_trials(outcome="response, risk difference", **asked)
    assert len(difference.trials) == 2
    assert difference.kept[0].shown.value == 0
    assert difference.kept[0].effect.se > 0


def test_a_trial_is_refused_for_a_missing_outcome_only_if_nothing_else_is_wrong_with_it():
    result = pool_trials(outcome=PooledOutcome.REMISSION_RISK_RATIO, **MIXED)
    why = {each.label: each.why for each in result.refused}
    assert why["Zarate 2006"] is Why.BY_TABLE
    assert Why.NO_REMISSION in why.values()
    assert not {each.label for each in result.refused} & set(labels(result))
