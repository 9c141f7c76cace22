"""Guides keep their promises: the clock adds up, what they name exists, the settings are ones that the widgets take."""

import re
from pathlib import Path

import pytest

from ketabrain.engine import exercises, tables
from ketabrain.engine.classroom.questions import all_questions
from tasks.binder import link, repository_and_branch, short_address, site_address
from tasks.inside.in_process import NOTEBOOKS, code_cells
from tasks.present import lesson_number
from tests.notebooks.test_structure import read

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "instructor" / "guides"
BACKGROUND, LINK = "Background for a teacher who knows no pharmacology", "The link to send"
HEADINGS = [
    BACKGROUND, LINK, "Before you start", "50 minutes", "90 minutes", "What to project", "The prediction to collect",
    "Misconceptions and how to meet them", "Questions to discuss", "If something goes wrong", "Care",
]  # fmt: skip
BACKGROUND_LINES = 10
DOERS = {"teacher", "pairs", "alone", "room"}
lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def guide(path: Path) -> str:
    return (GUIDES / f"{path.stem}.md").read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    return re.split(r"^## ", text.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def findings(text: str) -> str:
    """What the room should find, of a guide's text."""
    return part(text, "What to project").split("\n### What the room should find\n", 1)[1]


def named(path: Path, calls: str) -> set[str]:
    """The names that a lesson's calls, such as `check`, begin with."""
    return set(re.findall(rf'\b(?:{calls})\(\s*"([^"]+)"', "\n".join(code_cells(path))))


def explore_names(path: Path) -> set[str]:
    return set(re.findall(r'name="([a-z0-9-]+)"', "\n".join(code_cells(path))))


def exercises_by_section(path: Path) -> dict[str, str]:
    """The exercise that follows each number such as 7.2 in a lesson."""
    found, number = {}, ""
    for cell in read(path).cells:
        heads = re.findall(r"^(?:### |\*\*)(7\.\d)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else []
        number = heads[-1] if heads else number
        if exercise := re.search(r'^check\("([^"]+)"', cell.source, re.MULTILINE):
            found.setdefault(number, exercise[1])
    return found


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def sections(path: Path) -> set[str]:
    """Numbers of a lesson's sections and exercises, such as 4.2."""
    whole = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    return set(re.findall(r"^(?:### |\*\*)(\d\.\d+)", whole, re.MULTILINE))


def code_spans(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


@lessons
def test_a_guide_has_its_headings_in_order_and_links_to_its_lesson_and_answers(path):
    text = guide(path)
    title = tables.load("lessons").set_index("lesson").loc[lesson_number(path), "title"]
    assert text.startswith(f"# Guide to lesson {lesson_number(path)}: {title}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    for target in (f"../answers/{path.stem}.md", f"../../notebooks/{path.name}", "../content-note.md"):
        assert f"({target})" in text


@lessons
@pytest.mark.parametrize("minutes", [50, 90])
def test_the_clock_adds_up_and_learners_do_more_than_they_hear(path, minutes):
    text = part(guide(path), f"{minutes} minutes")
    assert "estimate" in text
    clock, by_doer = 0, dict.fromkeys(DOERS, 0)
    for start, length, who, what, _ in rows(text):
        assert start == f"{clock // 60}:{clock % 60:02}", f"{start}: {what}"
        clock += int(length)
        by_doer[who] += int(length)
    assert clock == minutes
    assert by_doer["teacher"] <= minutes / 2


@lessons
def test_every_section_that_a_guide_names_is_in_the_lesson(path):
    text = re.sub(r"`[^`]*`", "", guide(path))
    named = set(re.findall(r"(?<![\d.:])([1-9]\.\d{1,2})(?![\d:])", text))
    assert named - sections(path) == set()


@lessons
def test_digits_are_clocks_sections_lessons_and_claims_alone(path):
    """Numbers of the evidence live in tables and answer sheets, so that a guide cannot go stale."""
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", "", guide(path))
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("|", "#")))
    allowed = (
        r"\b[1-9]\.\d{1,2}\b|\b([Rr]ooms?|sections?) \d( and \d)?(?!\.\d)|\bC\d\d[abc]?\b"
        r"|\b[Ll]essons? \d\d[a-z]?((, \d\d[a-z]?)*,? and \d\d[a-z]?)?"
        r"|\b\d+( to \d+)? min(utes)?\b|^\d\. |\b\d\d[a-z]?\b(?=,? (and|to) (lesson )?\d\d[a-z]?\b)"
        r"|\b(5 to 100|23 claims)\b"
    )
    left = re.sub(allowed, "", text, flags=re.MULTILINE)
    found = [left[max(0, each.start() - 30) : each.end() + 20] for each in re.finditer(r"\d+", left)]
    assert found == []


@lessons
def test_predictions_and_exercises_that_a_guide_names_exist(path):
    known = {item for lesson, item in all_questions() if lesson == lesson_number(path)}
    tasks = {each.id for each in exercises.of_lesson(lesson_number(path))}
    cards = known | explore_names(path) | named(path, "sort_out|reveal")
    for span in code_spans(guide(path)):
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", span):
            assert span in cards, span
        elif re.fullmatch(r"\d\d[a-z]?\.[a-z-]+", span):
            assert span in tasks, span
    assert known & set(code_spans(part(guide(path), "The prediction to collect")))


@lessons
def test_the_background_is_at_most_ten_lines_of_words_and_what_they_mean(path):
    lines = [line for line in part(guide(path), BACKGROUND).splitlines() if line]
    assert len(lines) <= BACKGROUND_LINES
    assert sum(bool(re.match(r"(- )?\*\*[^*]+\*\*: ", line)) for line in lines) >= 5


@lessons
def test_the_message_to_learners_has_the_addresses_of_the_lesson(path):
    message, place = part(guide(path), LINK), repository_and_branch()
    addresses = [short_address(site_address(), lesson_number(path)), link(*place, path.name)]
    assert re.findall(r"https://[^\s<>)]+", message) == addresses, "type `make binder REPO=…`"
    assert "minutes" in message  # that a first start on Binder takes


@lessons
def test_what_the_room_should_find_answers_every_card_and_every_exercise_of_the_clocks(path):
    text, by_section = guide(path), exercises_by_section(path)
    answered = {by_section.get(span, span) for span in re.findall(r"\b7\.\d|(?<=`)[^`:]+(?=`)", findings(text))}
    clocks = part(text, "50 minutes") + part(text, "90 minutes")
    asked = {by_section.get(span, span) for span in re.findall(r"\b7\.\d|(?<=`)\d\d[a-z]?\.[a-z-]+(?=`)", clocks)}
    assert (asked | explore_names(path) | named(path, "sort_out")) - answered == set()


def settings_of(span: str) -> tuple[str, dict[str, str]] | None:
    """The widget and its settings in a span such as `receptors: Dose = 0.5; Given over = 40`, or None."""
    name, colon, rest = span.partition(": ")
    if not colon or " = " not in rest:
        return None
    return name, dict(pair.split(" = ", 1) for pair in rest.split("; "))


@lessons
def test_lines_are_short_enough_to_read_in_an_editor(path):
    """A table's row and an address cannot be broken."""
    long = [line for line in guide(path).splitlines() if len(line) > 120]
    assert [line for line in long if not line.startswith(("|", "https://"))] == []


def test_plans_add_up():
    text = (ROOT / "instructor" / "plans.md").read_text(encoding="utf-8")
    lengths = {"One evening": 150, "One day": 470, "No devices at all": 50, "Phones only": 50}
    for heading, minutes in lengths.items():
        block = next(each for each in re.split(r"^## ", text, flags=re.MULTILINE) if each.startswith(heading))
        starts = [60 * int(hours) + int(past) for hours, _, past in (row[0].partition(":") for row in rows(block))]
        ends = [start + int(length) for start, (_, length, *_) in zip(starts, rows(block), strict=True)]
        assert starts[1:] == ends[:-1], heading
        assert ends[-1] - starts[0] == minutes, heading


PAGES = sorted((ROOT / "instructor").rglob("*.md"))
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pages
def test_a_part_of_a_lesson_is_a_section_and_the_room_is_the_class(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"\brooms? \d[^\n|]{0,20}|\broom page\b", text, re.IGNORECASE) == []


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in a link, as GitHub makes it from their words."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pages
def test_links_of_the_instructors_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?[^)]*\)", page.read_text(encoding="utf-8"))
    for target, anchor in links:
        place = page.parent / target if target else page
        if "://" not in target:
            assert place.exists(), f"{page.name} links to {target}"
            assert not anchor or anchor in anchors(place), f"{page.name} links to {target}#{anchor}"
