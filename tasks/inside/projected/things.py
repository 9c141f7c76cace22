"""What a lesson shows, in its order: every thing with its heading, what it waits for, and what is said above it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import mistune
import nbformat

from ketabrain.engine import session
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.check import ExerciseCard
from ketabrain.engine.explore import Explorer
from ketabrain.engine.ideas import QuizCard
from ketabrain.engine.predict import PredictionCard, RevealCard
from ketabrain.engine.selfcheck import SelfcheckCard
from ketabrain.engine.sort_out import SortingCard
from ketabrain.engine.start import StartCard
from ketabrain.engine.verdict import VerdictCard
from tasks.inside.routes import BINDER_LINE, STAR, placed

WORTH_A_SLIDE = (StartCard, PredictionCard, RevealCard, Explorer, ExerciseCard, SortingCard, VerdictCard)
ALONE = (QuizCard, SelfcheckCard)
"""Cards that everybody works at alone, and of which nothing is worth saying to a room."""
LEFT_OUT = "9."
"""The section of which slides show nothing: references, glossary and progress."""
_TOLD = "kb-told"
_SHOWN = re.compile(
    r'id="(?P<saved>kb-saved-\w+)"|<div class="kb-prose">(?P<prose>.*?)</div>|(?P<table><div class="kb-data">)',
    re.DOTALL,
)
_HEADED = re.compile(
    r"^(?P<marks>#{1,3}) +(?P<heading>.*)$|^\*\*(?P<exercise>\d\.\d[^*]*)\*\*(?P<asks>.*)$", re.MULTILINE
)
_ONLY_TO_POINT_AT = re.compile(
    r'<span class="kb-note"[^>]*>(?:<span>.*?</span>|<b>.*?</b>|[^<])*</span>|</?a\b[^>]*>'
    r'| (?:tabindex|data-lm-suppress-shortcuts|aria-describedby)="[^"]*"',
    re.DOTALL,
)
"""Notes that open, links, and what lets the keyboard reach them: keys belong to the slides."""
_TO_HTML = mistune.create_markdown(escape=True)


@dataclass(frozen=True)
class Prose:
    """Words (HTML); a `lead` stands in the notebook's own text, above what it leads to."""

    words: str
    lead: bool = False


class LeftOut:
    """A table, or a card to work at alone: slides show neither, nor the words that lead to it."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that a lesson shows.

    `section` is such as "4. Explore", `heading` the nearest one, such as "4.2 How many channels?". `after` names the
    predictions whose answers it gives away, `lead` is what the lesson says right above it (HTML), `source` the code of
    its cell.
    """

    section: str
    heading: str
    what: Card | Prose | LeftOut
    after: tuple[str, ...] = ()
    lead: str = ""
    source: str = ""


def lesson_things(path: Path, shown: Sequence[str]) -> list[Thing]:
    """What the unfolded cells of a lesson show, which this process has run last: `shown` is what `run_again` gave.

    What waits for a prediction comes right after the answer that it gives away.
    """
    return _with_leads(after_their_answers(_with_leads(_things(path, shown))))


def _things(path: Path, shown: Sequence[str]) -> Iterator[Thing]:
    cards = {card.saved: card for card in session.current().watching}
    pages = iter(shown)
    below = ""
    for each in placed(nbformat.read(path, as_version=4)):
        source = each.cell.source
        page = next(pages) if each.cell.cell_type == "code" else ""
        if each.folded or each.room.startswith(LEFT_OUT):
            continue
        if each.cell.cell_type == "markdown":
            for heading, words in list(_under_headings(BINDER_LINE.sub("", source), below)):
                below = heading
                if words:
                    yield Thing(section=each.room, heading=below, what=Prose(str(_TO_HTML(words)), lead=True))
            continue
        for what, after in _shown_things(page, cards):
            yield Thing(section=each.room, heading=below, what=what, after=after, source=source)


def _under_headings(source: str, heading: str) -> Iterator[tuple[str, str]]:
    """The headings of a cell, each with the words below it; at first the words below the heading that came before."""
    place = 0
    for found in _HEADED.finditer(source):
        yield heading, source[place : found.start()].strip()
        heading = (found["heading"] or found["exercise"]).replace(STAR, "").strip()
        place = found.end() if found["heading"] else found.start("asks")
    yield heading, source[place:].strip()


def _shown_things(page: str, cards: dict[str, Card]) -> Iterator[tuple[Card | Prose | LeftOut, tuple[str, ...]]]:
    """What a cell's output shows, each with the predictions that it waits for."""
    after: tuple[str, ...] = ()
    for found in _SHOWN.finditer(page):
        if found["prose"]:
            yield Prose(_ONLY_TO_POINT_AT.sub("", found["prose"])), after
        elif found["table"]:
            yield LeftOut(), ()
        else:
            card = cards[found["saved"]]
            told = isinstance(card, PageCard) and card.sign == _TOLD  # its prose comes next
            after = tuple(each.item for each in card.after) if told else ()
            if isinstance(card, WORTH_A_SLIDE):
                yield card, tuple(each.item for each in card.after)
            elif isinstance(card, ALONE):
                yield LeftOut(), ()


def _with_leads(things: Iterable[Thing]) -> list[Thing]:
    """The things that slides show; words that lead to a card go with it, and those to what is left out go too."""
    found: list[Thing] = []
    for thing in things:
        words = ""
        if found and found[-1].heading == thing.heading and not isinstance(thing.what, Prose):
            before = found[-1].what
            if isinstance(before, Prose) and before.lead:
                words = before.words
                found.pop()
        if not isinstance(thing.what, LeftOut):
            found.append(replace(thing, lead=words + thing.lead))
    return found


def after_their_answers(things: list[Thing]) -> list[Thing]:
    """The things in an order in which none gives an answer away: what waits comes right after the last answer that it
    waits for, and what no answer of the lesson sets free is left out.
    """
    found: list[Thing] = []
    waiting: list[Thing] = []
    answered: set[str] = set()
    for thing in things:
        (found if answered.issuperset(thing.after) else waiting).append(thing)
        if isinstance(thing.what, RevealCard):
            answered.add(thing.what.item)
            found += [each for each in waiting if answered.issuperset(each.after)]
            waiting = [each for each in waiting if not answered.issuperset(each.after)]
    return found
