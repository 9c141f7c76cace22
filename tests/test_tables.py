"""The data package: whole, sourced, and refused with a clear sentence when it is broken."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import frictionless
import pytest

from ketabrain.engine import tables
from ketabrain.topics.shared.magnesium_block import REVERSAL_MV

NAMES = [each["name"] for each in json.loads((tables.DATA / "datapackage.json").read_text("utf-8"))["resources"]]
SOURCED = [name for name in NAMES if name != "references" and "source" in tables.load(name)]
NUMERIC = ["pk_parameters", "plasma_concentrations", "quantities", "binding"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may break."""
    return shutil.copytree(tables.DATA, tmp_path / "data")


# The package as it is


@pytest.mark.parametrize("name", NAMES)
def test_every_table_loads(name):
    assert len(tables.load(name)) > 0


def test_frictionless_finds_no_fault():
    report = frictionless.validate(str(tables.DATA / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_names_a_known_source(name):
    known = tables.references()
    table = tables.load(name)
    assert set(table["source"]) | set(table["via"]) - {""} <= set(known)
    assert (table["source"] != table["via"]).all()


@pytest.mark.parametrize("name", NUMERIC)
def test_every_row_holds_a_number(name):
    table = tables.load(name)
    assert table[["value", "lower", "upper"]].notna().any(axis=1).all()


@pytest.mark.parametrize(
    ("model", "symbol", "value"),
    [
        ("kamp2020a", "V1", 25),
        ("kamp2020a", "CL", 84),
        ("kamp2020a-pooled", "CL", 79),
        ("fanta2015", "Q2", 157),
        ("otto2021", "omega2_CLNK", 0.10319),
        ("perezruixo2021", "FRn", 0.54),
        ("perezruixo2021", "Vcn/F", 70),
        ("simons2022a", "CLK1", 1.48),
        ("domino1984", "k10", 0.4381),
        ("clements1981", "V1", 1.7522),
        ("olofsen2022", "t_half_ke0", 8.3),
        ("shaffer2014", "IC50_RO", 1420),
    ],
)
def test_constants_are_those_printed(model, symbol, value):
    table = tables.load("pk_parameters").set_index(["model", "symbol"])
    assert table.loc[(model, symbol), "value"] == value


@pytest.mark.parametrize(
    ("synapse", "symbol", "value"),
    [
        ("DP", "gamma_p", 321.808),
        ("DPD'", "theta_p", 2.5),
        ("D", "sigma", 5.6568),
        ("hippocampal slices", "tau", 688.355),
        ("hippocampal cultures", "b", 36.0263),
        ("cortical slices", "C_pre", 0.5617539),
        ("cortical slices", "tau", 346.3615),
        ("cortical slices", "D", 0.0046098),
    ],
)
def test_constants_of_the_calcium_rule_are_those_printed(synapse, symbol, value):
    table = tables.load("plasticity_parameters").set_index(["set", "symbol"])
    assert table.loc[(synapse, symbol), "value"] == value


def test_every_set_of_the_calcium_rule_has_every_symbol():
    table = tables.load("plasticity_parameters")
    symbols = table.groupby("set", sort=False)["symbol"].apply(tuple)
    assert len(symbols) == 9
    assert len(set(symbols)) == 1
    assert len(symbols.iloc[0]) == 13


def test_plasticity_points_are_ratios_of_the_printed_changes():
    points = tables.load("plasticity_points").set_index("id")
    for name, change in {"slow": -0.04, "fast": 0.56}.items():
        assert points.loc[f"sjostrom2001-{name}-sender-first", "ratio"] == pytest.approx(1 + change)
    assert points.loc["graupner2012-dp-minus-20ms", "ratio"] == 0.76
    assert points["fitted"].tolist() == (points["role"] == "measured").tolist()


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ("gilling2009-ketamine-ic50", 0.71, "µmol/L"),
        ("gilling2009-ketamine-hill", 0.84, ""),
        ("gilling2009-memantine-kon", 0.32, "1/(µmol/L s)"),
        ("gilling2009-memantine-onset-slow", 2756, "ms"),
        ("orser1997-ketamine-open-probability-left-cell-attached-low", 53, "%"),
        ("ebert1997-s-ketamine-ki", 0.3, "µmol/L"),
        ("shaffer2014-ketamine-ic50", 1.42, "µmol/L"),
        ("magnesium-kd-0mv", 3.57, "mmol/L"),
        ("seeman2005-ketamine-d2-ki", 0.055, "µmol/L"),
    ],
)
def test_constants_of_binding_are_those_printed(row, value, unit):
    table = tables.load("binding").set_index("id")
    assert table.loc[row, ["value", "unit"]].tolist() == [value, unit]


def test_printed_affinities_are_converted():
    """Nanomolar, millimolar and logarithmic figures; magnesium keeps its own scale."""
    powers = {"nM": 1e-3, "µM": 1, "mM": 1e3}
    table = tables.load("binding")
    for row in table[table["unit"] == "µmol/L"].dropna(subset=["value"]).itertuples():
        if row.access == "computed":
            continue
        if found := re.match(r"pKi ([0-9.]+)", row.printed):
            expected = 10 ** (6 - float(found[1]))
        else:
            found = re.match(r"(?:about )?([0-9.]+)(?: ± [0-9.]+)? (nM|µM|mM)\b", row.printed)
            assert found, row.printed
            expected = float(found[1]) * powers[found[2]]
        assert row.value == pytest.approx(expected, rel=0.001), row.id


def test_a_limit_has_one_end_and_no_value():
    table = tables.load("binding").set_index("id")
    for kind, end, other in (("greater than", "lower", "upper"), ("at most", "upper", "lower")):
        limits = table[table["interval"] == kind]
        assert limits[end].notna().all()
        assert limits[["value", other]].isna().all(axis=None)


def test_what_other_laboratories_did_not_find_is_marked_as_disputed():
    table = tables.load("binding")
    assert table.loc[table["disputed"], "id"].tolist() == [
        "seeman2005-ketamine-d2-ki",
        "kapur2002-ketamine-d2-ki",
        "docslibnmdar-ketamine-bk-second-ic50",
    ]


@pytest.mark.parametrize(
    ("row", "printed", "value"),
    [
        ("kamp2020b-s-ketamine-60min", "0.3208 nmol/mL", 0.3208 * 237.73),
        ("kamp2020b-s-norketamine-120min", "0.2878 nmol/mL", 0.2878 * 223.70),
        ("idvall1979-ketamine-waking", "2.7 µmol/L", 2.7 * 237.73),
        ("white1980-ketamine-end", "0.9 µg/mL", 900),
        ("chong2006-oral-25mg-ketamine-peak", "22.8 µg/L", 22.8),
        ("perezruixo2021-white-84mg-s-ketamine-area", "362.2 ng h/mL", 362.2),
    ],
)
def test_printed_concentrations_are_converted(row, printed, value):
    level = tables.load("plasma_concentrations").set_index("id").loc[row]
    assert level["printed"] == printed
    assert level["value"] == pytest.approx(value, rel=0.001)


def test_every_conversion_follows_the_printed_unit():
    """Micromolar figures by the weights in the table quantities, mass figures by powers of ten."""
    weights = {
        name: tables.quantity(f"molecular-weight-{quantity}").value
        for name, quantity in {
            "ketamine": "base",
            "norketamine": "norketamine",
            "hydroxynorketamine": "hydroxynorketamine",
            "dehydronorketamine": "dehydronorketamine",
        }.items()
    }
    for level in tables.load("plasma_concentrations").dropna(subset=["value"]).itertuples():
        number, unit = level.printed.split(" ", 1)
        weight = weights[level.analyte.split("-")[-1]]
        factor = {"nmol/mL": weight, "µmol/L": weight, "µg/mL": 1000}.get(unit, 1)
        assert level.value == pytest.approx(float(number) * factor, rel=0.001), level.id


def test_the_suspected_misprint_is_marked():
    levels = tables.load("plasma_concentrations")
    assert levels.loc[levels["suspect"], "id"].tolist() == ["phar2669-iv-10mg-bolus-norketamine-peak"]


def test_all_23_claims_and_14_lessons_point_at_each_other():
    claims, lessons = tables.load("claims"), tables.load("lessons")
    assert len(claims) == 23
    assert lessons["lesson"].tolist() == [f"{number:02}" for number in range(14)]
    one_way = {(row.claim, lesson) for row in claims.itertuples() for lesson in row.lessons.split(";")}
    other_way = {(c, row.lesson) for row in lessons.itertuples() for c in row.claims.split(";") if c}
    assert one_way == other_way


def test_lessons_build_on_earlier_ones():
    for row in tables.load("lessons").itertuples():
        assert all(earlier < row.lesson for earlier in row.builds_on.split(";"))


def test_a_verdict_rests_on_sources_and_comes_in_a_lesson_of_its_claim():
    lessons = tables.load("claims").set_index("claim")["lessons"].str.split(";")
    for row in tables.load("verdicts").itertuples():
        assert set(row.sources.split(";")) <= set(tables.references())
        assert row.lesson in lessons[row.claim]
        assert 2 <= row.reasons.count(". ") + 1 <= 3


def test_statements_and_definitions_keep_their_length():
    assert tables.load("quantities")["statement"].str.split().str.len().between(12, 30).all()
    assert tables.load("glossary")["definition"].str.split().str.len().le(35).all()
    assert tables.load("findings")["what_was_done"].str.split().str.len().le(18).all()
    assert tables.load("findings")["what_was_found"].str.split().str.len().le(28).all()


# Loading


def test_load_gives_types_and_a_fresh_copy():
    table = tables.load("plasma_concentrations")
    assert table["value"].dtype == "float64"
    assert table["n"].dtype == "Int64"
    assert table["suspect"].dtype == "boolean"
    assert (table["via"] == "").any()
    table["value"] = 0.0
    assert tables.load("plasma_concentrations")["value"].max() > 0


def test_a_changed_file_is_read_again(folder):
    before = tables.load("claims", folder)["statement"][0]
    path = folder / "claims.csv"
    path.write_text(path.read_text("utf-8").replace(before, "Something else entirely."), "utf-8")
    assert tables.load("claims", folder)["statement"][0] == "Something else entirely."


def test_a_changed_description_and_a_changed_reference_are_seen_at_once(folder):
    tables.load("claims", folder)
    change_json(folder / "references.json", lambda entries: entries.pop())
    gone = {row["id"] for row in json.loads((tables.DATA / "references.json").read_text("utf-8"))} - set(
        tables.references(folder)
    )
    assert len(gone) == 1
    change_json(folder / "datapackage.json", lambda package: package["resources"].pop(NAMES.index("glossary")))
    with pytest.raises(tables.DataError, match="no table 'glossary'"):
        tables.load("glossary", folder)


def change_json(path, change):
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_each_json_file_is_parsed_once_for_each_state_of_the_folder(folder, monkeypatch):
    parsed = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text: parsed.append(len(text)) or loads(text))

    def load_all():
        for name in NAMES:
            tables.load(name, folder)
        tables.references(folder)
        tables.quantity("lii-printed", folder)

    load_all()
    load_all()
    assert len(parsed) == len(set(parsed)) == 2
    (folder / "claims.csv").touch()
    load_all()
    assert len(parsed) == 4


def test_no_table_is_checked_twice_however_many_there_are(folder, monkeypatch):
    checked = []
    check = tables.checked_rows
    monkeypatch.setattr(tables, "checked_rows", lambda *asked: checked.append(asked[1]) or check(*asked))
    for name in (*NAMES, *NAMES):
        tables.load(name, folder)
    assert checked == NAMES


def test_a_reference_is_cited_and_linked():
    kamp = tables.references()["kamp2020a"]
    assert kamp.short == "Kamp et al., 2020"
    assert kamp.link == "https://doi.org/10.1097/ALN.0000000000003577"
    assert tables.references()["lodge2015"].short == "Lodge and Mercier, 2015"
    assert tables.references()["hasan2021"].authors == ("Hasan", "et al.")
    assert tables.references()["phar2669"].short == "Pharmacotherapy, 2022"
    assert tables.references()["ebert1997"].link == "https://pubmed.ncbi.nlm.nih.gov/9311667/"


def test_a_title_ends_with_one_stop_of_its_own_or_ours():
    article, kamp = tables.references()["article2024"], tables.references()["kamp2020a"]
    assert article.titled == article.title == "What Does Ketamine Do to Your Brain?"
    assert kamp.titled == kamp.title + "."


def test_no_reference_shows_what_was_not_checked():
    text = (tables.DATA / "references.json").read_text("utf-8").lower()
    assert not any(phrase in text for phrase in ("from memory", "not shown", "paraphrased"))


def test_a_quantity_carries_its_range_and_its_middle():
    binding = tables.quantity("protein-binding")
    assert (binding.value, binding.lower, binding.upper, binding.unit) == (None, 43, 45, "%")
    assert binding.midpoint == 44
    assert tables.quantity("half-life-mouse").midpoint == 13


def test_a_quantity_without_a_number_has_no_middle(folder):
    break_table(folder, "quantities", lambda rows: rows[1].__setitem__(2, ""))
    with pytest.raises(tables.DataError, match="'year-synthesis' has neither a value nor a range"):
        _ = tables.quantity("year-synthesis", folder).midpoint


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: tables.load("claim"), r"There is no table 'claim' \(did you mean claims"),
        (lambda: tables.quantity("half-life-mice"), r"did you mean half-life-mouse"),
        (lambda: tables.load("claims", Path("nowhere")), "data folder nowhere is missing"),
    ],
)
def test_a_wrong_name_is_answered_in_a_sentence(ask, sentence):
    with pytest.raises(tables.DataError, match=sentence):
        ask()


# Broken files


def break_table(folder: Path, name: str, change: Callable[[list[list[str]]], None]) -> None:
    """Rewrite a table after a change to its cells (header included)."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@dataclass(frozen=True)
class Break:
    """A cell to overwrite (row as in the file, header = 1) and what the refusal has to say."""

    table: str
    row: int
    column: str
    cell: str
    says: str

    def apply(self, folder: Path) -> None:
        def overwrite(rows: list[list[str]]) -> None:
            rows[self.row - 1][rows[0].index(self.column)] = self.cell

        break_table(folder, self.table, overwrite)


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
    Break("findings", 2, "stance", "context", "'context' is not allowed, choose from supports"),
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
    if broken.column == "dose_mg_per_kg":
        Break(broken.table, broken.row, "dose_mg", "50", "").apply(folder)
    broken.apply(folder)
    sentence = refusal(folder, broken.table)
    assert sentence.startswith(f"{broken.table}.csv, row {broken.row}, column ")
    assert broken.column in sentence.split(":")[0]
    assert broken.says in sentence


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: f"{broken.table}-{broken.cell}")
def test_frictionless_refuses_the_same_cells(folder, broken):
    broken.apply(folder)
    report = validated_alone(folder, broken.table)
    rows = {getattr(error, "row_number", None) for task in report.tasks for error in task.errors}
    assert {task.name for task in report.tasks if not task.valid} == {broken.table}
    assert broken.row in rows


def validated_alone(folder: Path, table: str) -> frictionless.Report:
    """Frictionless on one table and those that it points at: the whole package takes seven times as long."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resources = {each["name"]: each for each in package["resources"]}
    needed, waiting = set(), [table]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [key["reference"]["resource"] for key in resources[name]["schema"].get("foreignKeys", ())]
    package["resources"] = [each for name, each in resources.items() if name in needed]
    (folder / "part.json").write_text(json.dumps(package), "utf-8")
    return frictionless.validate(str(folder / "part.json"))


def rename_column(rows: list[list[str]]) -> None:
    rows[0][1] = "sourse"


def add_column(rows: list[list[str]]) -> None:
    for row in rows:
        row.append("extra")


def drop_column(rows: list[list[str]]) -> None:
    for row in rows:
        del row[2]


def drop_cell(rows: list[list[str]]) -> None:
    del rows[5][-1]


def swap_columns(rows: list[list[str]]) -> None:
    for row in rows:
        row[0], row[1] = row[1], row[0]


SHAPES = [
    (rename_column, "claims.csv, row 1, column article_sentences: the column is missing"),
    (add_column, "claims.csv, row 1, column extra: there is no such column"),
    (drop_column, "claims.csv, row 1, column statement: the column is missing"),
    (drop_cell, "claims.csv, row 6, column lessons: the row has 4 cells, not 5"),
    (swap_columns, "claims.csv, row 1, column article_sentences: the columns are not in the order"),
    (list.clear, "claims.csv, row 1, column claim: the column is missing"),
]


@pytest.mark.parametrize(("change", "sentence"), SHAPES)
def test_a_file_of_the_wrong_shape_is_refused_by_both(folder, change, sentence):
    break_table(folder, "claims", change)
    assert refusal(folder, "claims").startswith(sentence)
    assert not validated_alone(folder, "claims").valid


def test_a_file_that_is_not_utf8_is_refused_by_both(folder):
    path = folder / "glossary.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[6] = lines[6].replace(b",", b",caf\xe9 ", 1)
    path.write_bytes(b"".join(lines))
    assert refusal(folder, "glossary").startswith("glossary.csv, row 7, column definition: ")
    assert "not UTF-8" in refusal(folder, "glossary")
    assert not validated_alone(folder, "glossary").valid


def test_an_open_quotation_mark_is_refused(folder):
    path = folder / "lessons.csv"
    path.write_text(path.read_text("utf-8") + '"never closed', "utf-8")
    assert refusal(folder, "lessons").startswith("lessons.csv, row 16, column lesson")


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


def change_references(folder: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    path = folder / "references.json"
    entries = json.loads(path.read_text("utf-8"))
    change(entries)
    path.write_text(json.dumps(entries), "utf-8")


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
    change_references(folder, change)
    with pytest.raises(tables.DataError) as refused:
        tables.references(folder)
    assert str(refused.value).startswith(sentence)


def test_references_that_are_not_json_are_refused(folder):
    (folder / "references.json").write_text("[\n{]", "utf-8")
    assert refusal(folder, "references").startswith("references.json, row 2, column 2 of the text: ")


@pytest.mark.parametrize(
    ("told", "measured"),
    [
        ("ic50-human-receptor", "gilling2009-ketamine-ic50"),
        ("hill-slope", "gilling2009-ketamine-hill"),
        ("electrical-distance", "gilling2009-ketamine-delta"),
        ("ki-s", "ebert1997-s-ketamine-ki"),
        ("ki-r", "ebert1997-r-ketamine-ki"),
        ("open-left-cell-attached", "orser1997-ketamine-open-probability-left-cell-attached-low"),
        ("open-left-outside-out", "orser1997-ketamine-open-probability-left-outside-out"),
        ("trapped-ketamine-neurons", "mealing1999-ketamine-trapped"),
        ("trapped-memantine-neurons", "mealing1999-memantine-trapped"),
        ("potency-ratio-neurons", "sinner2005-s-over-r"),
    ],
)
def test_a_number_told_in_prose_is_the_one_that_the_models_use(told, measured):
    binding = tables.load("binding").set_index("id")
    assert tables.quantity(told).value == binding.at[measured, "value"]
    assert tables.quantity(told).source == binding.at[measured, "source"]


def test_currents_turn_round_where_the_table_says():
    assert tables.quantity("reversal-potential").value == REVERSAL_MV
