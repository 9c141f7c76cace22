"""What the bench says in people: of a thousand, how many get better without the drug and how many with it.

A summary of findings as GRADE has it: the share without the drug comes from the control groups of the trials, the
effect from the bench, and how sure one can be from ratings that are given to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ketabrain.engine.numerals import counted
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure
from ketabrain.engine.stats.proportions import Estimate, wilson
from ketabrain.topics.trials.bench import Bench
from ketabrain.topics.trials.bench_choices import PLACEBOS, Comparator, MeasuredBy, PooledQuestion, Printed, TimePoint
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench


@dataclass(frozen=True, kw_only=True)
class PerThousand:
    """People of 1000 who have the outcome without the drug (Wilson's interval) and with it (the effect's interval)."""

    without: Estimate
    with_drug: Estimate


def per_thousand(result: Bench) -> PerThousand | None:
    """The bench in people of 1000: the pooled effect, or that of its one trial.

    None for scores, for an empty bench, and for a ratio if nobody in the control groups had the outcome: no multiple of
    none is anybody.
    """
    controls = {row.trial: (row.control_events, row.control_people) for row in result.kept}
    effect = result.all_together or (result.kept[0].shown if len(result.kept) == 1 else None)
    if effect is None or result.outcome.printed_as is Printed.SCORE:
        return None
    events, people = sum(events or 0 for events, _ in controls.values()), sum(people for _, people in controls.values())
    if not events and result.measure in RATIOS:
        return None
    low, high = wilson(events, people)
    share = events / people
    return PerThousand(
        without=Estimate(1000 * share, 1000 * low, 1000 * high),
        with_drug=Estimate(
            *(1000 * _moved(share, each, result.measure) for each in (effect.value, effect.low, effect.high))
        ),
    )


def summary_of_findings(certainties: Mapping[str, str]) -> pd.DataFrame:
    """What a learner reads: one line for every rated question, time and control with counts of response; first the line
    of each question that rests on the most trials.

    `certainties` holds how sure one can be of each question that the course rates, such as "depression, four weeks" or
    "PTSD". Raises KeyError if one is missing.
    """
    found = [_counted(setting) for setting in bench_settings()]
    rows = [
        (result, people, certainties[rated])
        for result, people in found
        if people and (rated := _rated_as(result)) and result.outcome.printed_as is Printed.RESPONDERS
    ]
    by_trials = sorted(rows, key=lambda row: -len(row[0].trials))
    first = {_rated_as(row[0]): row for row in reversed(by_trials)}
    rows.sort(key=lambda row: row is not first[_rated_as(row[0])])
    return pd.DataFrame(
        {
            "question": [f"{result.question}, {result.time_point}" for result, _, _ in rows],
            "against": [result.comparator.value for result, _, _ in rows],
            "trials": [counted(len(result.trials), "trial") for result, _, _ in rows],
            "better without, of 1000": [_told(people.without) for _, people, _ in rows],
            "better with, of 1000": [_told(people.with_drug) for _, people, _ in rows],
            "certainty": [sure for _, _, sure in rows],
        }
    )


def _counted(setting: str) -> tuple[Bench, PerThousand | None]:
    """A setting in people, by its risk difference if a ratio cannot say it."""
    ratio, difference = on_the_bench(setting), on_the_bench(setting, MeasuredBy.SHARES)
    people = per_thousand(ratio)
    return (ratio, people) if people else (difference, per_thousand(difference))


def _moved(share: float, effect: float, measure: EffectMeasure) -> float:
    """The share (0–1) that an effect, as people read it, makes of the share without the drug."""
    match measure:
        case EffectMeasure.RISK_RATIO:
            moved = share * effect
        case EffectMeasure.ODDS_RATIO:
            moved = effect * share / (1 - share + effect * share)
        case _:
            moved = share + effect / 100
    return min(max(moved, 0.0), 1.0)


_RATED = {
    (PooledQuestion.DEPRESSION, TimePoint.DAY): ("depression, a day later", PLACEBOS),
    (PooledQuestion.DEPRESSION, TimePoint.LATE_WEEKS): ("depression, four weeks", (Comparator.PLACEBO_SPRAY,)),
}
"""What the course rates for depression: the first day against any one placebo, and weeks of the spray."""


def _rated_as(result: Bench) -> str:
    """The rated question that a bench against one kind of placebo belongs to; empty for what is not rated."""
    question, controls = result.question.value, tuple[Comparator, ...](PLACEBOS)
    if result.question is PooledQuestion.DEPRESSION:
        question, controls = _RATED.get((result.question, result.time_point), ("", ()))
    return question if result.comparator in controls else ""


def _told(people: Estimate) -> str:
    return f"{people.value:.0f} ({people.low:.0f} to {people.high:.0f})"
