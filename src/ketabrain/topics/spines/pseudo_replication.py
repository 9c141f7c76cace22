"""Count branches or count mice: one set of data, analysed both ways.

Branches of one mouse share its age, its surgery and the hand that scored it, so they are alike. How alike is said by
the intraclass correlation: the share of all variation that lies between mice. A test that takes every branch as an
independent case then sees more cases than there are; the design effect, 1 + (branches per mouse − 1) · correlation,
says how many times too many. The spread of branches is that of control mice in a public data set (kwandata2016); the
correlation is the learner's choice. Only for density in 2016 do we carry a comparison of whole mice, and thereby a
rough range of the correlation (`implied_icc`). Widening by the design effect takes every mouse to have the same number
of branches; where they differ it widens too little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.special import chdtri, stdtr, stdtrit

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array

ICC = 0.2
"""Intraclass correlation if nothing else is chosen: our assumption, just above what `implied_icc` allows."""
ALPHA = 0.05
"""A p value below this is called significant."""
STUDIES = 1000
"""Simulated studies behind a share of false alarms."""
COMPARISONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "2016, density": ("frontal-2016-saline-density-p1", "frontal-2016-ketamine-density-p1"),
        "2016, formation": ("frontal-2016-saline-formation-p1", "frontal-2016-ketamine-formation-p1"),
        "2021, density": ("frontal-2021-saline-density-p1", "frontal-2021-psilocybin-density-p1"),
        "2021, formation": ("frontal-2021-saline-formation-p1", "frontal-2021-psilocybin-formation-p1"),
    }
)
"""What was measured on day 1: rows of the table spine_courses for saline and for the drug."""

_CONTROL = "frontal-2016-saline-density-p1"
_BY_MOUSE = "2016, density"
"""The comparison of which we also know difference and p value by mouse."""


@dataclass(frozen=True)
class WelchTest:
    """Treated less control (in the unit of the data), its 95% interval, and the two-sided p value (Welch)."""

    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, kw_only=True)
class SpineStudy:
    """One simulated study: changes of density (%) of every branch, arrays of mice × branches for each arm."""

    icc: float
    effect: float
    seed: int
    control: Array
    treated: Array
    by_branch: WelchTest
    by_mouse: WelchTest

    @property
    def mice(self) -> int:
        """Mice in each arm."""
        return int(self.control.shape[0])

    @property
    def branches(self) -> int:
        """Branches of each mouse."""
        return int(self.control.shape[1])


@dataclass(frozen=True, kw_only=True)
class FalseAlarms:
    """Shares (%) of studies of a drug that does nothing in which p falls below ALPHA.

    `by_branch` and `by_mouse` are counted in STUDIES simulated studies; `expected` is the approximation for counting
    branches, for every number of branches in `along`.
    """

    mice: int
    branches: int
    icc: float
    by_branch: float
    by_mouse: float
    along: Array
    expected: Array

    @property
    def effective(self) -> float:
        """Independent branches that all branches of one arm are worth."""
        return effective_branches(self.mice, self.branches, self.icc)


@dataclass(frozen=True, kw_only=True)
class BothWays:
    """A measured comparison with branches as cases, and again with the intervals widened by the design effect.

    `mice` and `branches` are those of saline and of the drug; `implied` is the correlation that a comparison of whole
    mice points to, and its upper end (see `implied_icc`), where there is one.
    """

    name: str
    drug: str
    icc: float
    mice: tuple[int, int]
    branches: tuple[int, int]
    by_branch: WelchTest
    widened: WelchTest
    implied: tuple[float, float] | None


def design_effect(branches: float, icc: float) -> float:
    """How many times too many cases are counted with so many branches per mouse. Raises ValueError for bad input."""
    _check(1, branches, icc, least=1)
    return 1 + (branches - 1) * icc


def effective_branches(mice: float, branches: float, icc: float) -> float:
    """How many independent branches mice · branches are worth. Raises ValueError for bad input.

    >>> [effective_branches(8, 12, icc) for icc in (0, 1)]  # none of the variation shared by a mouse, and all of it
    [96.0, 8.0]
    """
    return mice * branches / design_effect(branches, icc)


@cache
def branch_spread() -> float:
    """Standard deviation of the change of density (percentage points) over branches of control mice on day 1."""
    row = tables.load("spine_courses").set_index("id").loc[_CONTROL]
    return float((row["upper"] - row["lower"]) / 2 * np.sqrt(row["dendrites"]))


@cache
def implied_icc() -> tuple[float, float]:
    """Correlation (0–1) that fits density in 2016, and the upper end of its 95% range: our rough estimate.

    Difference and p value by mouse give the standard error by mouse. If branches of a mouse were no more alike than
    those of two, it would follow from the spread of branches alone, and if they were all alike, from that spread with
    mice as cases; the correlation is where the error lies between the two. The range is that of a variance with as
    many degrees of freedom as there are mice less two. Below 0 counts as 0.
    """
    errors, mice, branches = _summaries(_BY_MOUSE)[1:]
    freedom = sum(mice) - 2
    found = tables.quantity("mouse-level-difference").midpoint
    error = found / float(stdtrit(freedom, 1 - tables.quantity("mouse-level-p").midpoint / 2))
    unlike = sum(each**2 for each in errors)
    alike = sum(each**2 * many / few for each, many, few in zip(errors, branches, mice, strict=True))
    highest = error**2 * freedom / float(chdtri(freedom, 1 - ALPHA / 2))
    likely, high = (min(max((square - unlike) / (alike - unlike), 0.0), 1.0) for square in (error**2, highest))
    return likely, high


def simulate_study(mice: int = 8, branches: int = 12, icc: float = ICC, effect: float = 0, seed: int = 1) -> SpineStudy:
    """Draw one study: a random shift for every mouse, then one for every branch.

    `mice` are those of each arm and `branches` those of each mouse (2 or more), `icc` (0–1) is the share of all
    variation that lies between mice, `effect` the true one in percentage points, and `seed` the number of the study.
    Raises ValueError for fewer than two mice or branches or a correlation outside 0–1.
    """
    _check(mice, branches, icc)
    values = _draw(np.random.default_rng(int(seed)), 1, int(mice), int(branches), icc)[0]
    control, treated = values[0], values[1] + effect
    return SpineStudy(
        icc=icc,
        effect=effect,
        seed=int(seed),
        control=control,
        treated=treated,
        by_branch=_welch(treated.ravel(), control.ravel()),
        by_mouse=_welch(treated.mean(axis=1), control.mean(axis=1)),
    )


def false_alarms(mice: int = 8, branches: int = 12, icc: float = ICC, seed: int = 1) -> FalseAlarms:
    """How often a drug that does nothing seems to do something, by either way of counting.

    `mice` are those of each arm and `branches` those of each mouse (2 or more), `icc` (0–1) is the share of all
    variation that lies between mice, and `seed` the number from which STUDIES studies are drawn.
    Raises ValueError for fewer than two mice or branches or a correlation outside 0–1.
    """
    _check(mice, branches, icc)
    values = _draw(np.random.default_rng(seed), STUDIES, int(mice), int(branches), icc)
    flat = values.reshape(STUDIES, 2, -1)
    along: Array = np.arange(2, 21, dtype=np.float64)
    freedom = 2 * (mice * along - 1)
    threshold = stdtrit(freedom, 1 - ALPHA / 2)
    expected: Array = 200 * stdtr(freedom, -threshold / np.sqrt(1 + (along - 1) * icc))
    return FalseAlarms(
        mice=int(mice),
        branches=int(branches),
        icc=icc,
        by_branch=_alarms(flat[:, 1], flat[:, 0]),
        by_mouse=_alarms(values[:, 1].mean(axis=2), values[:, 0].mean(axis=2)),
        along=along,
        expected=expected,
    )


def both_ways(icc: float = ICC) -> tuple[BothWays, ...]:
    """The COMPARISONS of two public data sets, by branches and with the design effect (our recalculation).

    Raises ValueError for a correlation outside 0–1.
    """
    return tuple(_compared(name, icc) for name in COMPARISONS)


def _compared(name: str, icc: float) -> BothWays:
    arms, errors, mice, branches = _summaries(name)
    effects = [design_effect(many / few, icc) for many, few in zip(branches, mice, strict=True)]
    difference = float(arms[1]["percent"] - arms[0]["percent"])
    wide = [error * effect**0.5 for error, effect in zip(errors, effects, strict=True)]
    worth = [many / effect for many, effect in zip(branches, effects, strict=True)]
    return BothWays(
        name=name,
        drug=str(arms[1]["group"]),
        icc=icc,
        mice=(mice[0], mice[1]),
        branches=(branches[0], branches[1]),
        by_branch=_welch_test(difference, errors, branches),
        widened=_welch_test(difference, wide, worth),
        implied=implied_icc() if name == _BY_MOUSE else None,
    )


def _summaries(name: str) -> tuple[list[pd.Series], list[float], tuple[int, ...], tuple[int, ...]]:
    """Rows of saline and of the drug, their standard errors over branches, their mice and their branches."""
    rows = tables.load("spine_courses").set_index("id")
    arms = [rows.loc[row] for row in COMPARISONS[name]]
    mice, branches = (tuple(int(row[count]) for row in arms) for count in ("mice", "dendrites"))
    return arms, [float(row["upper"] - row["lower"]) / 2 for row in arms], mice, branches


def _draw(rng: np.random.Generator, studies: int, mice: int, branches: int, icc: float) -> Array:
    """Studies × arms × mice × branches, in percentage points; nothing differs between the arms."""
    between = rng.normal(0, icc**0.5, (studies, 2, mice, 1))
    return branch_spread() * (between + rng.normal(0, (1 - icc) ** 0.5, (studies, 2, mice, branches)))


def _welch(treated: Array, control: Array) -> WelchTest:
    errors = [float(each.std(ddof=1) / each.size**0.5) for each in (control, treated)]
    return _welch_test(float(treated.mean() - control.mean()), errors, (control.size, treated.size))


def _welch_test(difference: float, errors: Sequence[float], cases: Sequence[float]) -> WelchTest:
    """Welch's test from two standard errors and the numbers of cases behind them."""
    squares = [error**2 for error in errors]
    error = sum(squares) ** 0.5
    freedom = sum(squares) ** 2 / sum(square**2 / (n - 1) for square, n in zip(squares, cases, strict=True))
    reach = float(stdtrit(freedom, 1 - ALPHA / 2)) * error
    p = 2 * float(stdtr(freedom, -abs(difference) / error))
    return WelchTest(difference, difference - reach, difference + reach, p)


def _alarms(treated: Array, control: Array) -> float:
    """Percent of studies (rows) with a p value below ALPHA."""
    n = control.shape[1]
    squares = [each.var(axis=1, ddof=1) / n for each in (control, treated)]
    total = squares[0] + squares[1]
    freedom = total**2 / ((squares[0] ** 2 + squares[1] ** 2) / (n - 1))
    t = np.abs(treated.mean(axis=1) - control.mean(axis=1)) / np.sqrt(total)
    return float(100 * np.mean(2 * stdtr(freedom, -t) < ALPHA))


def _check(mice: float, branches: float, icc: float, least: int = 2) -> None:
    if mice < least or branches < least:
        raise ValueError(f"A study needs at least {least} mice and branches; got {mice:g} and {branches:g}.")
    if not 0 <= icc <= 1:
        raise ValueError(f"The intraclass correlation lies between 0 and 1; got {icc:g}.")
