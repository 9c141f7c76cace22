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
from ketabrain.engine.choices import refuse_unknown
from ketabrain.engine.show_table import Rows
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
    """Both arms of a trial, and how far apart they are by every rule: drug less control in percentage points."""

    trial: str
    cut: float
    limit: float
    r: float
    drug: Scores
    control: Scores

    def here(self, rule: Rule) -> float:
        """The chosen cut (%) or limit (points) of a rule."""
        return self.cut if rule is Rule.RESPONSE else self.limit

    def gap(self, rule: Rule, at: Array | float) -> Array:
        """Percentage points by which more are better with the drug, if a rule asks for so much."""
        return np.asarray(100 * (self.drug.better(rule, at) - self.control.better(rule, at)))

    def gap_here(self, rule: Rule) -> float:
        """The gap at the chosen cut or limit."""
        return float(self.gap(rule, self.here(rule)))

    def gaps(self, rule: Rule) -> Array:
        """The gaps at all cuts or limits that may be asked for."""
        return self.gap(rule, np.linspace(*_ENDS[rule], 51))

    def printed_gap(self, rule: Rule) -> Estimate:
        """Counted drug less control by the printed rule with its 95% interval, percentage points."""
        found = newcombe(self.drug.counted(rule), self.control.counted(rule))
        return Estimate(100 * found.value, 100 * found.low, 100 * found.high)

    @property
    def change_gap(self) -> float:
        """Points by which the mean score fell more with the drug."""
        return self.control.change_mean - self.drug.change_mean

    @property
    def end_gap(self) -> float:
        """Points by which the mean score ended lower with the drug."""
        return self.control.end_mean - self.drug.end_mean


_ENDS = {Rule.RESPONSE: (LOWEST_CUT, HIGHEST_CUT), Rule.REMISSION: (LOWEST_LIMIT, HIGHEST_LIMIT)}
"""Smallest and largest cut or limit."""


def scored_trials() -> tuple[str, ...]:
    """Trials that a learner may choose."""
    return tuple(dict.fromkeys(tables.load("score_arms")["trial"]))


def response_rule(trial: str, cut: float = 50, limit: float = 12, r: float = 0.5) -> ResponseRule:
    """Both arms of a trial by both rules.

    `trial` is one of `scored_trials()`; a response is a fall of at least `cut` per cent, a remission an end score of at
    most `limit` points, and start and end scores correlate by `r` (0 to below 1; not printed).

    Raises ValueError for an unknown trial, for a cut outside LOWEST_CUT to HIGHEST_CUT, for a limit outside
    LOWEST_LIMIT to HIGHEST_LIMIT, and unless 0 ≤ r < 1.

    >>> strict, mild = (response_rule("Lii 2023, 24 hours", cut=cut).drug.responding(cut) for cut in (70, 30))
    >>> bool(strict < mild)
    True
    """
    refuse_unknown((trial, scored_trials()))
    if not LOWEST_CUT <= cut <= HIGHEST_CUT:
        raise ValueError(f"The cut lies between {LOWEST_CUT} and {HIGHEST_CUT}%; got {cut:g}.")
    if not LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        raise ValueError(f"The limit lies between {LOWEST_LIMIT} and {HIGHEST_LIMIT} points; got {limit:g}.")
    if not 0 <= r < 1:
        raise ValueError(f"The correlation lies between 0 and 1, 1 excluded; got {r:g}.")
    rows = tables.load("score_arms")
    rows = rows[rows["trial"] == trial].set_index("arm")
    drug, control = (_scores(rows.loc[arm], r) for arm in ("drug", "control"))
    return ResponseRule(trial=trial, cut=cut, limit=limit, r=r, drug=drug, control=control)


def counted_rows(result: ResponseRule) -> Rows:
    """What the curves expect by the printed rules and what was counted, a row for each rule and group."""
    table = []
    for rule, asked in (
        (Rule.RESPONSE, "a fall of at least {:g}%"),
        (Rule.REMISSION, "an end at or below {:g} points"),
    ):
        for arm in (result.drug, result.control):
            low, high = arm.counted(rule).interval
            table.append({
                "Printed rule": f"{rule}: {asked.format(arm.printed_at(rule))}", "Group": arm.name,
                "Expected": f"{100 * arm.expected(rule):.0f}%",
                "Counted": f"{arm.counted(rule).events} of {arm.counted(rule).people}",
                "95% interval": f"{100 * low:.0f} to {100 * high:.0f}%",
                "The curve": "fits" if arm.fits(rule) else "misses",
            })  # fmt: skip
    return Rows(caption="The curves against the counts of the trial", frame=pd.DataFrame(table))


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
