"""A word check for a fair short version of the article: it finds words, not sense, so it can only ask, never grade."""

import re
from collections import Counter
from dataclasses import dataclass

LONGEST_WORDS, SHORTEST_WORDS = 120, 50
_RUN = 4
"""Words in a row that, met again, count as said twice."""
_SMALL_WORD = re.compile(
    r"a|an|the|of|in|on|to|and|or|but|its?|is|are|was|were|be|been|ha[sd]|have|for|with|by|at|as|that|this|than|from|"
    r"not?|so|if|who|which|what|how|they|them|their|there|can|may|might|will|would|do|does|did|one|some|most|many"
)
_SMALLEST_SHARE = 0.2
"""The share of small words that English sentences have at least; a list of catchwords has fewer."""
_NOT = r"\b(?:no|not|never|none|without|nobody|neither|nor|zero|cannot|hardly)\b|n't\b"
_HARM = (
    r"side.effects?|adverse|harm|risk|danger|blood pressure|detach|dissociat|dizz|nause|vomit|sick|sedat|sleepy|"
    r"hallucinat|confus|bladder|urin|depend|addict|misus|abus|crav"
)
_BYLINE = r"advert|wr(?:ote|itten)|author|byline|\bsells?\b|selling|promot|market|earns?|profit|page|article|original"
_ASKED = (
    ("says what the drug is licensed for", r"licen[cs]|approv|authori[sz]|an?esthe|anaesthe|off.label",
     "Which drug, for what, where?"),
    ("gives a number", r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a third|a quarter)\b"
     r"[\w ]{0,12}\b(?:of|in|out)\b|per ?cent", "Of how many people?"),
    ("compares with something", r"placebo|midazolam|salt water|saline|dummy|sham|controls?\b|compared|versus|against a|"
     r"\bthan\b|other (?:treatment|drug|medicine)|without (?:it|the drug)", "Better than what?"),
    ("says how long it lasts", r"\b(?:minutes?|hours?|days?|weeks?|months?)\b|short.lived|wears? off|fades?|temporar|"
     r"for a (?:short|little) (?:time|while)", "Hours, days, weeks?"),
    ("names a harm", _HARM, "Which harm, how often?"),
    ("says what is not known", r"unknown|uncertain|unclear|unsure|not (?:yet |fully |well |been )*(?:know|understood|"
     r"shown|clear|sure|settled|proven|tested)|(?:nobody|no one|no.one) (?:yet )?knows|(?:do|does) not (?:yet )?know|"
     r"open question|too early|\bmay\b|\bmight\b|(?:low|little|small) certainty|more (?:research|studies|trials)",
     "What would you tell a friend who asks “and is that sure?”"),
    ("says who should watch", r"supervis|watch|monitor|observ|clinic|doctor|nurse|medical|hospital|trained|professio",
     "Where, and who looks after you?"),
    ("says who wrote the original", r"(?:clinic|doctor|practice).*(?:" + _BYLINE + r")|(?:" + _BYLINE +
     r").*(?:clinic|doctor|practice)", "Who gains?"),
)  # fmt: skip
_DENIED = (
    r"\b(?:no|not any|never any|without(?: any)?|zero|free (?:of|from))\b (?:\w+ ){0,3}?(?:side.effects?|harms?|risks?|"
    r"dangers?|addict\w*)",
    r"(?:side.effects?|harms?|risks?|dangers?)\b(?: \w+){0,4}? (?:never|not|none)\b(?: \w+)? (?:seen|found|reported|"
    r"observed|exist)",
    r"\bharmless|\b(?:completely|perfectly|totally|entirely|absolutely) safe|risk.free|\bat home,? alone|"
    r"\bnot (?:be )?(?:addictive|harmful|dangerous)",
)
_PROMISED = (
    r"\bcur(?:e|es|ed|ing)\b", r"\bfor good\b(?! reasons?)", r"\bforever\b", r"\bpermanent", r"guarantee",
    r"works? for everyone", r"always (?:works?|helps?)", r"(?:nine|9) (?:in|out of|of) (?:every )?(?:ten|10)",
)  # fmt: skip
_PRAISE = (
    r"ground.?breaking|miracle|miraculous|breakthrough|game.?chang|revolution|wonder.?drug|\breset|powerful|amazing|"
    r"life.?chang|magic"
)
_OF_THE_PAGE = (
    r"\b(?:page|article|text|original|author|clinic)\b[\w ]{0,12}\b(?:names?|mentions?|gives?|lists?|says?|told)\b"
)
"""“The page names no harm” denies none: it says what the page leaves out."""


@dataclass(frozen=True)
class Line:
    """One line of the word check: what it looks for, whether it was found, and a question if not."""

    asks: str
    found: bool
    question: str


@dataclass(frozen=True)
class Checked:
    """A text held against the word check; `words` counts them."""

    words: int
    lines: tuple[Line, ...]

    @property
    def found(self) -> int:
        """Lines for which something was found."""
        return sum(line.found for line in self.lines)


def check_version(text: str) -> Checked:
    """Hold a text against the word check. Any text gives an answer, also an empty one.

    >>> checked = check_version("Of 100 people 29 felt dizzy.")
    >>> [line.asks for line in checked.lines if line.found]
    ['says nothing twice', 'gives a number', 'names a harm', 'denies no harm, promises no cure', 'does without praise']
    """
    sentences = [each for each in re.split(r"(?<=[.!?;])\s+|\n+", " ".join(text.split(" "))) if each.strip()]
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())
    count = len(text.split())
    fits = SHORTEST_WORDS <= count <= LONGEST_WORDS
    small = sum(bool(_SMALL_WORD.fullmatch(word)) for word in words)
    joined = bool(words) and small / len(words) >= _SMALLEST_SHARE and len(sentences) > 1
    twice = _said_twice(words)
    asked = [Line(asks, _is_said(sentences, asks, pattern), question) for asks, pattern, question in _ASKED]
    claims_more = _denies_or_promises(sentences)
    praise = _unless_denied(sentences, _PRAISE)
    first = "Write something first."
    said_twice = f"Why is “{twice}” there again?" if twice else first
    claimed = f"Who has shown “{claims_more}”?" if claims_more else first
    praised = f"Is “{praise}” a finding?" if praise else first
    lines = (
        Line(f"has {SHORTEST_WORDS} to {LONGEST_WORDS} words", fits, f"It has {count}."),
        Line("is written in sentences", joined, "Would a friend take this for a text, or for a list of words?"),
        Line("says nothing twice", bool(words) and not twice, said_twice),
        *asked,
        Line("denies no harm, promises no cure", bool(words) and not claims_more, claimed),
        Line("does without praise", bool(words) and not praise, praised),
    )
    return Checked(count, lines)


def _said_twice(words: list[str]) -> str:
    """Some words in a row that come again, or nothing."""
    runs = Counter(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return next((run for run, times in runs.items() if times > 1), "")


def _is_said(sentences: list[str], asks: str, pattern: str) -> bool:
    """Whether some sentence says it: a harm that is denied is not named, and a byline looks after nobody."""
    for sentence in sentences:
        if asks == "says who should watch" and re.search(_BYLINE, sentence, re.IGNORECASE):
            continue
        found = re.search(pattern, sentence, re.IGNORECASE)
        if not found:
            continue
        if asks in ("names a harm", "says who should watch") and not _unless_denied([sentence], pattern):
            continue
        if asks == "names a harm" and _denies_or_promises([sentence]):
            continue
        return True
    return False


def _unless_denied(sentences: list[str], pattern: str) -> str:
    """The first words that match and have no “no” or “not” close before them, or nothing."""
    for sentence in sentences:
        for found in re.finditer(pattern, sentence, re.IGNORECASE):
            before = " ".join(sentence[: found.start()].split()[-3:])
            if not re.search(_NOT, before, re.IGNORECASE):
                return found[0]
    return ""


def _denies_or_promises(sentences: list[str]) -> str:
    """The first words that deny harm or promise a cure, or nothing."""
    for sentence in sentences:
        about_the_page = re.search(_OF_THE_PAGE, sentence, re.IGNORECASE)
        for pattern in _DENIED:
            found = re.search(pattern, sentence, re.IGNORECASE)
            if found and not about_the_page:
                return found[0]
        for pattern in _PROMISED:
            if promised := _unless_denied([sentence], pattern):
                return promised
    return ""
