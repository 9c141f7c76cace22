"""The workbench: which trials answer a question, which are refused and why, and what the rest say together.

Rows come from the table trial_results. What is never pooled: a row that the table refuses, an outcome that a trial did
not print, a trial whose people are in another row already, and crossover trials unless they are asked for. Doses that
share one control group either split its people among them or are merged into one group.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.stats.pooling import (
    INTERVALS,
    MODELS,
    RATIOS,
    Effect,
    Pooled,
    from_counts,
    from_difference,
    from_scores,
    pool,
    together,
)

QUESTIONS = ("depression", "suicidal thoughts", "PTSD", "anxiety")
OUTCOMES = {
    "response, risk ratio": ("responders", "risk ratio"),
    "response, odds ratio": ("responders", "odds ratio"),
    "response, risk difference": ("responders", "risk difference"),
    "remission, risk ratio": ("remitters", "risk ratio"),
    "remission, odds ratio": ("remitters", "odds ratio"),
    "remission, risk difference": ("remitters", "risk difference"),
    "score, standardised (SMD)": ("score", "SMD"),
    "score, MADRS points": ("score", "MADRS points"),
}
"""What to compare, as a learner chooses it, with the columns and the measure that this means."""
TIME_POINTS = ("1 day", "hours", "2–3 days", "1–2 weeks", "3–8 weeks")
COMPARATORS = ("all", "saline", "midazolam", "placebo spray", "anaesthesia", "ECT", "another drug")
CROSSOVERS = ("left out", "counted in")
DOSES = ("split the control", "merge the doses")
"""What to do with several doses that share one control group."""
MOST = 12
"""The highest number that "leave out" offers."""

_COUNTED = {"responders": "response", "remitters": "remission"}


@dataclass(frozen=True)
class Trial:
    """One line of the forest plot: label, sizes of both groups (control people may be a share), effect and weight."""

    label: str
    comparator: str
    people: float
    control_people: float
    effect: Effect
    weight: float


@dataclass(frozen=True)
class Refused:
    """A row that is not pooled, and the reason in a few words."""

    label: str
    reason: str


@dataclass(frozen=True)
class Bench:
    """Trials on the bench with their pooled effect (None for fewer than two), and those refused.

    `left_out` is the trial that the learner took away, or None. `looked` names the time points, in order, at which any
    trial of this question and comparator looked, pooled or not.
    """

    question: str
    outcome: str
    time_point: str
    comparator: str
    model: str
    interval: str
    crossovers: str
    doses: str
    leave_out: int
    trials: tuple[Trial, ...]
    left_out: Trial | None
    refused: tuple[Refused, ...]
    pooled: Pooled | None
    looked: tuple[str, ...]

    @property
    def measure(self) -> str:
        """Risk ratio, odds ratio, risk difference, SMD or MADRS points."""
        return OUTCOMES[self.outcome][1]

    @property
    def no_effect(self) -> float:
        """Where the treatment makes no difference, as people read the measure."""
        return 1.0 if self.measure in RATIOS else 0.0


def bench(
    question: str = QUESTIONS[0],
    outcome: str = "response, risk ratio",
    time_point: str = TIME_POINTS[0],
    comparator: str = COMPARATORS[0],
    model: str = MODELS[0],
    interval: str = INTERVALS[0],
    crossovers: str = CROSSOVERS[0],
    doses: str = DOSES[0],
    leave_out: int = 0,
) -> Bench:
    """Put the trials of a question on the bench and pool them; `leave_out` takes the trial of that number away.

    Raises ValueError for a word that is not offered, and for a number below 0 or above MOST.
    """
    asked = (
        (question, QUESTIONS), (outcome, OUTCOMES), (time_point, TIME_POINTS), (comparator, COMPARATORS),
        (model, MODELS), (interval, INTERVALS), (crossovers, CROSSOVERS),
        (doses, DOSES),
    )  # fmt: skip
    refuse_unknown(*asked)
    if not 0 <= leave_out <= MOST:
        raise ValueError(f"Leave out a trial by its number, 0 to {MOST}; got {leave_out}.")
    rows = tables.load("trial_results")
    rows = rows[rows["question"] == question]
    if comparator != "all":
        rows = rows[rows["comparator"] == comparator]
    looked = tuple(point for point in TIME_POINTS if point in set(rows["time_point"]))
    rows = rows[rows["time_point"] == time_point]
    usable, refused = _sorted_out(rows, outcome, crossovers)
    trials = _effects(usable, outcome, doses == DOSES[1])
    leave_out = int(leave_out)
    left_out = trials[leave_out - 1] if 0 < leave_out <= len(trials) else None
    kept = [trial for trial in trials if trial is not left_out]
    pooled = pool([trial.effect for trial in kept], model, interval) if len(kept) > 1 else None
    if pooled:
        kept = [replace(trial, weight=float(share)) for trial, share in zip(kept, pooled.weights, strict=True)]
    return Bench(
        question, outcome, time_point, comparator, model, interval, crossovers, doses, leave_out, tuple(kept),
        left_out, refused, pooled, looked,
    )  # fmt: skip


def all_rows(question: str) -> pd.DataFrame:
    """What a learner reads of every row of a question: trial, against, when, people, printed, pooled or why not."""
    rows = tables.load("trial_results")
    rows = rows[rows["question"] == question]
    return pd.DataFrame(
        {
            "trial": rows["label"],
            "against": rows["comparator"],
            "when": rows["time_point"],
            "people": [_sizes(row) for row in rows.itertuples()],
            "what was seen": [_printed(row) for row in rows.itertuples()],
            "why not pooled": rows["refused"],
            "what to know": rows["comment"],
        }
    )


def _sorted_out(rows: pd.DataFrame, outcome: str, crossovers: str) -> tuple[list[Any], tuple[Refused, ...]]:
    """Rows that can be pooled, and the others, one line for every trial and reason."""
    usable, refused = [], []
    for row in rows.itertuples():
        reason = row.refused
        if not reason and not _has(row, outcome):
            reason = _missing(row, outcome)
        elif not reason and row.design == "crossover" and crossovers == CROSSOVERS[0]:
            reason = "crossover: everybody had both"
        if reason:
            refused.append((row, reason))
        else:
            usable.append(row)
    for row in list(usable):
        parts = [other for other in usable if other.trial in row.contains.split(";")]
        if not parts:
            continue
        if _people(parts) >= _people([row]):
            usable.remove(row)
            refused.append((row, "its trials are here already"))
        else:
            usable = [other for other in usable if other not in parts]
            refused += [(part, f"its people are in {row.label}") for part in parts]
    pooled = {row.trial for row in usable}
    # A trial prints counts and scores in rows of their own: the row without the outcome says nothing about the trial.
    lines = [(row, reason) for row, reason in refused if row.refused or row.trial not in pooled or "its " in reason]
    merged = {(row.trial if row.shared_control else row.label, reason): None for row, reason in lines}
    reasons: dict[str, str] = {}
    for label, reason in merged:
        if label not in reasons or reasons[label].startswith("no "):
            reasons[label] = reason
    return usable, tuple(Refused(label, reason) for label, reason in reasons.items())


def _has(row: Any, outcome: str) -> bool:
    kind, measure = OUTCOMES[outcome]
    if kind != "score":
        return not pd.isna(getattr(row, f"{kind}_treatment")) and not pd.isna(getattr(row, f"{kind}_control"))
    if measure == "MADRS points" and row.scale != "MADRS":
        return False
    if not pd.isna(row.sd_treatment):
        return True
    # Within persons, a standard error does not tell the spread between them.
    return not pd.isna(row.se_points) and (measure == "MADRS points" or row.design == "parallel")


def _missing(row: Any, outcome: str) -> str:
    kind, measure = OUTCOMES[outcome]
    if kind != "score":
        return f"no counts of {_COUNTED[kind]}"
    if measure == "MADRS points" and row.scale != "MADRS":
        return "no MADRS scores"
    return "no scores with a spread"


def _people(rows: list[Any]) -> int:
    """All people of some rows; a control group that they share counts once."""
    controls = {row.shared_control or row.id: int(row.n_control) for row in rows}
    return sum(int(row.n_treatment) for row in rows) + sum(controls.values())


def _effects(rows: list[Any], outcome: str, merge: bool) -> list[Trial]:
    """One trial a row; rows that share a control group are merged, or get an equal part of it each."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.shared_control or row.id, []).append(row)
    trials = []
    for group in groups.values():
        if merge or len(group) == 1:
            label = group[0].label if len(group) == 1 else f"{group[0].trial}, {len(group)} doses"
            trials.append(_trial(label, group, outcome, 1))
        else:
            trials += [_trial(row.label, [row], outcome, len(group)) for row in group]
    return trials


def _trial(label: str, rows: list[Any], outcome: str, parts: int) -> Trial:
    """Rows of one trial, taken as one treated group, against the given part of their control group."""
    kind, measure = OUTCOMES[outcome]
    first = rows[0]
    people, others = float(sum(row.n_treatment for row in rows)), float(first.n_control) / parts
    if kind != "score":
        events = float(sum(getattr(row, f"{kind}_treatment") for row in rows))
        effect = from_counts(events, people, float(getattr(first, f"{kind}_control")) / parts, others, measure)
    elif not pd.isna(first.sd_treatment):
        falls = [(float(row.n_treatment), row.better_treatment, row.sd_treatment) for row in rows]
        _, mean, sd = together(falls)
        effect = from_scores(mean, sd, people, first.better_control, first.sd_control, others, measure)
    else:
        effect = from_difference(first.points_better, first.se_points, people, others, measure)
    return Trial(label, first.comparator, people, others, effect, 1.0)


def _sizes(row: Any) -> str:
    return "" if pd.isna(row.n_treatment) else f"{row.n_treatment} and {row.n_control}"


def _printed(row: Any) -> str:
    said = []
    for kind, word in _COUNTED.items():
        treated, control = getattr(row, f"{kind}_treatment"), getattr(row, f"{kind}_control")
        if not pd.isna(treated):
            said.append(f"{word} {treated} and {control}")
    if not pd.isna(row.better_treatment):
        said.append(f"fall {row.better_treatment:.3g} and {row.better_control:.3g} points")
    if not pd.isna(row.points_better):
        said.append(f"{row.points_better:.3g} points apart")
    return "; ".join(said)
