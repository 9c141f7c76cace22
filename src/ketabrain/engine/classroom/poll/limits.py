"""How often somebody may ask, and how long whoever types wrong words has to wait. Clocks are given, in seconds."""

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass

MOST_KNOWN = 2_000
"""Phones or addresses that are remembered; the one not heard of for longest is forgotten."""
FREE_TRIES = 10
"""Wrong words from one address before anybody there waits: a whole room may share it, and people mistype."""
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 60.0
FORGOTTEN_S = 900.0
"""Wrong words are forgotten when none has come for so long."""


@dataclass
class _Level:
    left: float
    at: float


class Rate:
    """So many requests at once from each, and so many a second in the long run."""

    def __init__(self, burst: int, per_s: float) -> None:
        self.burst, self.per_s = burst, per_s
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    def allows(self, who: str, now: float) -> bool:
        """Whether one more request of somebody is within the limit; it then counts."""
        level = self._levels.pop(who, None) or _Level(self.burst, now)
        level.left = min(self.burst, level.left + (now - level.at) * self.per_s)
        level.at = now
        self._levels[who] = level
        if len(self._levels) > MOST_KNOWN:
            self._levels.popitem(last=False)
        if level.left < 1:
            return False
        level.left -= 1
        return True


@dataclass
class _Tries:
    wrong: int
    last: float
    until: float


class WrongWords:
    """Who has typed wrong words. Joining with the right one is not limited."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait_s(self, address: str, now: float) -> float:
        """How long an address has to wait before the next try; 0 if it may."""
        tries = self._tries.get(address)
        return max(0.0, tries.until - now) if tries else 0.0

    def note(self, address: str, now: float) -> None:
        """Note a wrong word: each after the first few makes the wait twice as long as the one before."""
        tries = self._tries.pop(address, None)
        wrong = 1 if tries is None or now - tries.last > FORGOTTEN_S else tries.wrong + 1
        doublings = min(wrong - FREE_TRIES - 1, 10)
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**doublings) if wrong > FREE_TRIES else 0.0
        self._tries[address] = _Tries(wrong, now, now + wait)
        if len(self._tries) > MOST_KNOWN:
            self._tries.popitem(last=False)


def plain_word(typed: str) -> str:
    """A word to join with as it is compared: small letters and digits alone, however it was typed.

    >>> plain_word(" Otter 47"), plain_word("otter-47")
    ('otter47', 'otter47')
    """
    spelled = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(each for each in spelled if each.isalnum())
