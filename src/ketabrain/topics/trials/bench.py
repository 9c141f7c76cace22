"""The workbench: which trials answer a question, which are refused and why, and what the rest say together.

Rows come from the table trial_results; refusals.py says which are never pooled. Doses that share one control group
are merged into one group, or stand apart with the errors that they share; either way they are one trial.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.pooling import (
    RATIOS,
    Effect,
    EffectMeasure,
    IntervalMethod,
    Pooled,
    PoolingModel,
    of_one_trial,
    pool,
    shown,
    shown_estimate,
)
from ketabrain.engine.stats.proportions import Z95, Estimate
from ketabrain.topics.trials.bench_choices import (
    Comparator,
    Crossovers,
    PooledOutcome,
    PooledQuestion,
    Printed,
    SharedControl,
    TimePoint,
)
from ketabrain.topics.trials.refusals import Refused, by_control, merged_counts, sorted_by_use
from ketabrain.topics.trials.trial_bias import TrialBias, bias_of
from ketabrain.topics.trials.trial_effects import needs_correction, trial_effect
from ketabrain.topics.trials.trial_results import TrialRow, trial_rows

MOST = 12
"""The highest number that "leave out" offers."""


@dataclass(frozen=True, kw_only=True)
class ForestRow:
    """One line of the forest plot: its number from 1, its trial and name, the control and the sizes of both groups.

    `effect` is on the scale on which it is pooled and `shown` as people read it, with its 95% interval;
    `control_events` is None for scores. `weight` is its share (0–1) in the pooled effect: 1 where nothing is pooled, 0
    for the row that the learner left out.
    """

    number: int
    trial: str
    label: str
    comparator: Comparator
    crossover: bool
    people: int
    control_people: int
    control_events: int | None
    effect: Effect
    shown: Estimate
    bias: TrialBias
    weight: float = 1.0
    left_out: bool = False


@dataclass(frozen=True, kw_only=True)
class FunnelRegion:
    """Where 95 of 100 trials of one true effect would lie: at `middle` for a standard error of 0, and between `low` and
    `high` for one of `deepest`. Effects as people read them, standard errors on the scale of pooling.
    """

    deepest: float
    middle: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What was asked for, the numbered rows on the bench with the pooled effect of their trials (None for fewer than
    two trials), and those refused.
    """

    question: PooledQuestion
    outcome: PooledOutcome
    time_point: TimePoint
    comparator: Comparator
    model: PoolingModel
    interval: IntervalMethod
    crossovers: Crossovers
    doses: SharedControl
    leave_out: int
    rows: tuple[ForestRow, ...]
    refused: tuple[Refused, ...]
    pooled: Pooled | None

    @property
    def kept(self) -> tuple[ForestRow, ...]:
        """The rows without the one that was left out."""
        return tuple(row for row in self.rows if not row.left_out)

    @property
    def trials(self) -> tuple[str, ...]:
        """The different trials of those rows: what is counted as k."""
        return tuple(dict.fromkeys(row.trial for row in self.kept))

    @property
    def controls(self) -> tuple[Comparator, ...]:
        """The different controls of those rows, in the order of Comparator."""
        here = {row.comparator for row in self.kept}
        return tuple(control for control in Comparator if control in here)

    @property
    def left_out(self) -> ForestRow | None:
        """The row that the learner took away, or None."""
        return next((row for row in self.rows if row.left_out), None)

    @property
    def measure(self) -> EffectMeasure:
        """The measure of the effects."""
        return self.outcome.measure

    @property
    def no_effect(self) -> float:
        """Where the treatment makes no difference, as people read the measure."""
        return 1.0 if self.measure in RATIOS else 0.0

    @property
    def all_together(self) -> Estimate | None:
        """The pooled effect as people read it."""
        if not self.pooled:
            return None
        return shown_estimate(self.pooled.estimate, (self.pooled.low, self.pooled.high), self.measure)

    @property
    def next_trial(self) -> Estimate | None:
        """The pooled effect with the 95% range of the true effect of a further trial, as people read them."""
        if not self.pooled or not self.pooled.prediction:
            return None
        return shown_estimate(self.pooled.estimate, self.pooled.prediction, self.measure)

    @property
    def funnel_region(self) -> FunnelRegion:
        """The region around the pooled effect, or around 0 if there is none."""
        deepest = 1.15 * max((row.effect.se for row in self.kept), default=1.0)
        middle, reach = self.pooled.estimate if self.pooled else 0.0, Z95 * deepest
        low, centre, high = (shown(value, self.measure) for value in (middle - reach, middle, middle + reach))
        return FunnelRegion(deepest=deepest, middle=centre, low=low, high=high)


def pool_trials(
    question: str = PooledQuestion.DEPRESSION,
    outcome: str = PooledOutcome.SCORE_MADRS,
    time_point: str = TimePoint.DAY,
    comparator: str = Comparator.PLACEBO_SPRAY,
    model: str = PoolingModel.DERSIMONIAN_LAIRD,
    interval: str = IntervalMethod.NORMAL,
    crossovers: str = Crossovers.LEFT_OUT,
    doses: str = SharedControl.DOSES_MERGED,
    leave_out: int = 0,
) -> Bench:
    """Put the trials of a question on the bench and pool them.

    `question` (PooledQuestion), `outcome` (PooledOutcome), `time_point` (TimePoint) and `comparator` (Comparator)
    choose rows of the table trial_results. `model` (PoolingModel) says how trials may differ and `interval`
    (IntervalMethod) how the interval of the pooled effect is made. `crossovers` (Crossovers) lets trials in which
    everybody had both treatments count, and `doses` (SharedControl) says how doses that share a control group are
    shown; they are one trial either way, and merged where a count of 0 needs a correction. `leave_out` takes the row of
    that number away (1 to MOST; 0 takes none, nor does a number that no row has). Raises ValueError for a word that is
    not offered, and for a number below 0 or above MOST.

    >>> one, other = (pool_trials(doses=doses) for doses in SharedControl)
    >>> len(one.rows) < len(other.rows), one.trials == other.trials
    (True, True)
    """
    asked_question, asked_outcome = chosen(PooledQuestion, question), chosen(PooledOutcome, outcome)
    asked_time, asked_comparator = chosen(TimePoint, time_point), chosen(Comparator, comparator)
    asked_model, asked_interval = chosen(PoolingModel, model), chosen(IntervalMethod, interval)
    asked_crossovers, asked_doses = chosen(Crossovers, crossovers), chosen(SharedControl, doses)
    if not 0 <= leave_out <= MOST:
        raise ValueError(f"Leave out a trial by its number, 0 to {MOST}; got {leave_out}.")
    found = [
        row
        for row in trial_rows()
        if row.question == asked_question and row.time_point == asked_time and asked_comparator.holds(row.comparator)
    ]
    usable, refused = sorted_by_use(found, asked_outcome, asked_crossovers)
    rows, pooled = _weighed(
        _forest_rows(usable, asked_outcome, asked_doses), int(leave_out), asked_model, asked_interval
    )
    return Bench(
        question=asked_question,
        outcome=asked_outcome,
        time_point=asked_time,
        comparator=asked_comparator,
        model=asked_model,
        interval=asked_interval,
        crossovers=asked_crossovers,
        doses=asked_doses,
        leave_out=int(leave_out),
        rows=rows,
        refused=refused,
        pooled=pooled,
    )


def _forest_rows(rows: Sequence[TrialRow], outcome: PooledOutcome, doses: SharedControl) -> list[ForestRow]:
    """One line a row; rows that share a control group are merged unless they are to stand apart and can."""
    lines: list[tuple[str, list[TrialRow]]] = []
    for group in by_control(rows):
        if len(group) > 1 and (doses is SharedControl.DOSES_MERGED or needs_correction(group, outcome)):
            lines.append((f"{group[0].trial}, {len(group)} doses", group))
        else:
            lines += [(row.label, [row]) for row in group]
    return [_forest_row(number, label, group, outcome) for number, (label, group) in enumerate(lines, 1)]


def _forest_row(number: int, label: str, rows: list[TrialRow], outcome: PooledOutcome) -> ForestRow:
    """Rows of one trial, taken as one treated group, against their control group."""
    effect, counted = trial_effect(rows, outcome), outcome.printed_as is not Printed.SCORE
    return ForestRow(
        number=number,
        trial=rows[0].trial,
        label=label,
        comparator=Comparator(rows[0].comparator),
        crossover=rows[0].design == "crossover",
        people=sum(row.people for row in rows),
        control_people=rows[0].other_people,
        control_events=merged_counts(rows, outcome)[2] if counted else None,
        effect=effect,
        shown=shown_estimate(effect.value, effect.interval, outcome.measure),
        bias=bias_of(rows[0].trial),
    )


def _weighed(
    rows: list[ForestRow], leave_out: int, model: PoolingModel, interval: IntervalMethod
) -> tuple[tuple[ForestRow, ...], Pooled | None]:
    """The rows with their weights in the pooled effect of all but the one left out, and that effect."""
    trials: dict[str, list[ForestRow]] = {}
    for row in rows:
        if row.number != leave_out:
            trials.setdefault(row.trial, []).append(row)
    found = [of_one_trial([row.effect for row in doses]) for doses in trials.values()]
    pooled = pool([effect for effect, _ in found], model, interval) if len(found) > 1 else None
    weights = pooled.weights if pooled else [1.0] * len(found)
    kept = [
        replace(row, weight=float(weight * share))
        for doses, weight, (_, shares) in zip(trials.values(), weights, found, strict=True)
        for row, share in zip(doses, shares, strict=True)
    ]
    out = [replace(row, weight=0.0, left_out=True) for row in rows if row.number == leave_out]
    return tuple(sorted([*kept, *out], key=lambda row: row.number)), pooled
