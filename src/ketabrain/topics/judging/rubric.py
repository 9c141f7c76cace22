"""A rubric for a fair short version of the article. A machine sees words, not sense: it can only ask, never grade."""

import re
from dataclasses import dataclass

LONGEST_WORDS, SHORTEST_WORDS = 120, 50

_ASKED = (
    ("says what the drug is licensed for", r"licen[cs]|approv|anaesth|anesth", "Which drug, for what, where?"),
    ("gives a number", r"\d|\b(?:one|two|three|four|five|six|ten|half|third)\b (?:of|in|out)", "Of how many people?"),
    ("compares with something", r"placebo|midazolam|salt water|control|compared|than (?:with|after)|other treatment",
     "Better than what?"),
    ("says how long it lasts", r"\bhours?\b|\bdays?\b|\bweeks?\b|short", "Hours, days, weeks?"),
    ("names a harm", r"side effect|harm|blood pressure|detach|dissociat|bladder|depend|misuse",
     "Which harm, how often?"),
    ("says what is not known",
     r"unknown|not (?:yet )?(?:know|understood|shown|clear)|uncertain|nobody knows|\bmay\b|low certainty",
     "What would you tell a friend who asks “and is that sure?”"),
    ("says who should watch", r"supervis|watch|monitor|clinic|doctor|medical", "Where, and who looks after you?"),
    ("says who wrote the original", r"clinic|advert|written by|author|sells|page of", "Who gains?"),
)  # fmt: skip
_PRAISE = r"groundbreaking|ground-breaking|miracle|breakthrough|game.?changer|revolution|wonder drug|\breset|powerful"


@dataclass(frozen=True)
class Line:
    """One line of the rubric: what it looks for, whether a word for it was found, and a question if not."""

    asks: str
    found: bool
    question: str


@dataclass(frozen=True)
class Checked:
    """A text held against the rubric; `words` counts them."""

    words: int
    lines: tuple[Line, ...]

    @property
    def found(self) -> int:
        """Lines for which something was found."""
        return sum(line.found for line in self.lines)


def check_version(text: str) -> Checked:
    """Hold a text against the rubric. Any text gives an answer, also an empty one.

    >>> checked = check_version("Of 100 people 29 felt dizzy.")
    >>> [line.asks for line in checked.lines if line.found]
    ['gives a number', 'does without praise']
    """
    count = len(text.split())
    fits = SHORTEST_WORDS <= count <= LONGEST_WORDS
    length = Line(f"has {SHORTEST_WORDS} to {LONGEST_WORDS} words", fits, f"It has {count}.")
    asked = [Line(asks, bool(re.search(found, text, re.IGNORECASE)), question) for asks, found, question in _ASKED]
    praise = re.search(_PRAISE, text, re.IGNORECASE)
    question = f"Is “{praise[0]}” a finding?" if praise else "Write first."
    calm = Line("does without praise", bool(text.strip()) and not praise, question)
    return Checked(count, (length, *asked, calm))
