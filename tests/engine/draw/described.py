"""Does a picture's description say the numbers that stand on it? One measure for all explores.

Held to it are titles: their numbers are what the picture is about. Words beside single marks are not, since a table in
words of everything on a picture is no description.
"""

import re
from collections.abc import Iterable

from matplotlib.figure import Figure

from ketabrain.engine.explore import Explorer
from tests.engine.draw.written import heading

SPELLED = {
    "no": "0", "none": "0", "nothing": "0", "nobody": "0", "one": "1", "once": "1", "two": "2", "twice": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "half": "50", "all": "100",
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])(?:(?<![\w–])[−-])?\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> list[str]:
    """The numbers in a text as plain digits ("−1,200.5" gives "-1200.5"); not those inside names, such as C02a."""
    found = (match[0].replace("−", "-").replace(",", "") for match in _NUMBER.finditer(text))
    return [number.rstrip(".") for number in found]


def same(one: str, other: str) -> bool:
    """Whether two numbers are equal when both are rounded to the decimals of the coarser."""
    coarse, fine = sorted((one, other), key=_decimals)
    half = 0.5 * 10 ** -_decimals(coarse) if _decimals(coarse) < _decimals(fine) else 0
    return abs(float(coarse) - float(fine)) <= half + 1e-9


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def titles(figure: Figure) -> list[str]:
    """What a figure finds, and the titles of a figure and of its panels."""
    whole = [figure._suptitle.get_text()] if figure._suptitle else []
    return [
        *heading(figure)[:1],
        *whole,
        *(text for axes in figure.axes if (text := axes.get_title(loc="left") or axes.get_title())),
    ]


def left_out(shown: Iterable[str], words: str) -> list[str]:
    """The numbers in some texts on a picture that its description does not say."""
    lower = re.findall(r"[a-z]+", words.casefold())
    spelled = [SPELLED[word] for word in lower if word in SPELLED]
    said = numbers(words) + spelled
    return [number for text in shown for number in numbers(text) if not any(same(number, each) for each in said)]


def titles_left_out(explorer: Explorer) -> list[str]:
    """The numbers in the titles of what an explore shows now that its description does not say."""
    return left_out(titles(explorer.figure), explorer.description_text)
