"""The workbench: which trials answer a question, which are refused and why, and what the rest say together.

Rows come from the table trial_results; refusals.py says which are never pooled. Doses that share one control group
either split its people among them or are merged into one group.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.pooling import (
    RATIOS,
    Effect,
    EffectMeasure,
    IntervalMethod,
    Pooled,
    PoolingModel,
    from_counts,
    from_difference,
    from_scores,
    pool,
    shown,
    shown_estimate,
    together,
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
from ketabrain.topics.trials.refusals import Refused, sorted_by_use
from ketabrain.topics.trials.trial_results import TrialRow, trial_rows

MOST = 12
"""The highest number that "leave out" offers."""


@dataclass(frozen=True, kw_only=True)
class ForestRow:
    """One line of the forest plot: its number from 1, its name, sizes of both groups (control people may be a share).

    `effect` is on the scale on which it is pooled and `shown` as people read it, with its 95% interval. `weight` is its
    share (0–1) in the pooled effect: 1 where nothing is pooled, 0 for the row that the learner left out.
    """

    number: int
    label: str
    comparator: str
    people: float
    control_people: float
    effect: Effect
    shown: Estimate
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
    """What was asked for, the numbered trials on the bench with their pooled effect (None for fewer than two), and
    those refused.

    `looked` names the time points, in order, at which any trial of this question and comparator looked, pooled or not.
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
    looked: tuple[TimePoint, ...]

    @property
    def trials(self) -> tuple[ForestRow, ...]:
        """The rows without the one that was left out."""
        return tuple(row for row in self.rows if not row.left_out)

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
        deepest = 1.15 * max((row.effect.se for row in self.trials), default=1.0)
        middle, reach = self.pooled.estimate if self.pooled else 0.0, Z95 * deepest
        low, centre, high = (shown(value, self.measure) for value in (middle - reach, middle, middle + reach))
        return FunnelRegion(deepest=deepest, middle=centre, low=low, high=high)


def pool_trials(
    question: str = PooledQuestion.DEPRESSION,
    outcome: str = PooledOutcome.RESPONSE_RISK_RATIO,
    time_point: str = TimePoint.DAY,
    comparator: str = Comparator.ALL,
    model: str = PoolingModel.DERSIMONIAN_LAIRD,
    interval: str = IntervalMethod.NORMAL,
    crossovers: str = Crossovers.LEFT_OUT,
    doses: str = SharedControl.SPLIT,
    leave_out: int = 0,
) -> Bench:
    """Put the trials of a question on the bench and pool them.

    `question` (PooledQuestion), `outcome` (PooledOutcome), `time_point` (TimePoint) and `comparator` (Comparator)
    choose rows of the table trial_results. `model` (PoolingModel) says how trials may differ and `interval`
    (IntervalMethod) how the interval of the pooled effect is made. `crossovers` (Crossovers) lets trials in which
    everybody had both treatments count, and `doses` (SharedControl) says what becomes of a control group that several
    doses share. `leave_out` takes the trial of that number away (1 to MOST; 0 takes none, nor does a number that no
    trial has). Raises ValueError for a word that is not offered, and for a number below 0 or above MOST.

    >>> weeks = pool_trials(outcome="score, MADRS points", time_point="3–8 weeks")
    >>> one_less = pool_trials(outcome="score, MADRS points", time_point="3–8 weeks", leave_out=1)
    >>> len(weeks.trials) - len(one_less.trials)
    1
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
        if row.question == asked_question and asked_comparator in (Comparator.ALL, row.comparator)
    ]
    usable, refused = sorted_by_use(
        [row for row in found if row.time_point == asked_time], asked_outcome, asked_crossovers
    )
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
        looked=tuple(point for point in TimePoint if any(row.time_point == point for row in found)),
    )


def _forest_rows(rows: Iterable[TrialRow], outcome: PooledOutcome, doses: SharedControl) -> list[ForestRow]:
    """One line a row; rows that share a control group are merged, or get an equal part of it each."""
    groups: dict[str, list[TrialRow]] = {}
    for row in rows:
        groups.setdefault(row.shared_control or row.id, []).append(row)
    lines: list[tuple[str, list[TrialRow], int]] = []
    for group in groups.values():
        if doses is SharedControl.DOSES_MERGED and len(group) > 1:
            lines.append((f"{group[0].trial}, {len(group)} doses", group, 1))
        else:
            lines += [(row.label, [row], len(group)) for row in group]
    return [_forest_row(number, *line, outcome) for number, line in enumerate(lines, 1)]


def _forest_row(number: int, label: str, rows: list[TrialRow], parts: int, outcome: PooledOutcome) -> ForestRow:
    """Rows of one trial, taken as one treated group, against one of so many parts of their control group."""
    people, others = float(sum(row.people for row in rows)), rows[0].other_people / parts
    effect = _effect(rows, people, others, parts, outcome)
    return ForestRow(
        number=number,
        label=label,
        comparator=rows[0].comparator,
        people=people,
        control_people=others,
        effect=effect,
        shown=shown_estimate(effect.value, effect.interval, outcome.measure),
    )


def _effect(rows: list[TrialRow], people: float, others: float, parts: int, outcome: PooledOutcome) -> Effect:
    if outcome.printed_as is not Printed.SCORE:
        pairs = [row.responders if outcome.printed_as is Printed.RESPONDERS else row.remitters for row in rows]
        counts = [pair for pair in pairs if pair]
        events, other_events = sum(treated for treated, _ in counts), counts[0][1] / parts
        return from_counts(events, people, other_events, others, outcome.measure)
    scores = [(row.people, row.scores) for row in rows if row.scores]
    if scores:
        control = scores[0][1]
        _, mean, sd = together([(n, score.mean, score.sd) for n, score in scores])
        return from_scores(
            mean=mean,
            sd=sd,
            people=people,
            other_mean=control.other_mean,
            other_sd=control.other_sd,
            other_people=others,
            measure=outcome.measure,
        )
    ((points, se),) = (row.difference for row in rows if row.difference)
    return from_difference(points, se, people, others, outcome.measure)


def _weighed(
    rows: list[ForestRow], leave_out: int, model: PoolingModel, interval: IntervalMethod
) -> tuple[tuple[ForestRow, ...], Pooled | None]:
    """The rows with their weights in the pooled effect of all but the one left out, and that effect."""
    kept = [row for row in rows if row.number != leave_out]
    pooled = pool([row.effect for row in kept], model, interval) if len(kept) > 1 else None
    if pooled:
        kept = [replace(row, weight=float(share)) for row, share in zip(kept, pooled.weights, strict=True)]
    out = [replace(row, weight=0.0, left_out=True) for row in rows if row.number == leave_out]
    return tuple(sorted([*kept, *out], key=lambda row: row.number)), pooled
