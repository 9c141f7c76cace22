"""The workbench refuses what must not be pooled, counts nobody twice, and agrees with what was published."""

from itertools import product

import pytest

from ketabrain.engine import tables
from ketabrain.engine.stats.pooling import INTERVALS, MODELS, shown
from ketabrain.topics.trials.bench import (
    COMPARATORS,
    CROSSOVERS,
    DOSES,
    MOST,
    OUTCOMES,
    QUESTIONS,
    TIME_POINTS,
    all_rows,
    bench,
)


def labels(result):
    return [trial.label for trial in result.trials]


def reasons(result):
    return {each.label: each.reason for each in result.refused}


def test_every_row_lands_on_the_bench_or_is_refused_with_a_reason():
    for question, outcome, time_point in product(QUESTIONS, OUTCOMES, TIME_POINTS):
        rows = tables.load("trial_results")
        rows = rows[(rows["question"] == question) & (rows["time_point"] == time_point)]
        result = bench(question, outcome, time_point, crossovers=CROSSOVERS[1])
        named = {*labels(result), *reasons(result)}
        assert set(rows["trial"]) - named <= set(rows[rows["label"].isin(named)]["trial"])
        assert all(reasons(result).values())


def test_a_shared_control_group_is_split_and_never_counted_twice():
    result = bench(time_point="3–8 weeks")
    first = [trial for trial in result.trials if trial.label.startswith("TRANSFORM-1,")]
    assert [trial.people for trial in first] == [111, 98]
    assert sum(trial.control_people for trial in first) == 108
    merged = bench(time_point="3–8 weeks", doses=DOSES[1])
    (one,) = [trial for trial in merged.trials if trial.label == "TRANSFORM-1, 2 doses"]
    assert (one.people, one.control_people) == (209, 108)
    assert shown(one.effect.value, "risk ratio") == pytest.approx(112 / 209 * 108 / 42)


def test_merged_doses_keep_their_scores():
    (one,) = [
        trial
        for trial in bench(outcome="score, MADRS points", time_point="3–8 weeks", doses=DOSES[1]).trials
        if trial.label.startswith("Takahashi")
    ]
    mean = (39 * 15.2 + 34 * 14.5 + 39 * 15.1) / 112
    assert one.effect.value == pytest.approx(mean - 15.3)


def test_a_pooled_report_and_its_trials_are_never_together():
    counts, scores = bench(time_point="3–8 weeks"), bench(outcome="score, MADRS points", time_point="3–8 weeks")
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
    assert reasons(bench(**asked))[label] == reason


def test_crossovers_come_in_only_when_asked_for():
    assert "Lapidus 2014" in labels(bench(crossovers=CROSSOVERS[1]))
    assert "Lapidus 2014" in labels(bench(outcome="score, MADRS points", crossovers=CROSSOVERS[1]))
    standardised = bench(outcome="score, standardised (SMD)", crossovers=CROSSOVERS[1])
    assert reasons(standardised)["Lapidus 2014"] == "no scores with a spread"


def test_published_figures_come_out_again():
    """64% against 28% is a risk ratio of about 2.3 and an odds ratio of about 4.5, not the 2.18 that was printed."""
    for outcome, value in (("response, risk ratio", 2.3), ("response, odds ratio", 4.5)):
        (murrough,) = bench(outcome=outcome, comparator="midazolam").trials
        assert shown(murrough.effect.value, outcome.split(", ")[1]) == pytest.approx(value, abs=0.05)
    rows = {trial.label: trial for trial in bench(outcome="score, MADRS points").trials}
    assert (rows["Fu 2020"].effect.value, rows["Fu 2020"].effect.se) == (3.8, 1.39)
    assert rows["Lii 2023"].effect.value == pytest.approx(-1.1)


def test_pooled_effects_overlap_with_published_poolings():
    """Bahji 2022: any ketamine, response 2.14 (1.72 to 2.66); An 2021: day 28, 4.09 points (2.18 to 6.0)."""
    ours = bench().pooled
    assert shown(ours.low, "risk ratio") < 2.66
    assert shown(ours.high, "risk ratio") > 1.72
    weeks = bench(outcome="score, MADRS points", time_point="3–8 weeks", comparator="placebo spray").pooled
    assert weeks.low < 6.0
    assert weeks.high > 2.18


def test_the_diamond_moves_when_decisions_change():
    split, merged = bench(interval=INTERVALS[1]).pooled, bench(interval=INTERVALS[1], doses=DOSES[1]).pooled
    assert shown(split.low, "risk ratio") > 1 > shown(merged.low, "risk ratio")
    assert bench(model=MODELS[2]).pooled.prediction is None


def test_leaving_one_out_takes_exactly_that_trial_away():
    everything = bench()
    for number, gone in enumerate(everything.trials, 1):
        result = bench(leave_out=number)
        assert result.left_out.label == gone.label
        assert labels(result) == [label for label in labels(everything) if label != gone.label]
    beyond = bench(leave_out=MOST)
    assert beyond.left_out is None
    assert beyond.pooled.estimate == everything.pooled.estimate


def test_nothing_is_pooled_from_one_trial_or_none():
    assert bench("PTSD", time_point="1–2 weeks").pooled is None
    assert len(bench("PTSD", time_point="1–2 weeks").trials) == 1
    assert bench("anxiety", time_point="1 day").trials == ()


def test_the_bench_knows_when_any_trial_looked():
    for question, comparator in product(QUESTIONS, COMPARATORS):
        looked = bench(question, comparator=comparator).looked
        for point in TIME_POINTS:
            found = bench(question, time_point=point, comparator=comparator)
            assert bool(found.trials or found.refused) == (point in looked)


def test_every_choice_is_answered():
    for question, outcome, time_point, comparator in product(QUESTIONS, OUTCOMES, TIME_POINTS, COMPARATORS):
        result = bench(question, outcome, time_point, comparator)
        assert (result.pooled is None) == (len(result.trials) < 2)
        assert len(result.trials) <= MOST


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_table_names_every_row_and_what_was_seen(question):
    rows = all_rows(question)
    assert len(rows) == (tables.load("trial_results")["question"] == question).sum()
    assert (rows["what was seen"].ne("") | rows["why not pooled"].ne("")).all()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"question": "sleep"}, "There is no choice 'sleep'"),
        ({"doses": "drop"}, "There is no choice 'drop'"),
        ({"leave_out": MOST + 1}, "Leave out a trial by its number, 0 to 12; got 13"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        bench(**asked)


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
