"""What is done to the pages that Sphinx has made: what is folded, what a link's preview and a search engine read, the
scripts, the way to answer back, and the picture on the first page.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from ketabrain.engine import tables
from tasks.binder import issue_link, repository_and_branch
from tasks.inside.reading.excerpts import write_excerpts
from tasks.inside.reading.pages import DOOR, FIRST_PREDICTION
from tasks.inside.reading.publish import about_course, about_lesson, in_head, preview, write_addresses
from tasks.inside.reading.told import read_told, write_told
from tasks.present import lesson_number

MORE_NAMED = "More"
ON_THE_DOOR = ("dose-band", "gating")
"""Explores that the first page likes to show, the first that there is; else the first that waits for no answer."""
UNCLEAR = "Something wrong or unclear here? Tell us"


def finish(folder: Path, lessons: Sequence[Path]) -> None:
    """Finish the site that Sphinx has built in a folder; `lessons` are the notebooks that it holds."""
    built = {lesson.stem: lesson_number(lesson) for lesson in lessons}
    rows = {row["lesson"]: row for row in tables.load("lessons").to_dict("records")}
    pages = {
        file.stem: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in folder.glob("*.html")
    }
    for name, page in pages.items():
        if name in built:
            row = rows[built[name]]
            _fold_more(page)
            _fold_code(page)
            _ask_back(page, f"{row['lesson']} {row['title']}")
            picture = preview(page, folder, row)
            in_head(page, name, about_lesson(row, name), row["objective_1"] + ".", picture)
    _furnish_door(pages, folder, list(built))
    for name, page in pages.items():
        described = page.find("meta", attrs={"name": "description"})
        if name not in built and isinstance(described, Tag):
            picture = next(iter(sorted((folder / "_static" / "previews").glob("*.png"))), None)
            in_head(page, name, about_course(list(rows.values())) if name == "index" else None, "", picture)
        if (folder / "_static" / "lessons" / f"{name}.js").exists():
            _add_scripts(page, f"lessons/{name}.js", "reading.js")
    write_excerpts(pages, folder)
    _add_scripts(pages["search"], "search-excerpts.js", "excerpts.js")
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(str(page), encoding="utf-8")
    write_addresses(folder, built, [name for name in pages if name != "search"])


def _new(name: str, text: str = "", **attributes: str) -> Tag:
    made = BeautifulSoup("", "html.parser").new_tag(name, attrs=attributes)
    made.string = text
    return made


def _folded(words: Tag, inside: Sequence[Any], **attributes: str) -> Tag:
    """A box that is shut behind some words."""
    box, line = _new("details", **attributes), _new("summary")
    line.append(words)
    box.append(line)
    box.extend(inside)
    return box


def _fold_more(page: BeautifulSoup) -> None:
    """Shut the sections named “More: …”, each behind its heading."""
    for heading in page.find_all("h3"):
        section = heading.find_parent("section")
        if section and heading.get_text().startswith(MORE_NAMED):
            inside = [each for each in section.contents if each is not heading]
            place = _new("span")
            heading.replace_with(place)
            place.replace_with(_folded(heading, inside, **{"class": "more"}))


def _fold_code(page: BeautifulSoup) -> None:
    """Shut the code of every cell behind the word Code."""
    for code in page.select(".cell_input"):
        place = _new("span")
        code.replace_with(place)
        place.replace_with(_folded(_new("span", "Code"), [code], **{"class": "code"}))


def _add_scripts(page: BeautifulSoup, *files: str) -> None:
    assert page.body
    page.body.extend(_new("script", src=f"_static/{file}") for file in files)


def _ask_back(page: BeautifulSoup, lesson: str) -> None:
    """A link under the lesson, and one beside its parts, that begin an issue about it; site/scripts/tell_us.js adds
    which part is in view.
    """
    repository, _ = repository_and_branch()
    address = issue_link(repository, f"Lesson {lesson}", f"Lesson: {lesson}\nWhat is wrong or unclear:\n\n")
    for place in filter(None, (page.find("article"), page.select_one(".toc-scroll"))):
        line = _new("p", **{"class": "tell-us"})
        line.append(_new("a", UNCLEAR, href=address))
        place.append(line)


def _furnish_door(pages: dict[str, BeautifulSoup], folder: Path, built: Sequence[str]) -> None:
    """Put an explore of a lesson on the first page, and lead its first link to the first prediction."""
    door = pages["index"]
    found = _moving_card(pages, folder, built)
    if found and (place := door.find(id=DOOR)):
        lesson, card, data = found
        place.append(BeautifulSoup(str(pages[lesson].find(id=card)), "html.parser"))
        source = _new("p", "Move it. It comes from ", **{"class": "from"})
        source.append(_new("a", f"lesson {_title(pages[lesson])}", href=f"{lesson}.html#{card}"))
        source.append(".")
        place.append(source)
        write_told(folder / "_static" / "lessons" / "index.js", "kbLesson", data)
    asked = pages[built[0]].select_one(".kb-predict:not(.kb-quiz, .kb-reveal)") if built else None
    link = door.find(id=FIRST_PREDICTION)
    if asked and isinstance(link, Tag):
        link["href"] = f"{built[0]}.html#{asked['id']}"


def _title(page: BeautifulSoup) -> str:
    return page.title.get_text().partition(" - ")[0] if page.title else ""


def _moving_card(
    pages: dict[str, BeautifulSoup], folder: Path, built: Sequence[str]
) -> tuple[str, str, dict[str, Any]] | None:
    """The page, the id and the data (with this card alone) of the explore that the first page shows."""
    found = []
    for name in built:
        data = read_told(folder / "_static" / "lessons" / f"{name}.js")
        for card, each in data["cards"].items():
            if each["kind"] == "explore" and not each["after"] and pages[name].find(id=card):
                found.append((each["name"], (name, card, data | {"cards": {card: each}})))
    liked = [each for wanted in ON_THE_DOOR for name, each in found if name == wanted]
    return next(iter([*liked, *(each for _, each in found)]), None)
