"""What must not be pooled is refused, with its reason, and nobody is counted twice."""

from itertools import product

import pytest

from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import Crossovers, PooledOutcome, PooledQuestion, TimePoint
from ketabrain.topics.trials.draw_bench import reason_words
from ketabrain.topics.trials.refusals import Why
from ketabrain.topics.trials.trial_results import trial_rows

MADRS = PooledOutcome.SCORE_MADRS


def labels(result):
    return [trial.label for trial in result.trials]


def reasons(result):
    return {each.label: reason_words(each) for each in result.refused}


def test_every_row_lands_on_the_bench_or_is_refused_with_a_reason():
    for question, outcome, time_point in product(PooledQuestion, PooledOutcome, TimePoint):
        rows = [row for row in trial_rows() if (row.question, row.time_point) == (question, time_point)]
        result = pool_trials(question, outcome, time_point, crossovers=Crossovers.COUNTED_IN)
        named = {*labels(result), *reasons(result)}
        assert {row.trial for row in rows} - named <= {row.trial for row in rows if row.label in named}
        assert all(reasons(result).values())


def test_a_pooled_report_and_its_trials_are_never_together():
    counts = pool_trials(time_point=TimePoint.LATE_WEEKS)
    scores = pool_trials(outcome=MADRS, time_point=TimePoint.LATE_WEEKS)
    assert "TRANSFORM-2" in labels(counts)
    assert reasons(counts)["TRANSFORM-1 and -2"] == "its trials are here already"
    assert "TRANSFORM-1 and -2" in labels(scores)
    assert reasons(scores)["TRANSFORM-2"] == "its people are in TRANSFORM-1 and -2"


@pytest.mark.parametrize(
    ("asked", "label", "reason"),
    [
        ({}, "Daly 2018, second period", "its people are the placebo group of the first period"),
        ({}, "Lapidus 2014", "crossover: everybody had both"),
        ({}, "Zarate 2006", "counts with placebo were not to be seen"),
        ({"time_point": "3–8 weeks"}, "SUSTAIN-1", "randomised only people who were well already"),
        ({"time_point": "3–8 weeks"}, "Hu 2016", "counts people who ever responded, not a state at week 4"),
        (
            {"question": "PTSD", "time_point": "3–8 weeks"},
            "Abdallah 2022, 0.5 mg/kg",
            "not significant; no numbers printed in the abstract",
        ),
        (
            {"question": "anxiety", "time_point": "1–2 weeks"},
            "Taylor 2018, own rating",
            "the same people again, by their own rating",
        ),
    ],
)
def test_what_must_not_be_pooled_is_refused(asked, label, reason):
    assert reasons(pool_trials(**asked))[label] == reason


def test_crossovers_come_in_only_when_asked_for():
    assert "Lapidus 2014" in labels(pool_trials(crossovers=Crossovers.COUNTED_IN))
    assert "Lapidus 2014" in labels(pool_trials(outcome=MADRS, crossovers=Crossovers.COUNTED_IN))
    standardised = pool_trials(outcome=PooledOutcome.SCORE_SMD, crossovers=Crossovers.COUNTED_IN)
    assert reasons(standardised)["Lapidus 2014"] == "no scores with a spread"


def test_a_trial_is_refused_for_a_missing_outcome_only_if_nothing_else_is_wrong_with_it():
    result = pool_trials(outcome=PooledOutcome.REMISSION_RISK_RATIO)
    why = {each.label: each.why for each in result.refused}
    assert why["Zarate 2006"] is Why.BY_TABLE
    assert Why.NO_REMISSION in why.values()
    assert not {each.label for each in result.refused} & set(labels(result))
