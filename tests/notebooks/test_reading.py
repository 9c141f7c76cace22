"""What a screen reader steps through: headings in order in every lesson, words for every picture in the documents."""

import re

import nbformat
import pytest

from tasks.inside.in_process import NOTEBOOKS

ROOT = NOTEBOOKS[0].parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "instructor").rglob("*.md"))]
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)|<img\b[^>]*>")
lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words of each Markdown heading, those inside code left out."""
    found = re.findall(r"^(#{1,6}) +(.+?) *#* *$", FENCED.sub("", text), re.MULTILINE)
    return [(len(marks), words) for marks, words in found]


def out_of_order(found: list[tuple[int, str]]) -> list[str]:
    """What breaks the outline: a first heading that is no title, a second title, and a level that is skipped."""
    levels = [0] + [level for level, _ in found]
    return [
        words
        for before, (level, words) in zip(levels, found, strict=False)
        if level > before + 1 or (level == 1 and before > 0)
    ]


def markdown(path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@lessons
def test_headings_of_a_lesson_are_an_outline(path):
    found = headings(markdown(path))
    assert found[0][0] == 1
    assert out_of_order(found) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_headings_of_a_document_are_an_outline_and_pictures_have_words(document):
    text = document.read_text(encoding="utf-8")
    assert out_of_order(headings(text)) == []
    assert without_words(text) == []


def without_words(text: str) -> list[str]:
    """Pictures in a Markdown text whose alternative text is missing, or no more than a file's name."""
    found = []
    for picture in PICTURE.finditer(FENCED.sub("", text)):
        html = re.search(r'\balt="([^"]*)"', picture[0])
        words = picture[1] if picture[1] is not None else html[1] if html else ""
        if not re.search(r"\w+ \w+", words):
            found.append(picture[0])
    return found


@lessons
def test_pictures_in_a_lessons_text_have_words(path):
    assert without_words(markdown(path)) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("# A\n## B\n### C\n## D", []),
        ("# A\n### C", ["C"]),
        ("# A\n## B\n# C", ["C"]),
        ("## B", ["B"]),
        ("# A\n```\n### no heading\n```\n## B ★", []),
    ],
)
def test_the_check_of_headings_can_fail(text, broken):
    assert out_of_order(headings(text)) == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("![A slider and its picture](docs/a.png)", 0),
        ("![](docs/a.png)", 1),
        ("[![lesson.png](docs/a.png)](x)", 1),
        ('<img src="a.png">', 1),
        ('<img src="a.png" alt="Two words">', 0),
    ],
)
def test_the_check_of_pictures_can_fail(text, broken):
    assert len(without_words(text)) == broken
