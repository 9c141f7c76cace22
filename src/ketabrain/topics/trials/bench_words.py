"""What the bench shows, in words: effects and ranges as people read them, reasons, and the whole forest plot."""

from collections.abc import Iterator

from ketabrain.engine.numerals import counted, minus
from ketabrain.engine.stats.pooling import RATIOS, EffectMeasure, IntervalMethod, PoolingModel
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.trials.bench import Bench, ForestRow
from ketabrain.topics.trials.per_thousand import per_thousand
from ketabrain.topics.trials.refusals import Refused, Why

_REASONS = {
    Why.BY_TABLE: "{other}",
    Why.NO_RESPONSE: "no counts of response",
    Why.NO_REMISSION: "no counts of remission",
    Why.NO_MADRS: "no MADRS scores",
    Why.NO_SPREAD: "no scores with a spread",
    Why.SAYS_NOTHING: "nobody had it in either group: no ratio",
    Why.CROSSOVER: "crossover: everybody had both",
    Why.TRIALS_HERE: "its trials are here already",
    Why.IN_REPORT: "its people are in {other}",
}

_OF_WHAT = {
    EffectMeasure.RISK_RATIO: "a risk ratio of", EffectMeasure.ODDS_RATIO: "an odds ratio of",
    EffectMeasure.RISK_DIFFERENCE: "more people of 100:", EffectMeasure.SMD: "a lead in SD of",
    EffectMeasure.MADRS_POINTS: "a lead in MADRS points of",
}  # fmt: skip


def reason_words(refused: Refused) -> str:
    """Why a row is not pooled, in a few words."""
    return _REASONS[refused.why].format(other=refused.other)


def effect_number(value: float, measure: EffectMeasure) -> str:
    """An effect as people read it, rounded as its measure asks for."""
    if measure in RATIOS:
        return f"{value:.2f}" if value < 9.95 else f"{value:.0f}" if value < 999.5 else ">999"
    if measure is EffectMeasure.RISK_DIFFERENCE:
        return minus(round(value) + 0.0)
    digits = 2 if measure is EffectMeasure.SMD else 1
    return minus(round(value, digits) + 0.0, f".{digits}f")


def range_words(estimate: Estimate, measure: EffectMeasure) -> str:
    """The interval of an effect."""
    return f"{effect_number(estimate.low, measure)} to {effect_number(estimate.high, measure)}"


def effect_words(estimate: Estimate, measure: EffectMeasure) -> str:
    """An effect with its interval."""
    return f"{effect_number(estimate.value, measure)} ({range_words(estimate, measure)})"


def no_range(result: Bench) -> str:
    """Why no range of a further trial is shown; empty if it is."""
    if result.next_trial:
        return ""
    if result.model is PoolingModel.FIXED:
        return "none: one truth"
    return f"none: {counted(len(result.trials), 'trial')}, needs 3"


def in_people(result: Bench) -> str:
    """The bench in people of a thousand; empty for scores, which count no people."""
    people = per_thousand(result)
    if not people:
        events = [row.control_events for row in result.kept if row.control_events is not None]
        nobody = events and not any(events)
        return "Nobody got better without the drug: choose the risk difference to see people" if nobody else ""
    without, with_drug = people.without, people.with_drug
    return (
        f"Of 1000 people {without.value:.0f} ({without.low:.0f} to {without.high:.0f}) get better without the drug, "
        f"{with_drug.value:.0f} ({with_drug.low:.0f} to {with_drug.high:.0f}) with it"
    )


def people_in_short(result: Bench) -> str:
    """The bench in people of a thousand, as short as a picture asks for; for which there must be counts."""
    people = per_thousand(result)
    if not people:
        return "nobody better without the drug" if in_people(result) else "nothing to count"
    drug = people.with_drug
    return (
        f"of 1000 people {people.without.value:.0f} better without, {drug.value:.0f} with the drug "
        f"({drug.low:.0f} to {drug.high:.0f})"
    )


def asked_words(result: Bench) -> str:
    """What was asked for."""
    return (
        f"{result.question}, {result.outcome}, {result.time_point}, against {result.comparator}; {result.model} "
        f"effects, {result.interval} interval, crossovers {result.crossovers}, doses: {result.doses}"
    )


def forest_words(result: Bench) -> str:
    """The whole forest plot: what is found, every row with its control and its risk of bias, and who is refused."""
    return " ".join(_sentences(result))


def _sentences(result: Bench) -> Iterator[str]:
    yield _found(result)
    yield f"Forest plot of {counted(len(result.kept), 'comparison')} ({asked_words(result)})."
    if result.interval is IntervalMethod.HARTUNG_KNAPP and result.pooled:
        yield "The Hartung–Knapp interval is the modified one: its error is never below that of the normal interval."
    if len(result.controls) > 1:
        yield f"Unlike controls are mixed here: {', '.join(result.controls)}."
    if result.pooled and not result.next_trial:
        yield f"Range of the next trial: {no_range(result)}."
    if result.next_trial:
        yield f"The next trial's true effect is expected in the range {range_words(result.next_trial, result.measure)}."
    people = in_people(result)
    if people:
        yield f"{people}."
    for row in result.rows:
        yield _row(row, result.measure)
    if result.leave_out and not result.left_out:
        yield f"There is no trial number {result.leave_out}, so none was left out."
    if result.refused:
        told = (f"{each.label} ({reason_words(each)})" for each in result.refused)
        yield f"Not pooled: {'; '.join(told)}."


def _found(result: Bench) -> str:
    together = result.all_together
    if not result.pooled or not together:
        only = [f"{_OF_WHAT[result.measure]} {effect_words(row.shown, result.measure)}; " for row in result.kept[:1]]
        return f"{counted(len(result.trials), 'trial')} here: {''.join(only)}nothing can be pooled."
    trials = counted(len(result.trials), "trial")
    mixed = " of unlike controls" if len(result.controls) > 1 else ""
    effect = f"{_OF_WHAT[result.measure]} {effect_words(together, result.measure)}"
    told = f"All together {effect} from {trials}{mixed}; I² {100 * result.pooled.i2:.0f}%"
    return told + ("." if result.model is PoolingModel.FIXED else f", tau² {result.pooled.tau2:.2g}.")


def _row(row: ForestRow, measure: EffectMeasure) -> str:
    out = " (left out)" if row.left_out else ""
    return (
        f"{row.number} {row.label}, against {row.comparator}: {effect_words(row.shown, measure)}{out}; "
        f"risk of bias, by us: {row.bias.judgement}. {row.bias.reason}"
    )
