"""The settings of the bench that hold trials: what a learner can choose, so that no choice leads to an empty bench."""

from dataclasses import dataclass
from functools import cache
from itertools import product

from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.pooling import IntervalMethod, PoolingModel
from ketabrain.topics.trials.bench import Bench, pool_trials
from ketabrain.topics.trials.bench_choices import (
    Comparator,
    Crossovers,
    MeasuredBy,
    PooledOutcome,
    PooledQuestion,
    Printed,
    SharedControl,
    TimePoint,
)

_OUTCOMES = {
    (Printed.SCORE, MeasuredBy.PLAIN): PooledOutcome.SCORE_MADRS,
    (Printed.SCORE, MeasuredBy.ODDS): PooledOutcome.SCORE_SMD,
    (Printed.SCORE, MeasuredBy.SHARES): PooledOutcome.SCORE_SMD,
    (Printed.RESPONDERS, MeasuredBy.PLAIN): PooledOutcome.RESPONSE_RISK_RATIO,
    (Printed.RESPONDERS, MeasuredBy.ODDS): PooledOutcome.RESPONSE_ODDS_RATIO,
    (Printed.RESPONDERS, MeasuredBy.SHARES): PooledOutcome.RESPONSE_RISK_DIFFERENCE,
    (Printed.REMITTERS, MeasuredBy.PLAIN): PooledOutcome.REMISSION_RISK_RATIO,
    (Printed.REMITTERS, MeasuredBy.ODDS): PooledOutcome.REMISSION_ODDS_RATIO,
    (Printed.REMITTERS, MeasuredBy.SHARES): PooledOutcome.REMISSION_RISK_DIFFERENCE,
}


@dataclass(frozen=True)
class BenchSetting:
    """A question, what trials printed for it, when, and against which control."""

    question: PooledQuestion
    printed: Printed
    time_point: TimePoint
    comparator: Comparator

    def __str__(self) -> str:
        return f"{self.question}: {self.printed}, {self.time_point}, {self.comparator}"

    def outcome(self, measure: MeasuredBy) -> PooledOutcome:
        """Its outcome by that measure; scores are in standard deviations where no trial of it gives MADRS points."""
        asked = _OUTCOMES[self.printed, measure]
        points = asked is PooledOutcome.SCORE_MADRS
        return asked if not points or self._trials(asked) else PooledOutcome.SCORE_SMD

    def holds(self) -> int:
        """How many trials it holds, crossovers left out."""
        return len(self._trials(self.outcome(MeasuredBy.PLAIN)))

    def _trials(self, outcome: PooledOutcome) -> tuple[str, ...]:
        return pool_trials(self.question, outcome, self.time_point, self.comparator).trials


def bench_settings(trials: int = 1) -> tuple[str, ...]:
    """The settings that hold at least so many trials, in the order of the choices; mixtures only of unlike controls."""
    return tuple(name for name, setting in _settings().items() if setting.holds() >= trials)


def on_the_bench(
    setting: str,
    measure: str = MeasuredBy.PLAIN,
    model: str = PoolingModel.DERSIMONIAN_LAIRD,
    interval: str = IntervalMethod.NORMAL,
    crossovers: str = Crossovers.LEFT_OUT,
    doses: str = SharedControl.DOSES_MERGED,
    leave_out: int = 0,
) -> Bench:
    """Pool the trials of one setting, which is one of `bench_settings()`.

    `measure` (MeasuredBy) says how scores or counts are compared; `model`, `interval`, `crossovers`, `doses` and
    `leave_out` are those of `pool_trials`. Raises ValueError for another setting or word.

    >>> all(on_the_bench(setting).trials for setting in bench_settings())
    True
    """
    refuse_unknown((setting, _settings()), (measure, MeasuredBy))
    asked = _settings()[setting]
    return pool_trials(
        question=asked.question,
        outcome=asked.outcome(MeasuredBy(measure)),
        time_point=asked.time_point,
        comparator=asked.comparator,
        model=model,
        interval=interval,
        crossovers=crossovers,
        doses=doses,
        leave_out=leave_out,
    )


@cache
def _settings() -> dict[str, BenchSetting]:
    every = (BenchSetting(*each) for each in product(PooledQuestion, Printed, TimePoint, Comparator))
    return {str(each): each for each in every if each.holds() and not _same_as_one(each)}


def _same_as_one(setting: BenchSetting) -> bool:
    """Whether a mixture holds one kind of control only, and so is no mixture."""
    found = pool_trials(setting.question, setting.outcome(MeasuredBy.PLAIN), setting.time_point, setting.comparator)
    return setting.comparator is Comparator.MIXED and len(found.controls) < 2
