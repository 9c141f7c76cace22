"""The slides of a lesson, in their order: nothing is told before it was asked."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from ketabrain.engine import session, tables
from ketabrain.engine.check import ExerciseCard
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.controls import Slider
from ketabrain.engine.draw.layout import HEADING
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, NumberExercise
from ketabrain.engine.explore import Explorer, Runner
from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.numerals import number_words, with_unit
from ketabrain.engine.order import shuffled
from ketabrain.engine.predict import PredictionCard, RevealCard
from ketabrain.engine.sort_out import SortingCard
from ketabrain.engine.start import StartCard
from ketabrain.engine.verdict import VerdictCard
from tasks.environment import TaskError
from tasks.inside.projected import guide, markup
from tasks.inside.projected.things import Prose, Thing

LOCK_IN = "Lock in. Then talk to your neighbour."
THINK = "Lock in your verdict. Then compare reasons with your neighbour."
CARE = "A note of care"
_TITLE_MARK = " · "
"""Stands in the heading of a lesson alone."""


class SlideKind(StrEnum):
    """What a slide is for; its look hangs on it."""

    TITLE = "title"
    CLAIM = "claim"
    WORDS = "words"
    ASKS = "asks"
    PAUSE = "pause"
    ANSWER = "answer"
    PICTURE = "picture"
    EXERCISE = "exercise"
    SORTING = "sorting"
    VERDICT = "verdict"


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide: its title, above it where in the lesson it stands, and below it its `page` (HTML).

    `explorer` is the explore whose picture its page waits for, with its controls at `values`; `item` is the prediction
    that it asks or answers. `names` are what the guide may call it, such as "dose-band", "4.1" and "section 4";
    `spoken` is what the lesson says to it (HTML), for whoever speaks.
    """

    kind: SlideKind
    title: str
    above: str = ""
    page: str = ""
    explorer: Explorer | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    item: str = ""
    names: tuple[str, ...] = ()
    spoken: str = ""


def slides_of(things: Sequence[Thing], lesson_guide: guide.Guide) -> list[Slide]:
    """The slides of the lesson that this process has run last."""
    found: list[Slide] = []
    for _, group in groupby(things, key=_goes_with):
        together = list(group)
        if isinstance(together[0].what, Prose):
            slides = list(_words(together))
        else:
            slides = [slide for thing in together for slide in _slides(thing, lesson_guide)]
        if isinstance(together[0].what, PredictionCard):
            slides.append(_pause(lesson_guide, first=not any(each.kind is SlideKind.PAUSE for each in found)))
        found += [_placed(slide, together[0]) for slide in slides]
    return [*found, *_discussion(lesson_guide)]


def _goes_with(thing: Thing) -> tuple[bool, bool, str]:
    """Predictions that follow each other are followed by one pause; words below one heading share their slides."""
    return isinstance(thing.what, PredictionCard), isinstance(thing.what, Prose), thing.heading


def _placed(slide: Slide, thing: Thing) -> Slide:
    """A slide with where in the lesson it stands: its part, and of a title that is no heading the heading."""
    number = thing.heading.partition(" ")[0]
    numbers = (number,) if number[2:].isdecimal() else ()
    above = thing.heading
    if slide.kind in (SlideKind.WORDS, SlideKind.EXERCISE):
        above = _TITLE_MARK.join((thing.section, *numbers))
    headed = slide.kind is SlideKind.TITLE or above.endswith(slide.title)
    names = (*slide.names, *numbers, f"section {thing.section[:1]}")
    return replace(slide, above="" if headed else slide.above or above, names=names)


def _slides(thing: Thing, lesson_guide: guide.Guide) -> Iterator[Slide]:
    """The slides of one thing that is no prose; what the lesson says above it is spoken to the first.

    An exercise in code has none, for it needs a computer.
    """
    for place, slide in enumerate(_bare_slides(thing, lesson_guide)):
        yield slide if place else replace(slide, spoken=thing.lead + slide.spoken)


def _bare_slides(thing: Thing, lesson_guide: guide.Guide) -> list[Slide]:
    match thing.what:
        case StartCard(lesson=lesson):
            return [_claims(lesson)]
        case PredictionCard(item=item):
            return [_question(_asked(item))]
        case RevealCard(item=item):
            return [_answer(_asked(item))]
        case Explorer() as explorer:
            return _pictures(explorer, lesson_guide.moves.get(explorer.name, ()))
        case ExerciseCard(exercise=exercise):
            return [] if isinstance(exercise, CodeExercise) else [_exercise(exercise, thing.heading)]
        case SortingCard() as card:
            return _sorting(card)
        case VerdictCard(claim=claim):
            return [_verdict(claim)]
    raise TypeError(f"There is no slide for {type(thing.what).__name__}.")


# --- words ---


def _words(things: Sequence[Thing]) -> Iterator[Slide]:
    """Words below one heading, on as many slides as they need."""
    heading, section = things[0].heading, things[0].section
    pages = [thing.what.words for thing in things if isinstance(thing.what, Prose)]
    if _TITLE_MARK in heading:
        yield from _beginning(heading, pages)
    elif not (section.startswith("7.") and heading == section):  # there it says how answers are checked
        yield from _numbered(SlideKind.WORDS, _without_number(heading), markup.word_slides(pages))


def _beginning(title: str, pages: Sequence[str]) -> Iterator[Slide]:
    """The title with what the lesson is about, and the note of care; how to click is for those who learn alone."""
    paragraphs = [each for page in pages for each in markup.paragraphs(page)]
    about = [each for each in paragraphs if not each.startswith("<p><strong>")]
    yield Slide(kind=SlideKind.TITLE, title=title, page="".join(about), names=(guide.TITLE,))
    care = [each for each in paragraphs if each.startswith(f"<p><strong>{CARE}")]
    if care:
        lead = f"<strong>{CARE}.</strong> "
        yield Slide(kind=SlideKind.WORDS, title=CARE, page="".join(care).replace(lead, ""), above=title)


def _numbered(kind: SlideKind, title: str, pages: Sequence[str], names: tuple[str, ...] = ()) -> Iterator[Slide]:
    """Slides of one title, which say how many there are."""
    for place, page in enumerate(pages, 1):
        part = f" ({place} of {len(pages)})" if len(pages) > 1 else ""
        yield Slide(kind=kind, title=title + part, page=page, names=names)


def _without_number(heading: str) -> str:
    number, _, words = heading.partition(" ")
    return words if number[:1].isdecimal() else heading


def _claims(lesson: str) -> Slide:
    """What the article claims, in our words."""
    row = tables.load("lessons").set_index("lesson").loc[lesson]
    said = tables.load("claims").set_index("claim")["statement"]
    claims = [claim for claim in str(row["claims"]).split(";") if claim]
    quotes = "".join(
        f"<blockquote>“{html.escape(str(said[claim]))}” <small>{claim}, in our words</small></blockquote>"
        for claim in claims
    )
    title = "The claims" if len(claims) > 1 else "The claim"
    return Slide(kind=SlideKind.CLAIM, title=title, page=quotes, names=(guide.CLAIMS,))


# --- what is asked, and its answer ---


def _asked(item: str) -> Question:
    return all_questions()[session.lesson(), item]


def _question(question: Question) -> Slide:
    page = markup.answer_field(question) + markup.paragraph(markup.how_to_answer(question), "how")
    item = question.item
    return Slide(kind=SlideKind.ASKS, title=question.text, page=page, item=item, names=(item,))


def _answer(question: Question) -> Slide:
    """The same question, with its answer after one more press of the key."""
    told = markup.after_a_key(markup.paragraph(f"{question.truth_words}.", "truth"), markup.paragraph(question.explain))
    page = markup.answer_field(question, told=True) + told
    return Slide(kind=SlideKind.ANSWER, title=question.text, page=page, item=question.item)


def _pause(lesson_guide: guide.Guide, *, first: bool) -> Slide:
    """Time to think alone and to talk; the guide says how long for the first predictions of a lesson."""
    alone, pairs = lesson_guide.alone_min, lesson_guide.pairs_min
    page = ""
    if first and alone and pairs:
        page = markup.paragraph(f"{alone} minutes alone, then {pairs} minutes in pairs.")
    if first and (session.lesson(), lesson_guide.collected) in all_questions():
        page += markup.paragraph(f"Talk about this one: {_asked(lesson_guide.collected).text}", "how")
    return Slide(kind=SlideKind.PAUSE, title=LOCK_IN, page=page, names=(guide.PAUSE,) if first else ())


def _exercise(exercise: ChoiceExercise | NumberExercise, heading: str) -> Slide:
    """An exercise that needs no computer, with its solution after one more press of the key."""
    page = markup.paragraph(exercise.prompt)
    if isinstance(exercise, ChoiceExercise):
        right = [option.text for option in exercise.options if option.right]
        options = shuffled([option.text for option in exercise.options], f"a room {exercise.id}")
        page += markup.one_of(options, right)
    told = markup.paragraph(exercise.solution())
    if isinstance(exercise, NumberExercise):
        truth = with_unit(number_words(float(f"{exercise.answer():.4g}")), exercise.unit)
        told = markup.paragraph(truth, "truth") + told
    page += markup.after_a_key(told)
    return Slide(kind=SlideKind.EXERCISE, title=_without_number(heading).rstrip("."), page=page, names=(exercise.id,))


def _sorting(card: SortingCard) -> list[Slide]:
    """The pieces to sort, below the options; where they belong shows after a key."""
    options = markup.paragraph(" · ".join(card.options), "choices")
    pieces = [(name, piece.text, " or ".join(piece.fair)) for name, piece in card.pieces.items()]
    pages = [options + each for each in markup.piece_slides(pieces)]
    return list(_numbered(SlideKind.SORTING, card.question, pages, (card.item,)))


def _verdict(claim: str) -> Slide:
    """The claim with the five verdicts; after a key the course's own, and why."""
    said, course = (tables.load(name).set_index("claim").loc[claim] for name in ("claims", "verdicts"))
    told = markup.after_a_key(
        markup.paragraph(f"The course says: {course['verdict']}. Certainty: {course['certainty']}.", "truth"),
        markup.paragraph(str(course["reasons"])),
    )
    page = markup.verdict_steps(str(course["verdict"])) + markup.paragraph(THINK, "how") + told
    return Slide(kind=SlideKind.VERDICT, title=f"{claim} · {said['statement']}", page=page, names=(claim,))


def _discussion(lesson_guide: guide.Guide) -> Iterator[Slide]:
    """The guide's questions to discuss, if it has any."""
    if lesson_guide.questions:
        items = "".join(f"<li>{html.escape(each)}</li>" for each in lesson_guide.questions)
        page = f"<ul>{items}</ul>"
        yield Slide(kind=SlideKind.WORDS, title="To talk about", page=page, names=(guide.DISCUSSION,))


# --- pictures ---


def _pictures(explorer: Explorer, moves: Sequence[Mapping[str, str]]) -> list[Slide]:
    """The picture as it stands at first, and where the guide moves it. Raises TaskError for an impossible move."""
    found = explorer.found.words if explorer.found else ""
    first = _picture(explorer, explorer.defaults, explorer.task)
    spoken = f"<p><strong>What is there to find:</strong> {html.escape(found)}</p>" if found else ""
    try:
        moved = [_picture(explorer, *_moved(explorer, move)) for move in moves]
    except (KeyError, ValueError) as problem:
        raise TaskError(
            f"The guide moves {explorer.name!r} to a setting that it cannot take ({problem}): mend the code span under "
            "“What to project”, where controls go by their labels."
        ) from problem
    set_to(explorer, explorer.defaults)
    return [replace(first, names=(explorer.name,), spoken=spoken), *moved]


def _moved(explorer: Explorer, move: Mapping[str, str]) -> tuple[Mapping[str, Any], str]:
    """The values of the controls that a guide names by their labels, and the move in words."""
    keys = {control.part(key).label: key for key, control in explorer.controls.items()}
    values = dict(explorer.defaults)
    said = []
    for label, words in move.items():
        control = explorer.controls[keys[label]]
        value: Any = float(words.replace("−", "-")) if isinstance(control, Slider) else words
        values[keys[label]] = value
        said.append(f"{label}: {control.describe(value)}")
    return values, _TITLE_MARK.join(said)


def _picture(explorer: Explorer, values: Mapping[str, Any], below: str) -> Slide:
    """The picture of an explore under what it finds, with its controls at these values and a line below it."""
    set_to(explorer, values)
    written = [artist.get_gid() or "" for artist in explorer.figure.artists if artist.get_label() == HEADING]
    finds, *shown = written or first_sentence(explorer.description_text)[:1]
    under = "".join(markup.paragraph(words, "shown") for words in shown)
    page = under + markup.figure(explorer.description_text) + markup.paragraph(below, "task")
    return Slide(kind=SlideKind.PICTURE, title=finds, page=page, explorer=explorer, values=values)


def set_to(explorer: Explorer, values: Mapping[str, Any]) -> None:
    """Set an explore that stands elsewhere, and run it where its model waits for a button."""
    if explorer.values != values:
        explorer.set(**values)
    if isinstance(explorer, Runner):
        explorer.run()
