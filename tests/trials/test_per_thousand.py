"""The bench in people: the share without the drug from the controls, the effect from the bench, a given certainty."""

import pytest

from ketabrain.engine.stats.proportions import wilson
from ketabrain.topics.rating.grade import our_certainties
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import SharedControl
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench
from ketabrain.topics.trials.per_thousand import per_thousand, summary_of_findings

WEEKS = {"outcome": "response, risk ratio", "time_point": "3–8 weeks"}


def test_by_hand():
    """TRANSFORM-1, -2 and -3: 42 of 108, 52 of 100 and 8 of 60 responded without the drug."""
    result = pool_trials(**WEEKS)
    found = per_thousand(result)
    assert found.without.value == pytest.approx(1000 * 102 / 268)
    assert (found.without.low, found.without.high) == pytest.approx([1000 * end for end in wilson(102, 268)])
    assert found.with_drug.low == pytest.approx(found.without.value * result.all_together.low)


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
    anxiety = summary_of_findings(our_certainties()).query("question == 'anxiety, 1–2 weeks'")
    assert anxiety["better with, of 1000"].item().startswith("500 (")


def test_scores_count_no_people():
    assert per_thousand(pool_trials()) is None


def test_the_summary_holds_every_rated_question():
    rows = summary_of_findings(our_certainties())
    assert {row.split(",")[0] for row in rows["question"]} == {"depression", "suicidal thoughts", "PTSD", "anxiety"}
    rated = rows.set_index(["question", "against"])["certainty"]
    assert rated["PTSD, 1–2 weeks", "midazolam"] == "very low"
    assert rated["depression, 3–8 weeks", "placebo spray"] == "low"


def test_the_line_of_each_question_with_the_most_trials_comes_first():
    rows = summary_of_findings(our_certainties())
    trials = rows["trials"].str.split().str[0].astype(int)
    assert [f"{row.question}: {number}" for row, number in zip(rows.itertuples(), trials, strict=True)][:5] == [
        "depression, 1 day: 2", "depression, 3–8 weeks: 3", "suicidal thoughts, 1 day: 2", "PTSD, 1–2 weeks: 2",
        "anxiety, 1–2 weeks: 1",
    ]  # fmt: skip


def test_only_placebos_are_rated_and_one_kind_at_a_time():
    against = summary_of_findings(our_certainties())["against"]
    assert not {"ECT", "another drug", "unlike placebos, mixed"} & {*against}


def test_every_rated_question_needs_its_certainty():
    with pytest.raises(KeyError, match="PTSD"):
        summary_of_findings({key: each for key, each in our_certainties().items() if key != "PTSD"})
