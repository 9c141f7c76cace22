"""The pages of the reading edition that the tables make: the door, teachers, claims, terms and sources, in Markdown.

No answer is given away: the course's verdicts stand behind a click on the claim map.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from typing import TypeVar

from ketabrain.engine import cards, tables
from ketabrain.engine.judgement import certainty_words
from ketabrain.engine.start import lesson_file
from ketabrain.engine.tables import Reference
from ketabrain.engine.verdict import MEANINGS
from tasks import binder

T = TypeVar("T")
MARKDOWN = re.compile(r"([\\`*_\[\]<>|$])")
DOOR = "moving-picture"
"""The id of the place on the first page where a card of a lesson is put."""
FIRST_PREDICTION = "to-predict"
"""The id of the link to the first prediction; it leads to the heading until the card itself is known."""
_WAYS = ("Predict first", "Start lesson 00", "Run it live on Binder", "For teachers")


def made_pages(built: Collection[str]) -> dict[str, str]:
    """Every part that the tables make, by the name under which site/*.md includes it."""
    return {
        "door": door_page(built),
        "lessons": lessons_page(built),
        "minutes": minutes_page(),
        "teachers": teachers_page(),
        "repository": repository_page(),
        "claims": claims_page(built),
        "glossary": glossary_page(built),
        "references": references_page(),
    }


def door_page(built: Collection[str]) -> str:
    """The top of the first page: one sentence, the ways in, and the place of a picture that moves."""
    claims = len(tables.load("claims"))
    file = lesson_file(_lessons()["00"])
    first = file.replace(".ipynb", ".html") if file in built else on_binder(file)
    addresses = (f"{first}#predict" if file in built else first, first, on_binder(file), "for-teachers.html")
    ways = "".join(
        f'<a href="{html.escape(address)}"{_id_of(words)}>{words}</a>'
        for words, address in zip(_WAYS, addresses, strict=True)
    )
    return (
        f'<p class="lead">A popular article makes {claims} claims about ketamine: predict, move the models, meet the '
        "data, and judge each claim yourself.</p>\n"
        f'<p class="ways">{ways}</p>\n<div id="{DOOR}"></div>\n'
    )


def _id_of(way: str) -> str:
    return f' id="{FIRST_PREDICTION}" class="first"' if way == _WAYS[0] else ""


def lessons_page(built: Collection[str]) -> str:
    """The list of all lessons with their minutes; `built` holds the file names of those that the site has."""
    rows = []
    for number, row in _lessons().items():
        link = _lesson_link(row, f"{number} {row['title']}", built)
        live = f"[run {number} live]({on_binder(lesson_file(row))})"
        rows.append(f"- {link} {row['minutes_low']} to {row['minutes_high']} minutes · {live}")
    return "\n".join([*rows, ""])


def teachers_page() -> str:
    """What the repository has for teachers, with links to it there."""
    repository, branch = binder.repository_and_branch()
    folder = f"https://github.com/{repository}/blob/{branch}/instructor"
    things = {
        "A guide for each lesson": ("README.md", "the clock for 50 and for 90 minutes, what to project, what to ask"),
        "Five plans": ("plans.md", "an evening, a day, eight weeks, without devices, with phones only"),
        "Marking": ("rubric.md", "what a good verdict has"),
        "Making it work for everybody": ("accessibility.md", "screens, keyboards, paper"),
        "Topics that may distress": ("content-note.md", "read it before the first lesson"),
        "Where learners work": ("hub/README.md", "own laptops, Binder, a hub for the class"),
    }
    return "".join(f"- [{name}]({folder}/{file}): {words}\n" for name, (file, words) in things.items())


def minutes_page() -> str:
    """How long the lessons take, in one sentence."""
    rows = list(_lessons().values())
    low, high = min(int(row["minutes_low"]) for row in rows), max(int(row["minutes_high"]) for row in rows)
    whole = sum(int(row["minutes_high"]) for row in rows)
    return (
        f"{len(rows)} lessons of {low} to {high} minutes, {round(whole / 60)} hours at most; the parts marked ★ are a "
        "shorter way through each, at most 20 minutes.\n"
    )


def repository_page() -> str:
    """One sentence that says where the files of the course are."""
    address = f"https://github.com/{binder.repository_and_branch()[0]}"
    return f"The files of the course are at [{address}]({address}).\n"


def claims_page(built: Collection[str]) -> str:
    """Every claim with its lessons, a choice to make first, and the course's verdict behind a click."""
    course = tables.load("verdicts").set_index("claim")
    meanings = "\n".join(f"- **{step}**: {meaning}" for step, meaning in MEANINGS.items())
    parts = [f"{meanings}\n"]
    for row in tables.load("claims").to_dict("records"):
        claim, told = row["claim"], course.loc[row["claim"]]
        sentences = row["article_sentences"].split(";")
        place = f"Sentence{'s' if len(sentences) > 1 else ''} {' and '.join(sentences)} of the article"
        links = ", ".join(
            _lesson_link(_lessons()[key], f"{key} {_lessons()[key]['title']}", built)
            for key in row["lessons"].split(";")
        )
        parts += [
            f"({claim.lower()})=\n## {claim} · {_plain(row['statement'])}\n",
            f"What the article says, in our words: {_plain(row['article_says'])}\n",
            f"{place}. Treated in {links}.\n",
            f'<div id="judge-{claim}">{_choice(claim)}{_verdict(claim, told)}</div>\n',
        ]
    return "\n".join(parts)


def glossary_page(built: Collection[str]) -> str:
    """Every term with its definition and the lesson that brings it in, by first letter."""
    rows = tables.load("glossary").to_dict("records")
    parts = []
    for letter, group in _by_letter(rows, lambda row: row["term"]):
        terms = [
            f"{_plain(row['term'])}\n  {_plain(row['definition'])} "
            f"({_lesson_link(_lessons()[row['lesson']], 'lesson ' + row['lesson'], built)})\n"
            for row in group
        ]
        parts.append(f"## {letter}\n\n```{{glossary}}\n" + "\n".join(terms) + "```\n")
    return "\n".join(parts)


def references_page() -> str:
    """Every source of the course under the name by which it is cited, by first letter."""
    parts = []
    for letter, group in _by_letter(tables.references().values(), lambda reference: reference.short):
        items = "".join(f'<li id="{html.escape(each.key)}">{_entry(each)}</li>' for each in group)
        parts.append(f'## {letter}\n\n<ul class="references">{items}</ul>\n')
    return "\n".join(parts)


def _choice(claim: str) -> str:
    """Five verdicts to choose from, without any script; nothing keeps the choice."""
    choices = "".join(f'<label><input type="radio" name="{claim}"> {step}</label>' for step in MEANINGS)
    return f'<fieldset class="decide"><legend>Decide before you open: {claim} is …</legend>{choices}</fieldset>'


def _verdict(claim: str, told: Mapping[str, str]) -> str:
    """The course's verdict on one claim (its row of the table verdicts), which shows once it is opened."""
    references = tables.references()
    sources = "; ".join(cards.link(references[key].short, references[key].link) for key in told["sources"].split(";"))
    return (
        f'<details class="verdict"><summary>What the course says about {claim}</summary>'
        f"<p><b>{told['verdict']}.</b> {html.escape(told['reasons'])}</p>"
        f"<p>Certainty: <b>{told['certainty']}</b>. {html.escape(certainty_words(claim))}</p>"
        f"<p>Sources: {sources}</p></details>"
    )


def _entry(reference: Reference) -> str:
    journal = f" <i>{html.escape(reference.journal)}</i>." if reference.journal else ""
    place = f" {cards.link(reference.link, reference.link)}" if reference.link else ""
    return f"<b>{html.escape(reference.short)}.</b> {html.escape(reference.titled)}{journal}{place}"


def _by_letter(rows: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """Rows in the order of their names, grouped by the first letter; brackets and quotes before it do not count."""

    def bare(row: T) -> str:
        return re.sub(r"^\W+", "", name(row))

    ordered = sorted(rows, key=lambda row: bare(row).casefold())
    return [(first, list(group)) for first, group in groupby(ordered, lambda row: bare(row)[0].upper())]


def _lessons() -> dict[str, dict[str, str]]:
    return {row["lesson"]: row for row in tables.load("lessons").to_dict("records")}


def _lesson_link(row: Mapping[str, str], words: str, built: Collection[str]) -> str:
    """A link to the site's page of a lesson, or to the live one where the site has none, in Markdown."""
    file = lesson_file(row)
    return f"[{_plain(words)}]({file if file in built else on_binder(file)})"


def on_binder(file: str) -> str:
    """The address of the live lesson, by the file name of its notebook."""
    return binder.link(*binder.repository_and_branch(), file)


def _plain(words: str) -> str:
    """Words in which Markdown finds nothing to format."""
    return MARKDOWN.sub(r"\\\1", words)
