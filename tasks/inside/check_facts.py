"""`python -m tasks check-facts`: every number of the lessons with its source, and every one that is typed without.

Lessons take their numbers from the tables: `tell("… {id} …")`, tables, computed f-strings. For each lesson this prints
the quantities that it and its exercises use with their sources, and the tables that it reads. Then come the numbers
that were typed into a sentence. One is in order if a rule (RULES) sees that it is no fact, such as the number of a
section, or if check_facts.csv names rows of the data that hold the same number, or says why it needs none. What remains
is flagged.
"""

import ast
import csv
import importlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ketabrain.engine import tables
from ketabrain.engine.prose import quantity_words
from tasks.environment import ROOT, TaskError
from tasks.inside.typed_numbers import UNIT, Lesson, Typed, numbers_in, read_lesson, typed_numbers
from tasks.inside.who_uses import Home, read_homes, table_names
from tasks.present import lesson_number

ALLOWED = Path(__file__).with_suffix(".csv")
TOPICS = Path("src", "ketabrain", "topics")
NO_EVIDENCE = {"lessons", "glossary", "claims", "quantities", "help_lines"}
"""Tables that every lesson reads, or that hold no findings."""
SET_IN_CODE = {"slider", "choice", "explore", "print", "show_table", "exercise"}
"""Calls whose words may repeat the numbers of the code beside them."""
_LESSONS_BEFORE = re.compile(r"\b[Ll]essons?[  ](?:\d\d[a-z]?(?:,| and|, and) )*$")


@dataclass(frozen=True)
class Allowed:
    """A row of check_facts.csv: these words of a cell, and the sources that hold their numbers or else the reason."""

    lesson: str
    cell: str
    words: str
    sources: tuple[str, ...]
    reason: str

    def covers(self, typed: Typed) -> bool:
        """Whether a typed number stands within these words."""
        if (self.lesson, self.cell) != (typed.lesson.number, typed.words.cell):
            return False
        return any(
            found.start() <= typed.start and typed.end <= found.end()
            for found in re.finditer(re.escape(self.words), typed.words.text)
        )


def _place(typed: Typed) -> bool:
    """A lesson of the course, a section of this one, the number of an exercise."""
    if re.fullmatch(r"\d\d", typed.figure) and _LESSONS_BEFORE.search(typed.before):
        return True
    if re.fullmatch(r"7\.\d", typed.figure) and typed.before.endswith("**"):
        return True
    if re.search(r"\b(?:[Ss]ection|[Pp]art)s? $", typed.before):
        return typed.figure in typed.lesson.sections
    # A section may stand in the middle of a sentence, but "4.2 points" and "4.2 of them" are amounts.
    pointed = re.search(r"(?:^|\b(?:[Ss]ee|at|of|in|into|from|[Bb]ehind|and|Ask|Set) |[;–] |\()$", typed.before)
    goes_on = re.match(rf"$|[.,:;?)]| (?!of\b|{UNIT})", typed.after)
    return bool("." in typed.figure and typed.figure in typed.lesson.sections and pointed and goes_on)


def _duration(typed: Typed) -> bool:
    """How long the short route takes."""
    return typed.words.cell == "title" and typed.before.endswith("Short route (") and typed.after.startswith(" minutes")


def _scale(typed: Typed) -> bool:
    """What a share is counted on: of 100, from 0 to 1, the 95% of an interval."""
    if typed.value == 100 and re.search(r"\b(?:[Oo]f|[Oo]f every|more of|[Pp]er) $", typed.before):
        return True
    if typed.value == 95 and re.match(r"% (?:CI|intervals?)\b", typed.after):
        return True
    from_zero = typed.figure == "0" and re.match(r" (?:to|and) 1\b(?!\.\d)", typed.after)
    to_one = typed.figure == "1" and re.search(r"\b0 (?:to|and) $", typed.before)
    return bool(from_zero or to_one)


def _setting(typed: Typed) -> bool:
    """A number in a control, caption, printed line or exercise that its own code uses too, or that the task gives."""
    return typed.words.call in SET_IN_CODE and typed.value in typed.words.literals


def _finding(typed: Typed) -> bool:
    """A number in the answer to a task: tests/notebooks sets the widget so and looks for it in the picture's words."""
    return typed.words.call == "finding"


def _option(typed: Typed) -> bool:
    """An answer to choose, here or where it is shown as the right one, which is computed or stands with its source."""
    return any(each.call == "options" and each.text == typed.words.text for each in typed.lesson.words)


RULES: Mapping[str, Callable[[Typed], bool]] = {
    "places in the course": _place,
    "minutes of the short route": _duration,
    "what a share is counted on": _scale,
    "settings in the code beside them": _setting,
    "what a widget shows": _finding,
    "answers to choose from": _option,
}
"""Why a typed number may be no fact; the first that holds counts."""


def rule_for(typed: Typed) -> str:
    """The rule by which a typed number is no fact, or ""."""
    return next((name for name, holds in RULES.items() if holds(typed)), "")


def read_allowed(path: Path = ALLOWED) -> tuple[Allowed, ...]:
    """The rows of check_facts.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Allowed(row["lesson"], row["cell"], row["words"], tuple(filter(None, row["sources"].split(";"))), row["reason"])
        for row in rows
    )


def held_by(source: str) -> set[float]:
    """The numbers that a source holds: a quantity "id", a row "table:id", the count of rows "table:*", the year of a
    reference "@key" or a constant "ketabrain.module.NAME".

    Raises TaskError for a source that is not there, or DataError for an unknown table.
    """
    try:
        if source.startswith("@"):
            return {float(tables.references()[source[1:]].year or 0)}
        if source.startswith("ketabrain."):
            module, _, constant = source.rpartition(".")
            return {abs(float(getattr(importlib.import_module(module), constant)))}
        return _held_in_table(*source.split(":", 1)) if ":" in source else _held_in_table("quantities", source)
    except (KeyError, ImportError, AttributeError):
        raise TaskError(f"check_facts.csv names {source!r}, which is not there; name another.") from None


def _held_in_table(name: str, row: str) -> set[float]:
    table = tables.load(name)
    if row == "*":
        return {float(len(table))}
    parts = row.split(":")  # a row is named by its first column, or by the first two
    rows = table[(table.iloc[:, : len(parts)].astype(str) == parts).all(axis=1)]
    if rows.empty:
        raise KeyError(row)
    return {number for cell in rows.to_numpy().ravel() for number in numbers_in(str(cell))}


def is_held(typed: Typed, sources: Iterable[str]) -> bool:
    """Whether one of the sources holds a typed number, rounded as it was typed; a share may be told as a percentage."""
    half = 0.5 * 10 ** -len(typed.figure.partition(".")[2]) + 1e-9
    held = [number for source in sources for number in held_by(source)]
    return any(abs(factor * number - typed.value) <= half for number in held for factor in (1, 100))


@dataclass(frozen=True)
class Judged:
    """A lesson's typed numbers: how many each rule settles, the rows that allow others, and those flagged."""

    lesson: Lesson
    by_rule: Counter[str]
    allowed: tuple[tuple[Typed, Allowed], ...]
    flagged: tuple[Typed, ...]


def judge(lesson: Lesson, allowed: Sequence[Allowed]) -> Judged:
    """Sort the typed numbers of a lesson; one whose named sources do not hold it is flagged."""
    by_rule: Counter[str] = Counter()
    fine, flagged = [], []
    for typed in typed_numbers(lesson):
        row = next((row for row in allowed if row.covers(typed)), None)
        if row and (not row.sources or is_held(typed, row.sources)):
            fine.append((typed, row))
        elif row is None and (rule := rule_for(typed)):
            by_rule[rule] += 1
        else:
            flagged.append(typed)
    return Judged(lesson, by_rule, tuple(fine), tuple(flagged))


def stale(allowed: Sequence[Allowed], judged: Iterable[Judged]) -> list[Allowed]:
    """Rows of check_facts.csv that no typed number needs any more."""
    needed = {row for each in judged for _, row in each.allowed}
    return [row for row in allowed if row not in needed]


def tables_read(number: str, homes: Mapping[str, Home]) -> list[str]:
    """The tables with findings that a lesson reads, itself or in the modules of the package that it imports."""
    waiting, seen = [number], {number}
    while waiting:
        for module, name in homes[waiting.pop()].imports.values():
            new = {module, f"{module}.{name}"} & homes.keys() - seen
            new = {each for each in new if not each.startswith("ketabrain.lesson")}
            seen |= new
            waiting += new
    found = {text for home in seen for part in homes[home].parts.values() for text in _texts_beside_load(part)}
    return [name for name in table_names() if name in found - NO_EVIDENCE]


def report(judged: Judged, read: Sequence[str]) -> str:
    """One lesson's part of the report: one line for each number."""
    lines = [f"\n{judged.lesson.name}", "  told from quantities.csv:"]
    for id, cell in judged.lesson.quantities:
        quantity = tables.quantity(id)
        words, source = quantity_words(quantity), _source_words(quantity)
        lines.append(f"    {quantity.quantity}: {words} | {source} | {cell} {{{id}}}")
    lines.append("  tables: " + ", ".join(f"{name} ({_sources(name)} sources)" for name in read))
    lines.append("  typed, and equal to a source:")
    lines += [_line(typed, ", ".join(row.sources)) for typed, row in judged.allowed if row.sources]
    lines.append("  typed, and no fact:")
    lines += [_line(typed, row.reason) for typed, row in judged.allowed if not row.sources]
    lines += [f"    {count} {name}" for name, count in judged.by_rule.items()]
    lines += [f"  FLAGGED {_line(typed, 'typed without a source')}" for typed in judged.flagged]
    return "\n".join(lines)


def main(folder: Path = ROOT, allowed: Path = ALLOWED) -> int:
    """Print the report for every notebook; returns 1 if a number is flagged or a row of the list is stale."""
    rows, homes = read_allowed(allowed), read_homes(folder)
    topics = dict(tables.load("lessons")[["lesson", "topic"]].itertuples(index=False, name=None))
    try:
        lessons = [
            read_lesson(path, folder / TOPICS / topics.get(lesson_number(path), "") / "exercises.py")
            for path in sorted((folder / "notebooks").glob("*.ipynb"))
        ]
        judged = [judge(each, rows) for each in lessons]
    except (TaskError, tables.DataError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Numbers of the lessons: where each comes from, and those that were typed.")
    for each in judged:
        print(report(each, tables_read(each.lesson.number, homes)))
    old = stale(rows, judged)
    for row in old:
        print(f"Stale in {allowed.name}, take it out: {row.lesson} {row.cell}: {row.words}")
    told = sum(len(each.lesson.quantities) for each in judged)
    by_rule = sum(each.by_rule.total() for each in judged)
    listed = sum(len(each.allowed) for each in judged)
    flagged = sum(len(each.flagged) for each in judged)
    print(
        f"\n{told} told from quantities.csv; typed: {by_rule} by a rule, {listed} in {allowed.name}, {flagged} flagged."
    )
    return int(bool(flagged or old))


def _texts_beside_load(statements: Sequence[ast.stmt]) -> set[str]:
    """Every string in statements that call `load`; among them is the name of the table."""
    nodes = [node for statement in statements for node in ast.walk(statement)]
    calls = {ast.unparse(node.func).rpartition(".")[2] for node in nodes if isinstance(node, ast.Call)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts if "load" in calls else set()


def _sources(name: str) -> int:
    """How many sources a table draws on."""
    table = tables.load(name)
    columns = [column for column in ("source", "sources", "via") if column in table]
    return len({key for column in columns for cell in table[column] for key in cell.split(";")} - {""})


def _source_words(quantity: tables.Quantity) -> str:
    reference = tables.references()[quantity.source]
    via = f", read in {tables.references()[quantity.via].short}" if quantity.via else ""
    return f"{reference.short}{via} {reference.link}"


def _line(typed: Typed, why: str) -> str:
    return f"    {typed.words.cell}: {typed.sentence} | {why}"


if __name__ == "__main__":
    sys.exit(main())
