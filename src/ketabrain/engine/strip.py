"""The strip under a lesson's title: its nine parts, each a link, with what the learner has done in them."""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ketabrain.engine import course, exercises, session, tables

_HEADING = re.compile(r"^## (?P<whole>(?P<number>\d)\. (?P<name>[^\n★]+?) *★?) *$", re.MULTILINE)
_EXPLORE = re.compile(r"^(?:\w+ = )?explore\(", re.MULTILINE)
_VERDICTS = re.compile(r"^verdict\((?P<claims>[^)]*)\)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class LessonPart:
    """One part of a lesson: its heading as written ("2. Predict ★"), number and name, and in some how much was done."""

    heading: str
    number: str
    name: str
    verb: str = ""
    done: int = 0
    asked: int = 0


def strip(lesson: str) -> str:
    """The HTML of a lesson's strip as the ledger stands now; empty for a lesson without a notebook."""
    steps = "".join(map(_step, lesson_parts(lesson)))
    return f'<nav class="kb-way" aria-label="Parts of this lesson"><ol>{steps}</ol></nav>' if steps else ""


def lesson_parts(lesson: str) -> tuple[LessonPart, ...]:
    """The parts of a lesson in the order of its notebook, with what the ledger says about each."""
    found = [*course.served().notebooks.glob(f"{lesson}-*.ipynb")]
    if not found:
        return ()
    text, code = _read(found[0])
    counts = _counts(lesson, code)
    made = []
    for each in _HEADING.finditer(text):
        verb, done, asked = counts.get(each["number"], ("", 0, 0))
        made.append(
            LessonPart(
                heading=each["whole"], number=each["number"], name=each["name"], verb=verb, done=done, asked=asked
            )
        )
    return tuple(made)


def _read(notebook: Path) -> tuple[str, str]:
    """The Markdown and the code of a notebook."""
    cells = json.loads(notebook.read_bytes())["cells"]
    text, code = (
        "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
        for kind in ("markdown", "code")
    )
    return text, code


def _counts(lesson: str, code: str) -> dict[str, tuple[str, int, int]]:
    """What is counted, how often it was done and how often it is asked, by the number of the part."""
    questions = tables.load("questions")
    asked = questions.loc[questions["lesson"] == lesson, "item"]
    solve = [exercise.id for exercise in exercises.of_lesson(lesson)]
    claims = re.findall(r"C\w+", " ".join(each["claims"] for each in _VERDICTS.finditer(code)))
    entries = session.entries(home=lesson)

    def items(kind: str) -> set[str]:
        return {each["item"] for each in entries if each["kind"] == kind and (kind != "attempt" or each.get("correct"))}

    return {
        "2": ("predicted", len(items("prediction") & {*asked}), len(asked)),
        "4": ("moved", len(items("explore")), len(_EXPLORE.findall(code))),
        "7": ("solved", len(items("attempt") & {*solve}), len(solve)),
        "8": ("judged", len(items("verdict") & {*claims}), len(claims)),
    }


def _step(part: LessonPart) -> str:
    done = min(part.done, part.asked)
    state = "kb-done" if 0 < part.asked <= done else "kb-begun" if done else ""
    count = f"<small>{done} of {part.asked} {part.verb}</small>" if part.asked else ""
    address = f"#{quote(part.heading.replace(' ', '-'))}"
    beginning = html.escape(f"{part.number}. {part.name}")
    return (
        f'<li class="{state}"><a href="{address}" data-part="{beginning}" data-lm-suppress-shortcuts="">'
        f"{html.escape(part.name)}</a>{count}</li>"
    )
