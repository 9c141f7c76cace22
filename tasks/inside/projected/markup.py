"""The HTML of slides: options and scales to choose on, answers that wait for a key, words that fit one slide."""

import html
import re
from collections.abc import Iterable, Sequence
from math import ceil
from string import ascii_uppercase

from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.scale import share_of_track
from ketabrain.engine.stats.interval_score import SURE_OF_RANGE
from ketabrain.engine.verdict import MEANINGS

MOST_LINES, LETTERS_A_LINE, LETTERS_BESIDE, BETWEEN = 13.0, 76, 58, 0.6
"""Lines that words may take on one slide, letters of one, also beside a name, and the gap between two, in lines."""
KEY = 'data-fragment-index="0"'
"""What waits for the same press of the key."""
_MARKED = f' class="fragment custom" {KEY}'
_BLOCK = re.compile(r"<(?P<tag>p|li)>(?P<words>.*?)</(?P=tag)>", re.DOTALL)


def plain(page: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)).split())


def paragraph(words: str, style: str = "") -> str:
    """One paragraph of escaped words."""
    return f'<p class="{style}">{html.escape(words)}</p>' if style else f"<p>{html.escape(words)}</p>"


def after_a_key(*parts: str) -> str:
    """What shows after one more press of the key."""
    return f'<div class="tells fragment" {KEY}>{"".join(parts)}</div>'


def one_of(options: Sequence[str], right: Sequence[str] = ()) -> str:
    """Options with letters; those that are `right` are marked after a key."""
    rows = "".join(
        f"<li{_MARKED * (each in right)}><b>{letter}</b><span>{html.escape(each)}</span></li>"
        for letter, each in zip(ascii_uppercase, options, strict=False)
    )
    return f'<ol class="options">{rows}</ol>'


def answer_field(question: Question, *, told: bool = False) -> str:
    """What an answer is given on: options, or a line between two ends; `told` marks the truth on it after a key."""
    if question.options:
        return one_of(question.options, (str(question.truth),) if told else ())
    mark = ""
    if told and not isinstance(question.truth, str) and question.truth is not None:
        span = question.truth if isinstance(question.truth, tuple) else (question.truth, question.truth)
        left, right = (share_of_track(end, question.low, question.high) for end in span)
        mark = f'<i class="fragment" {KEY} style="left:{left:.1f}%;width:{right - left:.1f}%"></i>'
    ends = "".join(f"<span>{html.escape(question.words(end))}</span>" for end in (question.low, question.high))
    return f'<div class="line">{mark}</div><p class="ends">{ends}</p>'


def how_to_answer(question: Question) -> str:
    """How sure to be, in a line: nothing about the answer itself."""
    if question.kind == "range":
        return f"Give a range that you are {SURE_OF_RANGE:.0%} sure of."
    return "Choose one, and say how sure you are." if question.options else "Give a number, and say how sure you are."


def verdict_steps(given: str) -> str:
    """The five verdicts with their meanings; the one that was `given` is marked after a key."""
    steps = "".join(
        f"<li{_MARKED * (name == given)}><b>{html.escape(name)}</b><small>{html.escape(meaning)}</small></li>"
        for name, meaning in MEANINGS.items()
    )
    return f'<ol class="steps">{steps}</ol>'


def word_slides(pages: Iterable[str]) -> list[str]:
    """Paragraphs and list items (HTML) on as few slides as hold them, about as many lines on each."""
    blocks = [(found[0], _lines(found["words"])) for page in pages for found in _BLOCK.finditer(page)]
    return [_listed(slide) for slide in shared_out(blocks)]


def shared_out(blocks: Sequence[tuple[str, float]]) -> list[list[str]]:
    """Blocks with the lines that each takes, on as few slides as hold them, as evenly as their order allows."""
    slides = _filled(blocks, MOST_LINES)
    lower = MOST_LINES
    while len(evener := _filled(blocks, lower := lower - 0.5)) == len(slides) and lower > 1:
        slides = evener
    return slides


def _filled(blocks: Sequence[tuple[str, float]], most: float) -> list[list[str]]:
    """One slide after the other filled up to so many lines; a longer block stands alone."""
    slides: list[list[str]] = []
    taken = 0.0
    for block, lines in blocks:
        if not slides or taken + lines > most:
            slides.append([])
            taken = 0.0
        slides[-1].append(block)
        taken += lines
    return slides


def paragraphs(page: str) -> list[str]:
    """The paragraphs and list items of a page."""
    return [found[0] for found in _BLOCK.finditer(page)]


def piece_slides(pieces: Iterable[tuple[str, str, str]]) -> list[str]:
    """Pieces to sort (name, words, where it belongs) on as few slides as hold them; the last waits for a key."""
    blocks = [
        (
            f'<li><b>{html.escape(name)}<em class="fragment" {KEY}>{html.escape(belongs)}</em></b>'
            f"<span>{html.escape(words)}</span></li>",
            max(ceil(len(words) / LETTERS_BESIDE), 2) + BETWEEN,
        )
        for name, words, belongs in pieces
    ]
    return [f'<ul class="pieces">{"".join(slide)}</ul>' for slide in shared_out(blocks)]


def figure(words: str) -> str:
    """The place of a picture with its description, until `with_picture` brings it."""
    return f'<figure><img src="" alt="{html.escape(words)}"></figure>'


def with_picture(page: str, address: str) -> str:
    """The page with its picture, which lies at an address."""
    return page.replace('<img src=""', f'<img src="{address}"', 1)


def _lines(words: str) -> float:
    return ceil(len(plain(words)) / LETTERS_A_LINE) + BETWEEN


def _listed(blocks: Sequence[str]) -> str:
    """Blocks as HTML, with items that follow each other in one list."""
    return re.sub(r"((?:<li>.*?</li>)+)", r"<ul>\1</ul>", "".join(blocks), flags=re.DOTALL)
