"""The strip under a lesson's title: its nine parts, each a link, with what the learner has done in them."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ketabrain.engine import course, exercises, session, tables

_HEADING = re.compile(r"^## (?P<whole>(?P<number>\d)\. (?P<name>[^\n★]+?) *★?) *$", re.MULTILINE)
_EXPLORE = re.compile(r"^(?:\w+ = )?explore\(", re.MULTILINE)
_VERDICTS = re.compile(r"^verdict\((?P<claims>[^)]*)\)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class LessonPart:
    """One part of a lesson: its heading as written ("2. Predict ★"), number and name, and in some how much was done.

    What is counted are the entries of one `kind`, about these `items` or, where that is None, about any.
    """

    heading: str
    number: str
    name: str
    verb: str = ""
    kind: str = ""
    items: tuple[str, ...] | None = ()
    done: int = 0
    asked: int = 0

    @property
    def address(self) -> str:
        """The link to its heading, as JupyterLab names that."""
        return f"#{quote(self.heading.replace(' ', '-'))}"

    @property
    def beginning(self) -> str:
        """How its heading begins."""
        return f"{self.number}. {self.name}"


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
        counted = counts.get(each["number"], {})
        made.append(LessonPart(heading=each["whole"], number=each["number"], name=each["name"], **counted))
    return tuple(made)


def claims_asked(lesson: str) -> tuple[str, ...]:
    """The claims on which a lesson asks for a verdict; none for a lesson without a notebook."""
    found = course.served().notebooks.glob(f"{lesson}-*.ipynb")
    return tuple(claim for notebook in found for claim in claims_in(_read(notebook)[1]))


def claims_in(code: str) -> list[str]:
    """The claims on which some code of a lesson asks for a verdict."""
    return re.findall(r"C\w+", " ".join(each["claims"] for each in _VERDICTS.finditer(code)))


def _read(notebook: Path) -> tuple[str, str]:
    """The Markdown and the code of a notebook."""
    cells = json.loads(notebook.read_bytes())["cells"]
    text, code = (
        "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
        for kind in ("markdown", "code")
    )
    return text, code


def _counts(lesson: str, code: str) -> dict[str, dict[str, Any]]:
    """What is counted, how often it was done and how often it is asked, by the number of the part."""
    questions = tables.load("questions")
    asked = questions.loc[questions["lesson"] == lesson, "item"]
    solve = [exercise.id for exercise in exercises.of_lesson(lesson)]
    claims = claims_in(code)
    entries = session.entries(home=lesson)

    def counted(verb: str, kind: str, items: Sequence[str] | None, asked: int) -> dict[str, Any]:
        of_kind = (each for each in entries if each["kind"] == kind and (kind != "attempt" or each.get("correct")))
        met = {each["item"] for each in of_kind if items is None or each["item"] in items}
        kept = None if items is None else tuple(items)
        return {"verb": verb, "kind": kind, "items": kept, "done": len(met), "asked": asked}

    return {
        "2": counted("predicted", "prediction", [*asked], len(asked)),
        "4": counted("moved", "explore", None, len(_EXPLORE.findall(code))),
        "7": counted("solved", "attempt", solve, len(solve)),
        "8": counted("judged", "verdict", claims, len(claims)),
    }


def _step(part: LessonPart) -> str:
    done = min(part.done, part.asked)
    state = "kb-done" if 0 < part.asked <= done else "kb-begun" if done else ""
    count = f"<small>{done} of {part.asked} {part.verb}</small>" if part.asked else ""
    address, beginning = part.address, html.escape(part.beginning)
    return (
        f'<li class="{state}"><a href="{address}" data-part="{beginning}" data-lm-suppress-shortcuts="">'
        f"{html.escape(part.name)}</a>{count}</li>"
    )
