"""The bench in people: the share without the drug from the controls, the effect from the bench, our own certainty."""

import pytest

from ketabrain.engine.stats.proportions import wilson
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import SharedControl
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench
from ketabrain.topics.trials.grade import Certainty
from ketabrain.topics.trials.per_thousand import per_thousand, summary_of_findings

WEEKS = {"outcome": "response, risk ratio", "time_point": "3–8 weeks"}


def test_by_hand():
    """TRANSFORM-1, -2 and -3: 42 of 108, 52 of 100 and 8 of 60 responded without the drug."""
    result = pool_trials(**WEEKS)
    found = per_thousand(result)
    assert found.without.value == pytest.approx(1000 * 102 / 268)
    assert (found.without.low, found.without.high) == pytest.approx([1000 * end for end in wilson(102, 268)])
    assert found.with_drug.low == pytest.approx(found.without.value * result.all_together.low)
    assert found.certainty is Certainty.LOW


def test_a_shared_control_counts_once():
    merged, apart = (per_thousand(pool_trials(**WEEKS, doses=doses)) for doses in SharedControl)
    assert merged.without == apart.without


@pytest.mark.parametrize("measure", ["risk ratio", "odds ratio", "risk difference"])
def test_every_measure_gives_back_the_shares_of_a_single_trial(measure):
    found = per_thousand(pool_trials(outcome=f"response, {measure}", comparator="midazolam"))
    assert (found.without.value, found.with_drug.value) == pytest.approx((1000 * 7 / 25, 1000 * 30 / 47))


def test_people_stay_between_none_and_all():
    for found in filter(None, (per_thousand(on_the_bench(setting)) for setting in bench_settings())):
        for each in (found.without, found.with_drug):
            assert 0 <= each.low <= each.value + 1e-9 <= each.high + 1e-9 <= 1000 + 1e-9


def test_no_multiple_of_none_is_anybody():
    """4 of 8 and 0 of 7: a ratio would leave the drug's people at none, the difference gives back its share."""
    ratio, difference = (
        per_thousand(pool_trials("anxiety", f"response, {measure}", "1–2 weeks", "saline"))
        for measure in ("risk ratio", "risk difference")
    )
    assert ratio is None
    assert (difference.without.value, difference.with_drug.value) == (0, 500)
    anxiety = summary_of_findings().query("question == 'anxiety, 1–2 weeks'")
    assert anxiety["better with, of 1000"].item().startswith("500 (")


def test_scores_count_no_people_and_only_placebos_are_rated():
    assert per_thousand(pool_trials()) is None
    assert per_thousand(pool_trials(**WEEKS, comparator="ECT")).sure == "not rated"
    assert per_thousand(pool_trials("PTSD", "response, risk ratio", "1–2 weeks", "midazolam")).sure == "very low"


def test_the_summary_holds_every_rated_question():
    rows = summary_of_findings()
    assert {row.split(",")[0] for row in rows["question"]} == {"depression", "suicidal thoughts", "PTSD", "anxiety"}
    assert "not rated" not in set(rows["certainty"])
