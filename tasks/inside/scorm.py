"""`python -m tasks scorm`: lessons of the reading edition as packages for a learning management system, by SCORM 1.2.

A lesson is one page, and so one activity, which site/scripts/scorm.js lets the system follow. A package holds that page
and what it loads, and a manifest; links to anything else open the published site beside it.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bs4 import BeautifulSoup, Tag

from ketabrain.engine import course, tables
from tasks.binder import site_address
from tasks.environment import ROOT, TaskError
from tasks.inside.reading.pages import on_binder
from tasks.inside.reading.publish import COURSE
from tasks.inside.reading.told import read_told, write_told
from tasks.inside.site import PAGES, STAYS, build_afresh, lessons_asked
from tasks.present import lesson_number

FOLDER = ROOT / "build" / "scorm"
MANIFEST = "imsmanifest.xml"
PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
ADAPTER = "_static/scorm.js"
PACKED_ALREADY = {".webp", ".png"}
LINK = re.compile(r'<a (?P<before>[^>]*?)href=(?P<quote>\\?")(?P<address>[^"\\]+)')
LOADED = re.compile(r'(?:src|href)="(?P<file>_static/[^"?]+)')
OF_THE_SITE = (
    ".sidebar-drawer", "#__navigation", '[for="__navigation"]', ".related-pages", "link[rel=next]", "link[rel=prev]",
    "link[rel=search]",
)  # fmt: skip
"""What leads from page to page of the site: here stands one page alone, and the system has its own way to others."""
TOLD = (
    "Your answers stay in this browser: to have them in another one, save them as a file at the foot of this page. A "
    "course system that opened this page is told that you were here, for how long and where you stopped, and that the "
    "lesson is completed once you have {}. It is never told what you answered."
)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A lesson in a package: its number, its title, its page, and all files that it needs, by their names there."""

    lesson: str
    title: str
    page: str
    files: Sequence[str]


# --- the page of a lesson ---


def completes(cards: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """What a learner has to have given for a lesson with these cards to be completed: entries of a kind, for items.

    A verdict on every claim; without claims, every prediction.
    """
    claims = [card["claim"] for card in cards if card["kind"] == "verdict"]
    if claims:
        return {"kind": "verdict", "items": claims}
    return {"kind": "prediction", "items": [card["item"] for card in cards if card["kind"] == "predict"]}


def _done_in_words(wanted: Mapping[str, Any]) -> str:
    if wanted["kind"] == "prediction":
        return "locked in every prediction"
    *others, last = wanted["items"]
    return "given a verdict on " + (f"{', '.join(others)} and {last}" if others else last)


def _leading_out(text: str, name: str) -> str:
    """HTML, or a script with HTML in it, of the page `name`, whose links to elsewhere open beside it."""
    for other in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if other.stem != name:
            text = text.replace(on_binder(other.name), f"{site_address()}{other.stem}.html")

    def moved(found: re.Match[str]) -> str:
        page, sign, part = found["address"].partition("#")
        begun, quote = f"<a {found['before']}", found["quote"]
        if page in ("", f"{name}.html"):
            return f"{begun}href={quote}#{part}"
        apart = f"target={quote}_blank{quote} rel={quote}noopener{quote}"
        return f"{begun}{apart} href={quote}{urljoin(site_address(), page)}{sign}{part}"

    return LINK.sub(moved, text)


def _alone(page: BeautifulSoup, wanted: Mapping[str, Any]) -> None:
    """Take away what leads through the site, say what a system is told, and load the script that tells it."""
    for gone in page.select(", ".join(OF_THE_SITE)):
        gone.decompose()
    said = page.find(string=re.compile(re.escape(STAYS)))
    reader = page.find("script", src="_static/reading.js")
    assert said
    assert isinstance(reader, Tag)
    said.replace_with(str(said).replace(STAYS, TOLD.format(_done_in_words(wanted))))
    reader.insert_before(page.new_tag("script", attrs={"src": ADAPTER}))


def pack_lesson(site: Path, name: str, folder: Path) -> Activity:
    """Put the page `name` of a built site, and all that it loads, into a folder."""
    page = BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    script = f"_static/lessons/{name}.js"
    told = read_told(site / script)
    told["completes"] = completes(told["cards"].values())
    _alone(page, told["completes"])
    whole = _leading_out(str(page), name)
    explores = [card["folder"] for card in told["cards"].values() if "folder" in card]
    loaded = [found["file"] for found in LOADED.finditer(whole) if found["file"] not in (script, ADAPTER)]
    inside = [file for each in explores for file in (site / each).rglob("*") if file.is_file()]
    copied = sorted({*loaded, *(file.relative_to(site).as_posix() for file in inside)})
    for file in copied:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / file, folder / file)
    (folder / f"{name}.html").write_text(whole, encoding="utf-8")
    write_told(folder / script, "kbLesson", told)
    (folder / script).write_text(_leading_out((folder / script).read_text(encoding="utf-8"), name), encoding="utf-8")
    shutil.copy(PAGES / "scripts" / "scorm.js", folder / ADAPTER)
    lesson = told["lesson"]
    title = tables.load("lessons").set_index("lesson").loc[lesson, "title"]
    return Activity(
        lesson=lesson,
        title=f"{lesson} · {title}",
        page=f"{name}.html",
        files=[f"{name}.html", script, ADAPTER, *copied],
    )


# --- the package ---


def manifest(activities: Sequence[Activity]) -> bytes:
    """The manifest of a package: its activities in this order, each with all its files."""
    for prefix, space in {"": PACKAGING, "adlcp": SCORM}.items():
        ElementTree.register_namespace(prefix, space)
    alone = activities[0] if len(activities) == 1 else None
    key, version = course.served().name, course.served().version
    top = _element(None, "manifest", identifier=f"{key}-{alone.lesson if alone else 'course'}", version=version)
    about = _element(top, "metadata")
    _element(about, "schema").text = "ADL SCORM"
    _element(about, "schemaversion").text = "1.2"
    organization = _element(_element(top, "organizations", default=key), "organization", identifier=key)
    _element(organization, "title").text = alone.title if alone else COURSE
    resources = _element(top, "resources")
    for each in activities:
        page = f"page-{each.lesson}"
        item = _element(organization, "item", identifier=f"lesson-{each.lesson}", identifierref=page, isvisible="true")
        _element(item, "title").text = each.title
        resource = _element(resources, "resource", identifier=page, type="webcontent", href=each.page)
        resource.set(f"{{{SCORM}}}scormtype", "sco")
        for file in each.files:
            _element(resource, "file", href=file)
    ElementTree.indent(top)
    written: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _element(parent: ElementTree.Element | None, name: str, **attributes: str) -> ElementTree.Element:
    made = ElementTree.Element(f"{{{PACKAGING}}}{name}", attributes)
    if parent is not None:
        parent.append(made)
    return made


def write_package(site: Path, names: Sequence[str], file: Path) -> None:
    """Write lessons of a built site, by the names of their pages, as one package."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        activities = [pack_lesson(site, name, folder) for name in names]
        (folder / MANIFEST).write_bytes(manifest(activities))
        file.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(file, "w") as package:
            for each in sorted(each for each in folder.rglob("*") if each.is_file()):
                kind = ZIP_STORED if each.suffix in PACKED_ALREADY else ZIP_DEFLATED
                package.write(each, each.relative_to(folder), kind)


def main(lessons: Sequence[str]) -> int:
    """Write a package for each of some lessons; without any, for each of all and one of the whole course.

    Returns the exit status.
    """
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        try:
            paths = lessons_asked(lessons)
            status = build_afresh(paths, site)
        except TaskError as problem:
            print(problem, file=sys.stderr)
            return 1
        if status != 0:
            return status
        packages = {lesson_number(path): [path.stem] for path in paths}
        if not lessons:
            packages["course"] = [path.stem for path in paths]
        for key, names in packages.items():
            file = FOLDER / f"{course.served().name}-{key}.zip"
            write_package(site, names, file)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
