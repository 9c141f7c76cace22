"""The guide for figures, as far as it can be measured. One measure for all explores."""

import re

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from ketabrain.engine.draw.layout import EDGE
from ketabrain.engine.draw.style import SMALL
from tests.engine.draw.crowding import boxes_as_drawn
from tests.engine.draw.written import heading, said_and_written

MOST_WORDS = 40
_WORD = re.compile(r"[^\W\d_]{2,}")
_NEGATIVE_NOTHING = re.compile(r"(?<![\w.])−0(?:\.0+)?(?![\d.,]*\d)")
_ONE_OF_MANY = re.compile(
    r"(?<![\d.,−-])\b1 (?:points|people|days|weeks|months|years|hours|minutes|trials|studies|mice|rats|women|men|"
    r"spines|findings|cells|answers|deaths|rows|results|sessions|infusions|doses)\b"
)


def near_the_edge(figure: Figure) -> list[str]:
    """Words of a figure that has been drawn that stand less than `EDGE` pixels from one of its sides."""
    width, height = FigureCanvasAgg(figure).get_width_height()
    low, right, high = EDGE - 1, width - EDGE + 1, height - EDGE + 1
    return [
        f"{word} ({min(box.x0, box.y0, width - box.x1, height - box.y1):.0f} px)"
        for word, box in boxes_as_drawn(figure)
        if box.x0 < low or box.y0 < low or box.x1 > right or box.y1 > high
    ]


def small_words(figure: Figure) -> list[str]:
    """Texts that are smaller than the smallest size that can be read."""
    return [each.get_text() for each in figure.findobj(Text) if each.get_text().strip() and each.get_size() < SMALL]


def count_words(figure: Figure) -> int:
    """How many words stand in a figure; numbers, units of one letter and signs are none."""
    shown = [word for word, _ in boxes_as_drawn(figure)]
    return len(_WORD.findall(" ".join(shown)))


def odd_numbers(figure: Figure, description: str) -> list[str]:
    """Numbers that nobody would write: "−0", "1 points"."""
    words = said_and_written(figure, description)
    return [*_NEGATIVE_NOTHING.findall(words), *_ONE_OF_MANY.findall(words)]


def breaches(figure: Figure, description: str) -> list[str]:
    """Where a figure that has been drawn does not keep to the guide."""
    found = [f"less than {EDGE} px from the edge: {each}" for each in near_the_edge(figure)]
    found += [f"too small: {each}" for each in small_words(figure)]
    found += [f"odd number: {each}" for each in odd_numbers(figure, description)]
    if (count := count_words(figure)) > MOST_WORDS:
        found.append(f"{count} words, more than {MOST_WORDS}")
    if len(heading(figure)) < 2:
        found.append("no heading of two lines: what is found, and what is shown")
    return found


def limits(figure: Figure) -> list[tuple[float, ...]]:
    """Ends of every axis of a figure."""
    return [(*axes.get_xlim(), *axes.get_ylim()) for axes in figure.axes]
