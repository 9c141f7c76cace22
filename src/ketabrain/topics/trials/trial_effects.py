"""The effect of one trial of the bench from what it printed: counts, scores or a difference, its doses taken as one."""

from ketabrain.engine.stats.pooling import (
    Effect,
    EffectMeasure,
    from_counts,
    from_difference,
    from_scores,
    of_one_trial,
    together,
)
from ketabrain.topics.trials.bench_choices import PooledOutcome, Printed
from ketabrain.topics.trials.refusals import merged_counts
from ketabrain.topics.trials.trial_results import TrialRow


def trial_effect(rows: list[TrialRow], outcome: PooledOutcome) -> Effect:
    """The effect of rows with one control group: their counts or scores added up, else their differences put together.

    Every row must have the outcome.
    """
    if outcome.printed_as is not Printed.SCORE:
        return from_counts(*merged_counts(rows, outcome), outcome.measure)
    scores = [(float(row.people), row.scores) for row in rows if row.scores]
    if len(scores) < len(rows):
        return of_one_trial([_from_difference(row, outcome.measure) for row in rows])[0]
    people, mean, sd = together([(n, score.mean, score.sd) for n, score in scores])
    control = scores[0][1]
    return from_scores(
        mean=mean,
        sd=sd,
        people=people,
        other_mean=control.other_mean,
        other_sd=control.other_sd,
        other_people=rows[0].other_people,
        measure=outcome.measure,
    )


def needs_correction(rows: list[TrialRow], outcome: PooledOutcome) -> bool:
    """Whether a count of 0 (or of everybody) has to be corrected in one of these comparisons.

    Doses apart would each correct their shared control group again, so they are then merged.
    """
    if outcome.printed_as is Printed.SCORE:
        return False
    counts = [merged_counts([row], outcome) for row in rows]
    return any(0 in (a, n - a, c, m - c) for a, n, c, m in counts)


def _from_difference(row: TrialRow, measure: EffectMeasure) -> Effect:
    if measure is EffectMeasure.SMD and row.standardised:
        return Effect(*row.standardised, 1 / row.other_people)
    assert row.difference, row.id  # sorted_by_use lets no row pass that has none
    return from_difference(*row.difference, row.people, row.other_people, measure)
