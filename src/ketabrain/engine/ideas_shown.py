"""What is shown of the answers on ideas: the sums, what luck would give, and what more questions would tell."""

from dataclasses import dataclass

import pandas as pd
from scipy.stats import binom

from ketabrain.engine.ideas import Counted, IdeaResults, Round
from ketabrain.engine.show_table import Rows
from ketabrain.engine.stats.proportions import wilson

GUESS = 0.25
"""Share that is right by guessing among four options."""


@dataclass(frozen=True, kw_only=True)
class IdeasShown:
    """Answers on ideas as if a round had so many `questions`, the share right being what it was.

    `sums` have their intervals at that number; `luck` holds the shares (0 to 1) of 95 of 100 people who only guess.
    """

    results: IdeaResults
    questions: int
    sums: tuple[Counted, ...]
    luck: tuple[float, float]


def ideas_shown(results: IdeaResults, questions: float) -> IdeasShown:
    """Show answers as if there had been so many questions.

    >>> [round(end, 2) for end in ideas_shown(IdeaResults(rows=(), sums=()), 100).luck]
    [0.17, 0.34]
    """
    count = int(questions)
    low, high = (float(binom.ppf(end, count, GUESS)) / count for end in (0.025, 0.975))
    return IdeasShown(
        results=results,
        questions=count,
        sums=tuple(_at(each, count) for each in results.sums),
        luck=(low, high),
    )


def _at(given: Counted, questions: int) -> Counted:
    right = round(questions * given.right / given.of)
    low, high = wilson(right, questions)
    return Counted(round=given.round, right=right, of=questions, low=low, high=high)


def idea_table(shown: IdeasShown) -> Rows:
    """Each idea, and whether its question was right in each round."""
    words = {True: "✓", False: "×", None: ""}
    columns = {"Idea": [row.name for row in shown.results.rows]}
    for asked, head in zip(Round, ("Before", "After", "Weeks later"), strict=True):
        columns[head] = [words[row.right[asked]] for row in shown.results.rows]
    frame = pd.DataFrame(columns)
    return Rows(caption="Idea by idea: ✓ right, × not right", frame=frame, first=len(frame))
