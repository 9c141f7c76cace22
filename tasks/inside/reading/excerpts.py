"""The words that the search shows below each page it finds: what a reader sees there without opening anything.

No verdict is among them, nothing that waits for an answer,
and of a lesson only running text.
"""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tasks.inside.reading.told import write_told

SHUT = (
    ".kb-note, .kb-asleep, .kb-waits, .kb-card, .headerlink, .tell-us, .toctree-wrapper, script, style, fieldset, "
    "details.verdict, details.code, .output.stream"
)
"""What gives no excerpt."""
SPACED = re.compile(r" (?=[.,;:)])|(?<=\() ")
"""Spaces that only come from where one element ends and the next begins."""
ENTRIES = "dl.glossary dt[id], ul.references li[id]"


def write_excerpts(pages: Mapping[str, BeautifulSoup], folder: Path) -> None:
    """Write the words of every page, part by part: its id, its heading and what it says."""
    words = {name: list(_parts(page)) for name, page in pages.items() if name != "search"}
    write_told(folder / "_static" / "excerpts.js", "kbExcerpts", words)


def _parts(page: BeautifulSoup) -> Iterator[tuple[str, str, str]]:
    article = copy(page.find("article"))
    if not isinstance(article, Tag):
        return
    for shut in article.select(SHUT):
        shut.decompose()
    for entry in article.select(ENTRIES):
        if entry.name == "dt":
            said = entry.find_next_sibling("dd")
            yield str(entry["id"]), _said(entry), _said(said) if said else ""
        else:
            yield str(entry["id"]), "", _said(entry)
    for listing in article.select("dl.glossary, ul.references"):
        listing.decompose()
    parts = []
    for section in reversed(article.find_all("section", id=True)):  # the inner ones first: each says only its own
        heading = section.find(["h1", "h2", "h3", "h4"])
        name = _said(heading.extract()) if heading else ""
        parts.append((str(section["id"]), name, _said(section.extract())))
    yield from reversed(parts)


def _said(part: Tag) -> str:
    return SPACED.sub("", " ".join(part.get_text(" ").split()))
