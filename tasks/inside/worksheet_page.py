"""The page of a worksheet: two sides of A4 as HTML, which a browser prints without script or network."""

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, log10
from pathlib import Path

from font_source_sans_pro import font_files_otf

from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.exercise import ChoiceExercise, NumberExercise
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.order import shuffled
from ketabrain.engine.picture import address
from ketabrain.engine.scale import LOGARITHMIC_FROM
from ketabrain.engine.stats.interval_score import SURE_OF_RANGE
from ketabrain.engine.sureness import lowest
from ketabrain.engine.verdict import MEANINGS
from tasks.inside.print_lesson import foot_of_paper

LOOKS = Path(__file__).with_name("templates") / "worksheet.css"
SCALE_MM = 132
"""Length of the line of a number or a range."""
SCALE_EDGE_MM = 6
"""Free at both ends of that line, for half of a number."""
MOST_TICKS = 10
SURE = (20, 40, 50, 60, 70, 80, 90, 100)
"""Boxes for how sure, in per cent, above what a guess is worth."""
LINES = 30
"""Lines to write on that a gap may hold; those for which there is no room are cut off."""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>
<body><main>{front}{back}</main></body></html>
"""


@dataclass(frozen=True, kw_only=True)
class PaperClaim:
    """A claim by its number, with what the article says, both in our words."""

    claim: str
    statement: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Front:
    """What is asked before anything is shown, and at the end."""

    lesson: str
    title: str
    claims: Sequence[PaperClaim]
    questions: Sequence[Question]


@dataclass(frozen=True, kw_only=True)
class PaperPicture:
    """A picture (PNG) with its task, where its controls stand, and what it shows in words."""

    task: str
    settings: str
    image: bytes
    words: str


@dataclass(frozen=True, kw_only=True)
class PaperFinding:
    """One finding to weigh: on which claim, which study, what it did, what it found."""

    claim: str
    study: str
    done: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Back:
    """What is turned to after predicting."""

    pictures: Sequence[PaperPicture]
    exercise: ChoiceExercise | NumberExercise | None
    supporting: Sequence[PaperFinding]
    limiting: Sequence[PaperFinding]


def worksheet_page(front: Front, back: Back) -> str:
    """A lesson's sheet as one HTML page that prints on two sides of A4."""
    return PAGE.format(
        title=html.escape(f"Worksheet {front.lesson}: {front.title}"),
        style=_letters() + LOOKS.read_text(encoding="utf-8"),
        front=front_side(front),
        back=back_side(front, back),
    )


@cache
def _letters() -> str:
    """The letters of the pictures, for all words: with its own a computer might need a third page."""
    files = {"normal": "SourceSansPro-Regular", "bold": "SourceSansPro-Bold"}
    known = {Path(file).stem: Path(file) for file in font_files_otf.values()}
    return "".join(
        f'@font-face{{font-family:"Sheet";font-weight:{weight};src:url("data:font/otf;base64,'
        f'{base64.b64encode(known[name].read_bytes()).decode()}")}}'
        for weight, name in files.items()
    )


def front_side(front: Front) -> str:
    """The front as HTML: claims, predictions, what speaks for and against, the verdict."""
    few = len(front.claims) <= 2
    claims = "".join(
        f"<p><b>{each.claim}</b> {html.escape(each.statement)}"
        f"{f' <small>The article: {html.escape(each.article)}</small>' if few else ''}</p>"
        for each in front.claims
    )
    asked = "".join(prediction(each, place) for place, each in enumerate(front.questions, start=1))
    return (
        f'<section class="side front"><header><h1>{front.lesson} · {html.escape(front.title)}</h1>'
        f'<p class="name">Name, if you like:</p></header><div class="claims">{claims}</div>'
        f"<h2>First guess, then talk <small>Alone, in ink. Turn the sheet only when you are told. In numbers a comma "
        f"and a point are both fine.</small></h2>{asked}"
        f'<h2>What speaks for it, what against?</h2><div class="columns fill"><div>{_lines("For")}</div>'
        f"<div>{_lines('Against, or limits it')}</div></div>"
        f"<h2>Your verdict <small>In the end. Tick one step for each claim.</small></h2>"
        f'{_verdict([each.claim for each in front.claims])}<p class="foot">{html.escape(foot_of_paper())}</p></section>'
    )


def prediction(question: Question, place: int) -> str:
    """One prediction: its words, room for a first answer, for how sure, and for an answer after talking."""
    unit, blank = html.escape(question.unit), '<span class="blank"></span>'
    line = "" if question.options else scale_line(question.low, question.high)
    head = '<tr class="heads"><td>First, alone</td><td>After talking</td></tr>'
    if question.kind == "choice":
        rows = [(f'<span class="tick">{html.escape(option)}</span>', _box()) for option in question.options]
    elif question.kind == "number":
        rows = [(f"Mark it on the line: {blank} {unit}<br>{line}", blank)]
    else:
        words = f"Draw a range that you are {SURE_OF_RANGE:.0%} sure of: {blank} to {blank} {unit}"
        rows = [(f"{words}<br>{line}", f"{blank} to {blank}")]
    if question.kind != "range":
        boxes = "".join(f'<span class="tick">{each}</span>' for each in sure_boxes(len(question.options)))
        rows.append((f'<span class="sure">How sure, in %? {boxes}</span>', f"{blank} % sure"))
    cells = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    return (
        f'<div class="ask" data-item="{question.item}"><p><b>{place}</b> {html.escape(question.text)}</p>'
        f'<table>{head}{cells}</table><p class="line">Because</p></div>'
    )


def sure_boxes(options: int) -> list[int]:
    """How sure somebody can say to be, in per cent, from a guess among so many options (0 for a number) upwards.

    >>> sure_boxes(2)
    [50, 60, 70, 80, 90, 100]
    """
    guess = lowest(options)
    return [guess, *(each for each in SURE if each >= guess + 10)]


def scale_line(low: float, high: float) -> str:
    """A line with numbers to mark on, as SVG; its ends are those of the question."""
    length = SCALE_MM - 2 * SCALE_EDGE_MM
    named, bare = ticks(low, high)

    def place(value: float) -> float:
        share = log10(value / low) / log10(high / low) if by_factors(low, high) else (value - low) / (high - low)
        return SCALE_EDGE_MM + length * share

    marks = "".join(f"M{place(each):.2f} 1v4" for each in named) + "".join(f"M{place(each):.2f} 2v2" for each in bare)
    numbers = "".join(f'<text x="{place(each):.2f}" y="9">{tick_words(each)}</text>' for each in named)
    return (
        f'<svg viewBox="0 0 {SCALE_MM} 10" style="width:{SCALE_MM}mm;height:10mm" aria-hidden="true">'
        f'<path d="M{SCALE_EDGE_MM} 3h{length}{marks}"/>{numbers}</svg>'
    )


def by_factors(low: float, high: float) -> bool:
    """Whether a scale goes by equal factors, as it does in the lesson."""
    return low > 0 and high / low >= LOGARITHMIC_FROM


def ticks(low: float, high: float) -> tuple[list[float], list[float]]:
    """Where a scale has numbers, both ends among them, and where it has ticks without one.

    >>> ticks(0, 4)
    ([0, 1.0, 2.0, 3.0, 4], [0.5, 1.5, 2.5, 3.5])
    """
    if by_factors(low, high):
        powers = range(floor(log10(low)), ceil(log10(high)) + 1)
        factors = (1,) if len(powers) > 4 else (1, 2, 5)
        every = [factor * 10.0**power for power in powers for factor in range(1, 10)]
        named = [
            low,
            *(value for power in powers for factor in factors if low < (value := factor * 10.0**power) < high),
            high,
        ]
        return named, [value for value in every if low < value < high and value not in named]
    steps = [factor * 10.0**power for power in range(-2, 5) for factor in (1, 2, 5)]
    step = next(each for each in steps if (high - low) / each <= MOST_TICKS and (each >= 1 or high - low < 3))
    inner = [step * place for place in range(ceil(low / step), floor(high / step) + 1)]
    named = [low, *(each for each in inner if each - low > 0.7 * step and high - each > 0.7 * step), high]
    fine = step / 5 if step % 5 == 0 or step < 1 else step / 2
    bare = [fine * place for place in range(ceil(low / fine), floor(high / fine) + 1)]
    return named, [each for each in bare if min(abs(each - one) for one in named) > fine / 2]


def tick_words(value: float) -> str:
    """A number on a scale, with a narrow gap between thousands, which nobody reads as a comma or a point."""
    return f"{value:,g}".replace(",", "\u202f").replace("-", "−")


def back_side(front: Front, back: Back) -> str:
    """The back as HTML: pictures with their tasks, findings to weigh, an exercise."""
    pictures = "".join(_picture(each, letter) for each, letter in zip(back.pictures, "ABC", strict=False))
    listed = _weighed("For", back.supporting) + _weighed("Against", back.limiting)
    findings = (
        f"<h2>How much does it weigh? <small>Against is also what limits a claim.</small></h2>{listed}"
        if listed
        else ""
    )
    return (
        f'<section class="side back"><header><h1>{front.lesson} · After predicting</h1><p>Give each picture a title '
        f"with a number. Where a task moves something, sketch it.</p></header>{pictures}"
        f"{findings}{_exercise(back.exercise)}</section>"
    )


def _picture(each: PaperPicture, letter: str) -> str:
    settings = f" <small>({html.escape(each.settings)})</small>" if each.settings else ""
    return (
        f"<figure><p><b>{letter}</b> {html.escape(each.task)}{settings}</p>"
        f'<p class="line">Title</p><img alt="{html.escape(each.words)}" src="{address(each.image)}"></figure>'
    )


def _exercise(exercise: ChoiceExercise | NumberExercise | None) -> str:
    if exercise is None:
        return _lines("Notes")
    head = f"<h2>Exercise</h2><p>{html.escape(exercise.prompt)}</p>"
    if isinstance(exercise, NumberExercise):
        return f'{head}{_lines("")}<p>Answer: <span class="blank"></span> {html.escape(exercise.unit)}</p>'
    options = shuffled([option.text for option in exercise.options], f"a room {exercise.id}")
    return head + "".join(f'<p class="tick">{html.escape(option)}</p>' for option in options) + _lines("")


def _weighed(name: str, findings: Sequence[PaperFinding]) -> str:
    weights = "".join(f'<span class="tick">{each}</span>' for each in ("little", "some", "much"))
    return "".join(
        f"<p><b>{name} {each.claim}:</b> {html.escape(f'{each.done} {each.found}')} "
        f'<small>({html.escape(each.study)})</small> <span class="weight">{weights}</span></p>'
        for each in findings
    )


def _verdict(claims: Sequence[str]) -> str:
    """The five steps with a box for each claim, how sure, and what would change one's mind."""
    heads = "".join(f"<th>{claim}</th>" for claim in claims)
    boxes = f"<td>{_box()}</td>" * len(claims)
    rows = "".join(f"<tr><th>{step}</th><td>{MEANINGS[step]}</td>{boxes}</tr>" for step in STEPS)
    sure = '<td><span class="blank"></span></td>' * len(claims)
    changes = "".join(f'<p class="line">What would change my mind on {claim}</p>' for claim in claims)
    return (
        f'<table class="verdict"><tr><td></td><td></td>{heads}</tr>{rows}'
        f"<tr><th>How sure</th><td>in %; {lowest(len(STEPS))} is a guess</td>{sure}</tr></table>{changes}"
    )


def _box() -> str:
    return '<span class="tick"></span>'


def _lines(name: str) -> str:
    """A gap to write in, as high as the page leaves."""
    return f'<div class="lines"><p class="line">{name}</p>{"<p class=line></p>" * LINES}</div>'
