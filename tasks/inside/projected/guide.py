"""What a lesson's guide says to whoever speaks, in parts that find their slide by the names that they mention."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import mistune

from tasks.environment import ROOT

GUIDES = ROOT / "instructor" / "guides"
CLOCK = "50 minutes"
BEGINNING = ("Before you start", "The link to send", "Care")
"""Parts of a guide that belong to the first slide."""
BACKGROUND = ("Background", "If something goes wrong")
"""How the parts begin that belong to the slide with the claims."""
PAUSE, DISCUSSION, CLAIMS, TITLE = "the pause", "the discussion", "the claims", "the title"
"""What a guide's parts call the slides that have no name in the lesson."""
_TO_HTML = mistune.create_markdown(escape=True)
_SECTION = re.compile(r"\b(?:sections?|rooms?) (\d)(?: and (\d))?\b(?!\.)")
_PART = re.compile(r"(?<![\d.:])([1-9]\.\d{1,2})(?![\d:])")


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a guide says (HTML) to the first slide that bears one of these names; the first name counts most."""

    names: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A guide as slides need it: its remarks, the minutes that learners think alone and talk in pairs (0 where it does
    not say), the prediction to collect ("" for none), and the questions to discuss. `moves` are the settings that it
    ends at with an explore, by the explore's name: each a value in words by the label of its control.
    """

    remarks: tuple[Remark, ...]
    moves: Mapping[str, Sequence[Mapping[str, str]]]
    alone_min: int
    pairs_min: int
    collected: str
    questions: tuple[str, ...]


def guide_text(notebook: Path) -> str:
    """The guide to a lesson (Markdown); empty if it has none yet."""
    file = GUIDES / f"{notebook.stem}.md"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def part_of_guide(text: str, beginning: str) -> str:
    """What stands below the first heading of a guide that begins so; empty if it has none such."""
    return _part(_split(text, "##"), beginning)


def read_guide(text: str) -> Guide:
    """Read a guide (Markdown) by its headings; one that lacks some has fewer remarks."""
    parts = _split(text, "##")
    clock = list(_rows(_part(parts, CLOCK)))
    alone = next((minutes for _, minutes, _, what, _ in clock if what.startswith("Lock in")), 0)
    pairs = next((minutes for _, minutes, _, what, _ in clock if "second answer" in what), 0)
    collect = _part(parts, "The prediction to collect")
    named = re.search(r"`([^`]+)`", collect)
    return Guide(
        remarks=tuple(_remarks(parts)),
        moves=_moves(_part(parts, "What to project")),
        alone_min=alone,
        pairs_min=pairs,
        collected=named[1] if named else "",
        questions=tuple(_first_question(each) for each in _items(_part(parts, "Questions to discuss"))),
    )


def _moves(project: str) -> dict[str, list[dict[str, str]]]:
    """The last setting of every step for each explore, from spans such as `receptors: Dose = 2; Given over = 0`."""
    found: dict[str, list[dict[str, str]]] = {}
    for step in _items(project):
        last = dict(re.findall(r"`([a-z0-9-]+): ([^`]* = [^`]*)`", step))
        for name, settings in last.items():
            move = dict(pair.split(" = ", 1) for pair in settings.split("; "))
            found[name] = [*(each for each in found.get(name, ()) if each != move), move]
    return found


def _remarks(parts: dict[str, str]) -> Iterator[Remark]:
    for beginnings, slide in ((BEGINNING, TITLE), (BACKGROUND, CLAIMS)):
        for heading, words in parts.items():
            if heading.startswith(beginnings):
                yield Remark(names=(slide,), words=_told(heading, words))
    for start, minutes, who, what, shows in _rows(_part(parts, CLOCK)):
        talk = "second answer" in what
        words = f"**{start} of {CLOCK}**, {minutes} min, {who}: {what}"
        yield Remark(names=(PAUSE,) if talk else _names(shows), words=_html(words))
    collect = _part(parts, "The prediction to collect")
    if collect:
        yield Remark(names=(PAUSE,), words=_told("The prediction to collect", collect))
    project = _split(_part(parts, "What to project"), "###")
    for step in _items(project.get("", "")):
        yield Remark(names=_names(step), words=_told("What to project", step))
    for line in _items(_part(project, "What the room should find")):
        yield Remark(names=_names(line), words=_told("What the room should find", line))
    for heading, words in _split(_part(parts, "Misconceptions"), "###").items():
        if heading:
            yield Remark(names=(*_names(words), DISCUSSION), words=_told(f"You may hear: {heading}", words))
    discussion = _part(parts, "Questions to discuss")
    if discussion:
        yield Remark(names=(DISCUSSION,), words=_told("Questions to discuss", discussion))


def _split(text: str, marks: str) -> dict[str, str]:
    """A text by its headings of one level; what stands above the first has the heading ""."""
    first, *rest = re.split(rf"^{marks} (.+)\n", text, flags=re.MULTILINE)
    return {"": first.strip()} | {
        heading.strip(): words.strip() for heading, words in zip(rest[::2], rest[1::2], strict=True)
    }


def _part(parts: dict[str, str], beginning: str) -> str:
    """The part whose heading begins so; empty if there is none."""
    return next((words for heading, words in parts.items() if heading.startswith(beginning)), "")


def _rows(table: str) -> Iterator[tuple[str, int, str, str, str]]:
    """The rows of a clock: start, minutes, who, what happens, and what is projected."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5 and cells[1].isdecimal():
            start, minutes, who, what, shows = cells
            yield start, int(minutes), who, what, shows


def _items(text: str) -> list[str]:
    """The items of a list, with or without numbers, each with the lines that continue it."""
    return [
        " ".join(item.split()) for item in re.split(r"^(?:\d+\.|-) +", text, flags=re.MULTILINE)[1:] if item.strip()
    ]


def _names(words: str) -> tuple[str, ...]:
    """What some words mention: widgets, predictions and exercises first, then numbers of parts, then sections."""
    spans = [span.partition(":")[0] for span in re.findall(r"`([^`]+)`", words)]
    bare = re.sub(r"`[^`]*`", "", words)
    sections = [f"section {number}" for found in _SECTION.findall(bare) for number in found if number]
    return tuple(dict.fromkeys((*spans, *_PART.findall(bare), *sections)))


def _first_question(words: str) -> str:
    """A question without what a good answer touches."""
    asked = re.match(r".*?\?", words)
    return asked[0] if asked else words


def _html(words: str) -> str:
    return str(_TO_HTML(words))


def _told(heading: str, words: str) -> str:
    return f"<h4>{_html(heading).removeprefix('<p>').removesuffix('</p>' + chr(10))}</h4>{_html(words)}"
