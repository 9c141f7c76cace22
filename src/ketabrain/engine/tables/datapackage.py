"""Read a table of a Frictionless data package and check every cell against its schema.

Understood are the types string, number, integer, boolean, array and object; the constraints required, unique,
minimum, maximum, enum and pattern; primary and foreign keys; and three properties of our own, explained in
datapackage.json: `listOf` for a field, `ordered` and `atMostOne` for a schema.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ketabrain.engine.errors import Sentence

Row = dict[str, Any]
Stamp = tuple[tuple[str, int, int], ...]
"""The state of a folder: name, time of change (ns) and size of its files. What is kept of it is kept by this."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_BAD_BYTE = "\ufffd"


class DataError(Sentence):
    """Data that the course cannot use; its text is one sentence that says where, what and how to mend it."""


class _Fault(Exception):
    """What is wrong with a column of the record at hand, and what to do."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(f"column {column}: {text}.")


@dataclass(frozen=True)
class _Lookup:
    """The keys that a column may hold: one, or several separated by ";"."""

    table: str
    keys: frozenset[str]
    several: bool


def checked_rows(folder: Path, name: str, stamp: Stamp) -> list[Row]:
    """The rows of one table with typed values, in the state `stamp` of its folder.

    Raises DataError for the first break of its schema.
    """
    table = resource(folder, name, stamp)
    schema, lookups = table["schema"], _lookups(folder, table["schema"], stamp)
    seen = {columns: set[tuple[str, ...]]() for columns in _unique_columns(schema)}
    rows = []
    for place, record in _records(folder, table, stamp):
        try:
            rows.append(_checked_row(schema, lookups, record))
            _check_unique(seen, record)
        except _Fault as fault:
            raise DataError(f"{table['path']}, {place}, {fault}") from None
    return rows


def resource(folder: Path, name: str, stamp: Stamp) -> Mapping[str, Any]:
    """The description of one table in datapackage.json, in the state `stamp` of its folder. Raises DataError."""
    tables = _resources(folder, stamp)
    if name not in tables:
        raise DataError(f"There is no table {name!r}{similar(name, tables)}; use one of {', '.join(tables)}.")
    return tables[name]


@lru_cache(maxsize=4)
def _resources(folder: Path, stamp: Stamp) -> Mapping[str, Mapping[str, Any]]:
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"The file datapackage.json cannot be read ({error}); restore it.") from None
    return {each["name"]: each for each in package["resources"]}


def similar(word: str, known: Iterable[str]) -> str:
    """A bracket that offers the known words most like `word`; empty if none is."""
    close = get_close_matches(word, known)
    return f" (did you mean {' or '.join(close)}?)" if close else ""


def _records(folder: Path, table: Mapping[str, Any], stamp: Stamp) -> Iterator[tuple[str, Row]]:
    """Each record as it stands in the file, with its place: "row 2" is the first below a header."""
    path = folder / table["path"]
    names = [field["name"] for field in table["schema"]["fields"]]
    if table["format"] == "json":
        return _json_records(path.name, names, _json_entries(path, stamp))
    return _csv_records(path.name, names, _text(path))


def _text(path: Path) -> str:
    try:
        # A bad byte becomes a mark in its cell, so that the refusal can name row and column.
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise DataError(f"The file {path.name} is missing from the data folder; restore it.") from None
    except OSError as problem:
        raise DataError(f"The file {path.name} cannot be read ({problem.strerror}); allow it or restore it.") from None


def _csv_records(file: str, names: list[str], text: str) -> Iterator[tuple[str, Row]]:
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        _check_columns(names, next(lines, []))
        for cells in lines:
            if len(cells) != len(names):
                column = names[min(len(cells), len(names) - 1)]
                raise _Fault(column, f"the row has {len(cells)} cells, not {len(names)}, look at its commas")
            yield f"row {lines.line_num}", dict(zip(names, cells, strict=True))
    except csv.Error as error:
        raise DataError(
            f"{file}, row {lines.line_num}, column {names[0]} or later: {error}, mend the quotation marks."
        ) from None
    except _Fault as fault:
        raise DataError(f"{file}, row {max(lines.line_num, 1)}, {fault}") from None


@lru_cache(maxsize=4)
def _json_entries(path: Path, stamp: Stamp) -> list[Row]:
    try:
        entries: list[Row] = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise DataError(
            f"{path.name}, row {error.lineno}, column {error.colno} of the text: {error.msg}, mend the JSON."
        ) from None
    return entries


def _json_records(file: str, names: list[str], entries: list[Row]) -> Iterator[tuple[str, Row]]:
    for number, entry in enumerate(entries, start=1):
        try:
            _check_columns(names, list(entry))
        except _Fault as fault:
            raise DataError(f"{file}, entry {number}, {fault}") from None
        yield f"entry {number}", entry


def _check_columns(names: list[str], found: list[str]) -> None:
    for column in names:
        if column not in found:
            raise _Fault(column, "the column is missing, add it")
    for column in found:
        if column not in names:
            raise _Fault(column, f"there is no such column{similar(column, names)}, remove or rename it")
    if found != names:
        raise _Fault(found[0], f"the columns are not in the order {', '.join(names)}, sort them")


def _unique_columns(schema: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The primary key and every other column whose cells must differ."""
    alone = [(field["name"],) for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    return list(dict.fromkeys([tuple(schema["primaryKey"]), *alone]))


def _check_unique(seen: Mapping[tuple[str, ...], set[tuple[str, ...]]], record: Row) -> None:
    """Refuse a key that an earlier record has; remember those of this record."""
    for columns, known in seen.items():
        key = tuple(record[column] for column in columns)
        if key in known:
            raise _Fault(" + ".join(columns), f"{', '.join(key)!r} is there twice, keep one")
        known.add(key)


def _checked_row(schema: Mapping[str, Any], lookups: Mapping[str, _Lookup], record: Row) -> Row:
    """One record with typed values (None where a number, integer or boolean is empty)."""
    row = {}
    for field in schema["fields"]:
        column, cell = field["name"], record[field["name"]]
        try:
            row[column] = _typed(field["type"], cell)
            _check_constraints(field.get("constraints", {}), cell, row[column])
            if column in lookups:
                _check_keys(lookups[column], cell)
        except ValueError as fault:
            raise _Fault(column, str(fault)) from None
    _compare_columns(schema, row)
    return row


def _typed(kind: str, cell: Any) -> Any:
    if kind in ("array", "object"):
        if not isinstance(cell, list if kind == "array" else dict):
            raise ValueError(f"{cell!r} is not an {kind}, write one")
        return cell
    if not isinstance(cell, str):
        raise ValueError(f"{cell!r} is not a string, put it in quotation marks")
    if _BAD_BYTE in cell:
        raise ValueError(f"{cell!r} is not UTF-8, save the file in that encoding")
    if kind == "string":
        return cell
    if not cell:
        return None
    if kind == "number" and _NUMBER.fullmatch(cell):
        return float(cell)
    if kind == "integer" and _INTEGER.fullmatch(cell):
        return int(cell)
    if kind == "boolean" and cell in ("true", "false"):
        return cell == "true"
    raise ValueError(f"{cell!r} is not a valid {kind}, correct it")


def _check_constraints(rules: Mapping[str, Any], cell: Any, value: Any) -> None:
    """Refuse a cell that breaks a constraint; an empty one can only break `required`."""
    if cell == "":
        if rules.get("required"):
            raise ValueError("the cell is empty, fill it in")
        return
    if "enum" in rules and cell not in rules["enum"]:
        raise ValueError(f"{cell!r} is not allowed, choose from {', '.join(rules['enum'])}")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        raise ValueError(f"{cell!r} does not fit the pattern {rules['pattern']}, rewrite it")
    if "minimum" in rules and value < rules["minimum"]:
        raise ValueError(f"{cell} is below the smallest value allowed, {rules['minimum']}, correct it")
    if "maximum" in rules and value > rules["maximum"]:
        raise ValueError(f"{cell} is above the largest value allowed, {rules['maximum']}, correct it")


def _lookups(folder: Path, schema: Mapping[str, Any], stamp: Stamp) -> dict[str, _Lookup]:
    """The keys that are allowed in each column that points at another table (or at its own)."""
    links = [(key["fields"][0], key["reference"], False) for key in schema.get("foreignKeys", [])]
    links += [(field["name"], field["listOf"], True) for field in schema["fields"] if "listOf" in field]
    return {
        column: _Lookup(target["resource"], _keys(folder, target["resource"], target["fields"][0], stamp), several)
        for column, target, several in links
    }


@lru_cache(maxsize=32)
def _keys(folder: Path, table: str, column: str, stamp: Stamp) -> frozenset[str]:
    """All cells of a column that others point at."""
    records = _records(folder, resource(folder, table, stamp), stamp)
    return frozenset(record[column] for _, record in records)


def _check_keys(lookup: _Lookup, cell: str) -> None:
    for key in cell.split(";") if lookup.several else [cell]:
        if key not in lookup.keys and cell:
            raise ValueError(f"{key!r} is not in {lookup.table}{similar(key, lookup.keys)}, correct or add it")


def _compare_columns(schema: Mapping[str, Any], row: Row) -> None:
    """The rules between columns of one row: numbers that must not fall, columns of which one may be filled in."""
    for columns in schema.get("ordered", []):
        numbers = [row[column] for column in columns if row[column] is not None]
        if numbers != sorted(numbers):
            raise _Fault(" + ".join(columns), f"{numbers} fall from left to right, correct them")
    for columns in schema.get("atMostOne", []):
        if sum(row[column] is not None for column in columns) > 1:
            raise _Fault(" + ".join(columns), "only one of these may be filled in, empty the others")
