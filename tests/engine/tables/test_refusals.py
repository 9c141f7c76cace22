"""Whatever breaks the schema is refused in one clear sentence; frictionless, an independent reader, refuses it too."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import frictionless
import pytest

from ketabrain.engine import tables
from tests.engine.tables.rewriting import Rows, change_json, rewrite


@dataclass(frozen=True)
class Break:
    """A cell to overwrite (row as in the file, header = 1) and what the refusal has to say."""

    table: str
    row: int
    column: str
    cell: str
    says: str

    def apply(self, rows: Rows) -> None:
        """Overwrite the cell."""
        rows[self.row - 1][rows[0].index(self.column)] = self.cell


BREAKS = [
    Break("pk_parameters", 3, "value", "about 25", "'about 25' is not a valid number"),
    Break("regimens", 5, "step", "1.5", "'1.5' is not a valid integer"),
    Break("plasma_concentrations", 4, "suspect", "maybe", "'maybe' is not a valid boolean"),
    Break("quantities", 9, "statement", "", "is empty"),
    Break("plasma_concentrations", 12, "value", "-3", "below the smallest value allowed, 0"),
    Break("plasma_concentrations", 12, "value", "99999", "above the largest value allowed, 5000"),
    Break("regimens", 8, "route", "injection", "'injection' is not allowed, choose from iv"),
    Break("claims", 4, "claim", "C1", "does not fit the pattern"),
    Break("claims", 4, "claim", "C01", "'C01' is there twice"),
    Break("pk_parameters", 3, "symbol", "V1", "'kamp2020a, V1' is there twice"),
    Break("pk_parameters", 7, "source", "kamp2020", "'kamp2020' is not in references (did you mean kamp2020"),
    Break("plasma_concentrations", 7, "regimen", "nothing", "'nothing' is not in regimens"),
    Break("verdicts", 2, "claim", "C99", "'C99' is not in claims"),
    Break("plasticity_points", 2, "set", "DPP", "'DPP' is not in plasticity_parameters"),
    Break("binding", 2, "unit", "nM", "'nM' is not allowed, choose from µmol/L"),
    Break("findings", 2, "stance", "neutral", "'neutral' is not allowed, choose from supports"),
]
OWN_BREAKS = [
    Break("verdicts", 2, "sources", "domino2010;nobody1999", "'nobody1999' is not in references"),
    Break("claims", 2, "lessons", "01;99", "'99' is not in lessons"),
    Break("concentration_bands", 2, "lower", "500", "fall from left to right"),
    Break("regimens", 11, "dose_mg_per_kg", "1", "only one of these may be filled in"),
]


def refusal(folder: Path, name: str) -> str:
    with pytest.raises(tables.DataError) as refused:
        tables.load(name, folder)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("broken", [*BREAKS, *OWN_BREAKS], ids=lambda broken: f"{broken.table}-{broken.cell}")
def test_a_broken_cell_is_refused_with_file_row_and_column(folder, broken):
    path = folder / f"{broken.table}.csv"
    if broken.column == "dose_mg_per_kg":
        rewrite(path, Break(broken.table, broken.row, "dose_mg", "50", "").apply)
    rewrite(path, broken.apply)
    sentence = refusal(folder, broken.table)
    assert sentence.startswith(f"{broken.table}.csv, row {broken.row}, column ")
    assert broken.column in sentence.split(":")[0]
    assert broken.says in sentence


def rename_column(rows: Rows) -> None:
    rows[0][1] = "sourse"


def add_column(rows: Rows) -> None:
    for row in rows:
        row.append("extra")


def drop_column(rows: Rows) -> None:
    for row in rows:
        del row[2]


def drop_cell(rows: Rows) -> None:
    del rows[5][-1]


def swap_columns(rows: Rows) -> None:
    for row in rows:
        row[0], row[1] = row[1], row[0]


SHAPES = [
    (rename_column, "claims.csv, row 1, column article_sentences: the column is missing"),
    (add_column, "claims.csv, row 1, column extra: there is no such column"),
    (drop_column, "claims.csv, row 1, column statement: the column is missing"),
    (drop_cell, "claims.csv, row 6, column lessons: the row has 5 cells, not 6"),
    (swap_columns, "claims.csv, row 1, column article_sentences: the columns are not in the order"),
    (list.clear, "claims.csv, row 1, column claim: the column is missing"),
]


@pytest.mark.parametrize(("change", "sentence"), SHAPES)
def test_a_file_of_the_wrong_shape_is_refused(folder, change, sentence):
    rewrite(folder / "claims.csv", change)
    assert refusal(folder, "claims").startswith(sentence)


def spoil(path: Path) -> None:
    """Put a letter of another encoding into the seventh line."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[6] = lines[6].replace(b",", b",caf\xe9 ", 1)
    path.write_bytes(b"".join(lines))


def test_a_file_that_is_not_utf8_is_refused(folder):
    spoil(folder / "glossary.csv")
    assert refusal(folder, "glossary").startswith("glossary.csv, row 7, column definition: ")
    assert "not UTF-8" in refusal(folder, "glossary")


@pytest.fixture(scope="module")
def faulty_rows(tmp_path_factory):
    """The rows of each table in which frictionless finds a fault, None for one with the whole file.

    One validation for all: every broken table is a copy beside the whole ones, which it points at.
    """
    folder = shutil.copytree(tables.DATA, tmp_path_factory.mktemp("broken") / "data")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    whole = {each["name"]: each for each in package["resources"]}
    copies = []

    def copy(table: str, name: str) -> Path:
        shutil.copy(folder / f"{table}.csv", folder / f"{name}.csv")
        copies.append({**whole[table], "name": name, "path": f"{name}.csv"})
        return folder / f"{name}.csv"

    for number, broken in enumerate(BREAKS):
        rewrite(copy(broken.table, f"cell-{number}"), broken.apply)
    for number, (change, _) in enumerate(SHAPES):
        rewrite(copy("claims", f"shape-{number}"), change)
    spoil(copy("glossary", "not-utf8"))
    package["resources"] = [*pointed_at(whole, copies), *copies]
    (folder / "broken.json").write_text(json.dumps(package), "utf-8")
    report = frictionless.validate(str(folder / "broken.json"))
    return {task.name: {getattr(error, "row_number", None) for error in task.errors} for task in report.tasks}


def pointed_at(whole, broken):
    """The tables that some others point at, and those that these point at in turn."""
    needed, waiting = {}, list(broken)
    while waiting:
        for key in waiting.pop()["schema"].get("foreignKeys", ()):
            name = key["reference"]["resource"]
            if name and name not in needed:
                needed[name] = whole[name]
                waiting.append(whole[name])
    return needed.values()


def test_frictionless_refuses_the_same_cells(faulty_rows):
    accepted = [each for number, each in enumerate(BREAKS) if each.row not in faulty_rows[f"cell-{number}"]]
    assert accepted == []


def test_frictionless_refuses_the_same_shapes_and_no_whole_table(faulty_rows):
    refused = {name for name, rows in faulty_rows.items() if rows}
    broken = {*(f"cell-{n}" for n in range(len(BREAKS))), *(f"shape-{n}" for n in range(len(SHAPES))), "not-utf8"}
    assert refused == broken


def test_an_open_quotation_mark_is_refused(folder):
    path = folder / "lessons.csv"
    path.write_text(path.read_text("utf-8") + '"never closed', "utf-8")
    assert refusal(folder, "lessons").startswith("lessons.csv, row 17, column lesson")


def test_a_missing_file_is_refused(folder):
    (folder / "glossary.csv").unlink()
    assert refusal(folder, "glossary") == "The file glossary.csv is missing from the data folder; restore it."


def test_a_file_that_may_not_be_read_is_not_called_missing(folder, monkeypatch):
    read = Path.read_text

    def refuse(path, *args, **kwargs):
        if path.name == "glossary.csv":
            raise PermissionError(13, "Permission denied")
        return read(path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", refuse)
    said = "The file glossary.csv cannot be read (Permission denied); allow it or restore it."
    assert refusal(folder, "glossary") == said


def test_a_broken_description_is_refused(folder):
    (folder / "datapackage.json").write_text("{", "utf-8")
    assert refusal(folder, "claims").startswith("The file datapackage.json cannot be read")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda entries: entries[2].update(title=""), "references.json, entry 3, column title: the cell is empty"),
        (lambda entries: entries[2].update(DOI="doi:10.1"), "references.json, entry 3, column DOI: 'doi:10.1' does"),
        (lambda entries: entries[2].update(author="Kamp"), "references.json, entry 3, column author: 'Kamp' is not an"),
        (lambda entries: entries[2].update(volume=7), "references.json, entry 3, column volume: 7 is not a string"),
        (lambda entries: entries[2].pop("genre"), "references.json, entry 3, column genre: the column is missing"),
        (lambda entries: entries[2].update(id=entries[1]["id"]), "references.json, entry 3, column id: "),
    ],
)
def test_a_broken_reference_is_refused_with_its_entry(folder, change, sentence):
    change_json(folder / "references.json", change)
    with pytest.raises(tables.DataError) as refused:
        tables.references(folder)
    assert str(refused.value).startswith(sentence)


def test_references_that_are_not_json_are_refused(folder):
    (folder / "references.json").write_text("[\n{]", "utf-8")
    assert refusal(folder, "references").startswith("references.json, row 2, column 2 of the text: ")
