"""What the bench says in people: of a thousand, how many get better without the drug and how many with it.

A summary of findings as GRADE has it: the share without the drug comes from the control groups of the trials, the
effect from the bench, and how sure one can be from the course's own rating.
"""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine.numerals import counted
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure
from ketabrain.engine.stats.proportions import Estimate, wilson
from ketabrain.topics.trials.bench import Bench
from ketabrain.topics.trials.bench_choices import PLACEBOS, Comparator, MeasuredBy, PooledQuestion, Printed, TimePoint
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench
from ketabrain.topics.trials.grade import Certainty, RatedQuestion, our_certainty


@dataclass(frozen=True, kw_only=True)
class PerThousand:
    """People of 1000 who have the outcome without the drug (Wilson's interval) and with it (the effect's interval).

    `certainty` is None where the course rates no such question.
    """

    without: Estimate
    with_drug: Estimate
    certainty: Certainty | None

    @property
    def sure(self) -> str:
        """How sure one can be, in words."""
        return self.certainty or "not rated"


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
        certainty=_certainty(result),
    )


def summary_of_findings() -> pd.DataFrame:
    """What a learner reads: one line for every rated question, time and control with counts of response."""
    found = [_counted(setting) for setting in bench_settings()]
    rows = [
        (result, people)
        for result, people in found
        if people and people.certainty and len(result.controls) == 1 and result.outcome.printed_as is Printed.RESPONDERS
    ]
    return pd.DataFrame(
        {
            "question": [f"{result.question}, {result.time_point}" for result, _ in rows],
            "against": [result.comparator.value for result, _ in rows],
            "trials": [counted(len(result.trials), "trial") for result, _ in rows],
            "better without, of 1000": [_told(people.without) for _, people in rows],
            "better with, of 1000": [_told(people.with_drug) for _, people in rows],
            "certainty": [people.sure for _, people in rows],
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
    (PooledQuestion.DEPRESSION, TimePoint.DAY): (RatedQuestion.DEPRESSION_DAY, PLACEBOS),
    (PooledQuestion.DEPRESSION, TimePoint.LATE_WEEKS): (RatedQuestion.DEPRESSION_WEEKS, (Comparator.PLACEBO_SPRAY,)),
}
"""What the course rates for depression: the first day against any one placebo, and weeks of the spray."""


def _certainty(result: Bench) -> Certainty | None:
    """Our rating, which is of ketamine against one kind of placebo."""
    if result.question is PooledQuestion.DEPRESSION:
        rated, controls = _RATED.get((result.question, result.time_point), (None, ()))
    else:
        rated, controls = RatedQuestion(result.question), PLACEBOS
    return our_certainty(rated) if rated and result.comparator in controls else None


def _told(people: Estimate) -> str:
    return f"{people.value:.0f} ({people.low:.0f} to {people.high:.0f})"
