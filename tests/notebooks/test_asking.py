"""Nothing tells before it is asked, and the short route stands alone."""

import ast
import html
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from ketabrain.engine import session
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.predict import Number, Several, Truth
from tasks.inside.in_process import NOTEBOOKS, code_cells, run_cells
from tasks.inside.routes import placed

NEAR = 1.05
"""Within which factor of the truth a number with the question's unit gives it away: with a question's own factor, up to
2, every lesson would be full of such numbers."""
SHORTEST_WORDS = 12
"""Letters that an option must have before its words are looked for: “less” stands everywhere."""
TELLING, EXACT = 3, 1.01
"""A number of so many digits that lies within this factor of the truth needs no unit to be known again."""
COINCIDENCES = pd.read_csv(Path(__file__).with_name("coincidences.csv"), dtype=str)
"""Words (a regular expression) round a number that is the truth's by chance, and what it really is."""
lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
_FIGURE = re.compile(r"(?<![\w.,])[−-]?\d[\d,]*(?:\.\d+)?")


def lesson_of(path: Path) -> str:
    return path.stem.partition("-")[0]


def read(page: str) -> str:
    """The words of a page, and what its pictures say, without what stands shut until a question is settled."""
    page = re.sub(r'<div class="kb-waits">.*?</details></div>', " ", page, flags=re.DOTALL)
    said = " ".join(re.findall(r'\b(?:alt|aria-label)="([^"]*)"', page))
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(f"{bare} {said}").split())


def gives_away(words: str, answer: Any, truth: Truth) -> list[str]:
    """What in some words is the truth: the words of the right option, or its number with the question's unit."""
    if isinstance(answer, Several):
        right = str(truth.value)
        return re.findall(re.escape(right), words, re.IGNORECASE) if len(right) >= SHORTEST_WORDS else []
    ends = truth.value if isinstance(truth.value, tuple) else (truth.value, truth.value)
    unit = re.escape(answer.unit) if answer.unit else ""
    found = []
    for figure in _FIGURE.finditer(words):
        value = float(figure[0].replace(",", "").replace("−", "-"))
        named = not unit or re.match(rf"\s?(?:{unit}|{unit.rstrip('s')}\b)", words[figure.end() :])
        exact = len(re.sub(r"\D|^0+", "", figure[0])) >= TELLING
        if (named and _within(NEAR, value, ends)) or (exact and _within(EXACT, value, ends)):
            found.append(words[max(figure.start() - 60, 0) : figure.end() + 40])
    return found


def _within(factor: float, value: float, ends: tuple[float, float]) -> bool:
    """Whether a number lies between two ends, or within a factor of them."""
    margin = (factor - 1) * max(map(abs, ends))
    return min(ends) - margin <= value <= max(ends) + margin


def shown_before(path: Path, ledger: Path) -> tuple[list[str], dict[str, int], dict[str, int]]:
    """What a lesson shows while every prediction is open: the words of each cell, and the cells that ask and reveal."""
    cells = nbformat.read(path, as_version=4).cells
    pages = iter(run_cells([cell.source for cell in cells if cell.cell_type == "code"], path.parent, ledger))
    words, asks, reveals = [], {}, {}
    for place, cell in enumerate(cells):
        words.append(cell.source if cell.cell_type == "markdown" else read(next(pages)))
        if cell.cell_type == "code":
            asks |= dict.fromkeys(re.findall(r'\bpredict\(\s*"([^"]+)"', cell.source), place)
            reveals |= dict.fromkeys(re.findall(r'\breveal\(\s*"([^"]+)"', cell.source), place)
    return words, asks, reveals


@lessons
def test_no_answer_stands_above_its_reveal_while_the_prediction_is_open(path, tmp_path):
    words, asks, reveals = shown_before(path, tmp_path / "my-ledger.json")
    lesson, early = lesson_of(path), []
    for item, place in reveals.items():
        answer = session.current().asked[lesson, item].answer
        truth = session.current().revealed[lesson, item]
        excused = COINCIDENCES.query("lesson == @lesson and item == @item")["words"]
        for before in (each for each in range(place) if each != asks[item]):
            found = gives_away(words[before], answer, truth)
            told = [each for each in found if not any(re.search(known, each) for known in excused)]
            early += [f"{item} ({truth.value}), cell {before}: …{each}…" for each in told]
    assert early == []


@lessons
def test_the_short_route_alone_answers_every_prediction(path, tmp_path):
    cells = [each.cell for each in placed(nbformat.read(path, as_version=4)) if each.short]
    run_cells([cell.source for cell in cells if cell.cell_type == "code"], path.parent, tmp_path / "my-ledger.json")
    asked, revealed = session.current().asked, session.current().revealed
    assert asked
    assert set(asked) - set(revealed) <= LATER


LATER = {("00", "course-right")}
"""Predictions that a later lesson answers."""


def choices() -> list[tuple[tuple[str, ...], str, bool]]:
    """Options as written, the right one, and whether they stand in order, of every question with options."""
    truths = {item: question.truth for (_, item), question in all_questions().items()}
    found = []
    for path in NOTEBOOKS:
        for source in code_cells(path):
            for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
                if ast.unparse(call.func) == "predict" and ast.unparse(call.args[2].func) == "options":
                    given = tuple(ast.literal_eval(each) for each in call.args[2].args)
                    found.append((given, str(truths[call.args[0].value]), bool(call.args[2].keywords)))
    return found


def test_the_right_option_is_known_neither_by_its_length_nor_by_its_place():
    every = choices()
    longest = [max(map(len, given)) == len(right) and min(map(len, given)) < len(right) for given, right, _ in every]
    assert len(every) >= 10
    assert sum(longest) <= MOST_OFTEN * len(every), [
        right for (_, right, _), long in zip(every, longest, strict=True) if long
    ]
    places = [given.index(right) for given, right, in_order in every if in_order]
    assert max(Counter(places).values(), default=0) <= max(MOST_OFTEN * len(places), 2)


MOST_OFTEN = 0.4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The rise was 27% in rats", 1),
        ("The rise was 26.5 % in rats", 1),
        ("The rise was 31% in rats", 0),
        ("27 people took part", 0),
        ("in 1,027% of", 0),
    ],
)
def test_a_number_gives_the_truth_away_with_its_unit_alone(words, found):
    assert len(gives_away(words, Number(0, 100, "%"), Truth(27.0, ""))) == found


def test_words_give_the_truth_away_unless_they_wait():
    right = Truth("Fire clearly less", "")
    answer = Several(("Fire clearly more", "Fire clearly less"))
    assert gives_away("So the cells fire clearly less.", answer, right)
    assert (
        read('<p>a</p><div class="kb-waits">b<details><summary>c</summary>fire clearly less</details></div><p>d</p>')
        == "a d"
    )
    assert read('<img alt="fire clearly less">') == "fire clearly less"
