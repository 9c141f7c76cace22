"""`python -m tasks paragraphs [LESSON]`: open paragraphs with more than two numbers or more than two sources.

A number is one that a learner reads: typed, filled in from a table ({id}) or computed; an interval belongs to its
number. Names that hold digits (GluN2B, MK-801, lesson 04, C06), years and the numbers of sections are none.
"""

import re
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tasks.environment import ROOT
from tasks.inside.reading_level import told_calls
from tasks.inside.routes import placed

MOST_NUMBERS = MOST_SOURCES = 2
_SOURCE = re.compile(r"\[@[^\]\s]+\]")
_FILLED = re.compile(r"\{[^{}]+\}")
_NO_NUMBER = re.compile(
    r"\[[^\]]*\]\([^)]*\)|\[\[[^\]]*\]\]|`[^`]*`"
    r"|\b(?:[Ll]essons?|[Ss]ections?|claims?|part) [\d.]+(?: (?:and|to) [\d.]+)*"
    r"|^\s*\d+\.|\b(?:1[89]|20)\d\d\b|\*\*\d\.\d"
)
_TYPED = re.compile(r"(?<![\w.,/-])[−-]?\d[\d.,]*")
_ROOM_WITHOUT_RULE = ("9.",)


def paragraphs(text: str) -> list[str]:
    """The paragraphs and items of a piece of Markdown; headings and tables are none."""
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", text)
    kept = ("\n".join(line for line in block.splitlines() if not re.match(r"\s*(#|\||---)", line)) for block in blocks)
    return [" ".join(block.split()) for block in kept if block.strip()]


def numbers(paragraph: str) -> int:
    """How many numbers a paragraph gives."""
    bare = _NO_NUMBER.sub(" ", _SOURCE.sub(" ", paragraph))
    return len(_FILLED.findall(bare)) + len(_TYPED.findall(_FILLED.sub(" ", bare)))


def sources(paragraph: str) -> int:
    """How many sources a paragraph names."""
    return len(set(_SOURCE.findall(paragraph)))


def too_full(notebook: NotebookNode) -> list[str]:
    """Open paragraphs of a notebook that hold more numbers or sources than a learner can weigh at once."""
    found = []
    for each in placed(notebook):
        if each.folded or each.room.startswith(_ROOM_WITHOUT_RULE):
            continue
        texts = [each.cell.source] if each.cell.cell_type == "markdown" else told_calls(each.cell.source)
        found += [part for text in texts for part in paragraphs(text)]
    return [part for part in found if numbers(part) > MOST_NUMBERS or sources(part) > MOST_SOURCES]


def main(lessons: list[str]) -> int:
    """Print them by lesson; returns the exit status."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if lessons and Path(path).stem.partition("-")[0] not in lessons:
            continue
        full = too_full(nbformat.read(path, as_version=4))
        print(f"{path.stem}: {len(full)}")
        for part in full:
            print(f"  {numbers(part)} numbers, {sources(part)} sources: {part}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
