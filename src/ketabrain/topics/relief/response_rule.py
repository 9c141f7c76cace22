"""Response, remission or mean change: one set of scores, three answers (table score_arms).

A paper prints mean and SD of the score before and after, and how many people "responded" (fell by half) or "remitted"
(ended at or below a limit). The first nearly gives the second: let the scores at start and end, in points, be normal
and correlated. A fall of at least `cut` per cent means end ≤ (1 − cut/100) · start, and end − k · start is normal, so
every share is exact and nothing is drawn by chance. The printed counts stay out of it and test it. Limits: the
correlation is not printed; real scores are whole points between 0 and 60 and often in two heaps, where the normal curve
puts people below 0 (`below_zero`); in lii2023 responders were counted from an earlier score than the start used here.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
import pandas as pd
from scipy.special import ndtr

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.stats.proportions import Arm, Estimate, newcombe

LOWEST_CUT, HIGHEST_CUT = 20, 70
"""Smallest and largest fall (%) that may be asked for."""
LOWEST_LIMIT, HIGHEST_LIMIT = 6, 16
"""Smallest and largest score (points) that may count as remission."""


class Rule(StrEnum):
    """What counts as better: a fall of the score by so many per cent, or an end at or below so many points."""

    RESPONSE = "response"
    REMISSION = "remission"


@dataclass(frozen=True, kw_only=True)
class Scores:
    """One arm: people's scores at start and end (points, normal, correlated by `r`), and how many were counted by the
    printed rules `printed_cut` (%) and `printed_limit` (points).
    """

    name: str
    start_mean: float
    start_sd: float
    end_mean: float
    end_sd: float
    r: float
    printed_cut: float
    printed_limit: float
    responders: Arm
    remitters: Arm

    @property
    def change_mean(self) -> float:
        """Mean change, points; negative is better."""
        return self.end_mean - self.start_mean

    @property
    def change_sd(self) -> float:
        """Standard deviation of the change, points."""
        return sqrt(self.end_sd**2 + self.start_sd**2 - 2 * self.r * self.start_sd * self.end_sd)

    def responding(self, cut: Array | float) -> Array:
        """Share (0–1) of people whose score fell by at least `cut` per cent."""
        kept = 1 - np.asarray(cut, dtype=float) / 100
        spread = np.sqrt(self.end_sd**2 + (kept * self.start_sd) ** 2 - 2 * self.r * kept * self.start_sd * self.end_sd)
        return np.asarray(ndtr((kept * self.start_mean - self.end_mean) / spread))

    def remitting(self, limit: Array | float) -> Array:
        """Share (0–1) of people who end at or below `limit` points (half a point more, for scores are whole points)."""
        return np.asarray(ndtr((np.asarray(limit, dtype=float) + 0.5 - self.end_mean) / self.end_sd))

    @property
    def below_zero(self) -> float:
        """Share (0–1) of end scores that the normal curve puts below 0, where no score can be."""
        return float(ndtr(-self.end_mean / self.end_sd))

    def better(self, rule: Rule, at: Array | float) -> Array:
        """Share (0–1) of people whom a rule counts as better at so many per cent or points."""
        return self.responding(at) if rule is Rule.RESPONSE else self.remitting(at)

    def density(self, rule: Rule, along: Array) -> Array:
        """Share of people per unit: by the fall in per cent for response, by the end score in points for remission."""
        if rule is Rule.RESPONSE:
            return np.asarray(np.gradient(1 - self.responding(along), along))
        z = (along - self.end_mean) / self.end_sd
        return np.asarray(np.exp(-(z**2) / 2) / (self.end_sd * sqrt(2 * np.pi)))

    def printed_at(self, rule: Rule) -> float:
        """The cut (%) or limit (points) of the printed rule."""
        return self.printed_cut if rule is Rule.RESPONSE else self.printed_limit

    def expected(self, rule: Rule) -> float:
        """Share (0–1) that the printed rule should have counted."""
        return float(self.better(rule, self.printed_at(rule)))

    def counted(self, rule: Rule) -> Arm:
        """The printed count by this rule."""
        return self.responders if rule is Rule.RESPONSE else self.remitters

    def fits(self, rule: Rule) -> bool:
        """Does the expected share lie in Wilson's 95% interval of the counted one?"""
        low, high = self.counted(rule).interval
        return low <= self.expected(rule) <= high


@dataclass(frozen=True, kw_only=True)
class ResponseRule:
    """Both arms of a trial and how far apart they are by every rule.

    `along` are the cuts (%) or limits (points) of `rule`, and `gap` drug less control there in percentage points;
    `gap_here` the same at the chosen cut or limit. `printed_gap` is the counted one with Newcombe's 95% interval.
    """

    trial: str
    rule: Rule
    cut: float
    limit: float
    r: float
    drug: Scores
    control: Scores
    along: Array
    gap: Array

    @property
    def here(self) -> float:
        """The chosen cut (%) or limit (points) of the rule."""
        return self.cut if self.rule is Rule.RESPONSE else self.limit

    @property
    def printed_at(self) -> float:
        """The cut (%) or limit (points) that the printed counts used."""
        return self.drug.printed_at(self.rule)

    @property
    def response_gap(self) -> float:
        """Percentage points by which more respond with the drug at the chosen cut."""
        return 100 * float(self.drug.responding(self.cut) - self.control.responding(self.cut))

    @property
    def remission_gap(self) -> float:
        """Percentage points by which more remit with the drug at the chosen limit."""
        return 100 * float(self.drug.remitting(self.limit) - self.control.remitting(self.limit))

    @property
    def gap_here(self) -> float:
        """The gap of the rule that is shown."""
        return self.response_gap if self.rule is Rule.RESPONSE else self.remission_gap

    @property
    def change_gap(self) -> float:
        """Points by which the mean score fell more with the drug."""
        return self.control.change_mean - self.drug.change_mean

    @property
    def end_gap(self) -> float:
        """Points by which the mean score ended lower with the drug."""
        return self.control.end_mean - self.drug.end_mean

    @property
    def printed_gap(self) -> Estimate:
        """Counted drug less control by the printed rule with its 95% interval, percentage points."""
        found = newcombe(self.drug.counted(self.rule), self.control.counted(self.rule))
        return Estimate(100 * found.value, 100 * found.low, 100 * found.high)


def scored_trials() -> tuple[str, ...]:
    """Trials that a learner may choose."""
    return tuple(dict.fromkeys(tables.load("score_arms")["trial"]))


def response_rule(
    trial: str, rule: str = Rule.RESPONSE, cut: float = 50, limit: float = 12, r: float = 0.5
) -> ResponseRule:
    """Both arms of a trial by a rule, and how far apart they are as the rule moves.

    `trial` is one of `scored_trials()` and `rule` a Rule; a response is a fall of at least `cut` per cent, a remission
    an end score of at most `limit` points, and start and end scores correlate by `r` (0 to below 1; not printed).

    Raises ValueError for an unknown trial or rule, for a cut outside LOWEST_CUT to HIGHEST_CUT, for a limit outside
    LOWEST_LIMIT to HIGHEST_LIMIT, and unless 0 ≤ r < 1.

    >>> strict, mild = (response_rule("Lii 2023, 24 hours", cut=cut).drug.responding(cut) for cut in (70, 30))
    >>> bool(strict < mild)
    True
    """
    refuse_unknown((trial, scored_trials()))
    rule = chosen(Rule, rule)
    if not LOWEST_CUT <= cut <= HIGHEST_CUT:
        raise ValueError(f"The cut lies between {LOWEST_CUT} and {HIGHEST_CUT}%; got {cut:g}.")
    if not LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        raise ValueError(f"The limit lies between {LOWEST_LIMIT} and {HIGHEST_LIMIT} points; got {limit:g}.")
    if not 0 <= r < 1:
        raise ValueError(f"The correlation lies between 0 and 1, 1 excluded; got {r:g}.")
    rows = tables.load("score_arms")
    rows = rows[rows["trial"] == trial].set_index("arm")
    drug, control = (_scores(rows.loc[arm], r) for arm in ("drug", "control"))
    ends = (LOWEST_CUT, HIGHEST_CUT) if rule is Rule.RESPONSE else (LOWEST_LIMIT, HIGHEST_LIMIT)
    along = np.linspace(*ends, 51)
    return ResponseRule(
        trial=trial,
        rule=rule,
        cut=cut,
        limit=limit,
        r=r,
        drug=drug,
        control=control,
        along=along,
        gap=100 * (drug.better(rule, along) - control.better(rule, along)),
    )


def end_sd(start_sd: float, change_sd: float, r: float) -> float:
    """SD of end scores (points) that gives the SD of the change, if start and end correlate by `r`.

    Raises ValueError if no end scores can: the change varies less than the start alone would make it.

    >>> end_sd(start_sd=6, change_sd=10, r=0)
    8.0
    """
    room = change_sd**2 - (1 - r**2) * start_sd**2
    if room < 0:
        raise ValueError(f"With a correlation of {r:g} the change varies more than {change_sd:g} points.")
    return r * start_sd + sqrt(room)


def _scores(row: pd.Series, r: float) -> Scores:
    start, spread = float(row["start_mean"]), float(row["start_sd"])
    if pd.notna(row["end_mean"]):
        end, end_spread = float(row["end_mean"]), float(row["end_sd"])
    else:
        end, end_spread = start + float(row["change_mean"]), end_sd(spread, float(row["change_sd"]), r)
    people = int(row["people"])
    responders, remitters = (Arm(str(row["treatment"]), int(row[name]), people) for name in ("responders", "remitters"))
    return Scores(
        name=str(row["treatment"]),
        start_mean=start,
        start_sd=spread,
        end_mean=end,
        end_sd=end_spread,
        r=r,
        printed_cut=float(row["cut_percent"]),
        printed_limit=float(row["limit_points"]),
        responders=responders,
        remitters=remitters,
    )
