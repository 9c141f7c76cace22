"""What a room knows of the key ideas before the course and after it. The learner is the unit: each gives one gain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from ketabrain.engine.classroom.inbox import HandedIn
from ketabrain.engine.ideas import KIND, IdeaResults, Round, idea_results
from ketabrain.engine.numerals import counted, minus

FEWEST = 3
"""With fewer learners no interval is given."""


@dataclass(frozen=True, kw_only=True)
class IdeaShare:
    """One idea: the share of learners (0 to 1) who were right before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class RoomIdeas:
    """The learners who answered both rounds: shares right by idea, and how many more of ten were right after.

    `gain` is the mean over learners and `interval` its 95% confidence interval by Student's t; None with too few.
    """

    learners: int
    rows: tuple[IdeaShare, ...]
    gain: float | None
    interval: tuple[float, float]

    @property
    def words(self) -> str:
        """The gain in one sentence, with what it cannot say."""
        who = counted(self.learners, "learner")
        if self.gain is None:
            return f"{who} answered both times: too few for a mean with an interval."
        low, high = (minus(end, ".1f") for end in self.interval)
        return (
            f"{who} answered both times; after the course {minus(self.gain, '.1f')} more of ten were right on average "
            f"(95% interval {low} to {high}). Without a class that took no course nobody knows how much the course did."
        )


def room_ideas(learners: Sequence[HandedIn]) -> RoomIdeas:
    """What the learners who answered the questions before and after know."""
    found = [results for each in learners if (results := _both(each))]
    gains = [_right(each, Round.AFTER) - _right(each, Round.BEFORE) for each in found]
    rows = []
    for place, row in enumerate(found[0].rows if found else ()):
        shares = [
            np.mean([bool(each.rows[place].right[asked]) for each in found]) for asked in (Round.BEFORE, Round.AFTER)
        ]
        rows.append(IdeaShare(name=row.name, before=float(shares[0]), after=float(shares[1])))
    gain, interval = _mean(gains)
    return RoomIdeas(learners=len(found), rows=tuple(rows), gain=gain, interval=interval)


def _both(learner: HandedIn) -> IdeaResults | None:
    results = idea_results([entry for entry in learner.entries if entry["kind"] == KIND])
    rounds = {each.round for each in results.sums if each.of == len(results.rows)}
    return results if {Round.BEFORE, Round.AFTER} <= rounds else None


def _right(results: IdeaResults, asked: Round) -> int:
    return next(each.right for each in results.sums if each.round == asked)


def _mean(gains: Sequence[int]) -> tuple[float | None, tuple[float, float]]:
    if len(gains) < FEWEST:
        return None, (0.0, 0.0)
    mean, error = float(np.mean(gains)), float(np.std(gains, ddof=1)) / len(gains) ** 0.5
    reach = float(stats.t.ppf(0.975, len(gains) - 1)) * error
    return mean, (mean - reach, mean + reach)
