"""The course's own tables: whole, sourced, converted as printed, and at one with each other."""

import json
import re

import frictionless
import pytest

from ketabrain.engine import tables
from ketabrain.topics.shared.magnesium_block import REVERSAL_MV

NAMES = [each["name"] for each in json.loads((tables.DATA / "datapackage.json").read_text("utf-8"))["resources"]]
SOURCED = [name for name in NAMES if name != "references" and "source" in tables.load(name)]
NUMERIC = ["pk_parameters", "plasma_concentrations", "quantities", "binding"]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_loads(name):
    assert len(tables.load(name)) > 0


def test_frictionless_finds_no_fault():
    """Tables point at the keys of the references alone: the whole entries would be read anew for every table."""
    package = json.loads((tables.DATA / "datapackage.json").read_text("utf-8"))
    keys = [each["id"] for each in json.loads((tables.DATA / "references.json").read_text("utf-8"))]
    field = {"name": "id", "type": "string"}
    for table in package["resources"]:
        for link in table["schema"].get("foreignKeys", ()):
            if link["reference"]["resource"] == "references":
                link["reference"]["resource"] = "keys"
    data = [["id"], *([key] for key in keys)]
    package["resources"].append({"name": "keys", "type": "table", "data": data, "schema": {"fields": [field]}})
    report = frictionless.Package.from_descriptor(package, basepath=str(tables.DATA)).validate()
    assert len(report.tasks) == len(NAMES) + 1
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
    ]


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


def test_all_23_claims_and_15_lessons_point_at_each_other():
    claims, lessons = tables.load("claims"), tables.load("lessons")
    assert len(claims) == 23
    assert lessons["lesson"].tolist() == sorted([*(f"{number:02}" for number in range(14)), "09b"])
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
        assert row.reasons.count(". ") >= 1


def test_statements_and_definitions_keep_their_length():
    assert tables.load("quantities")["statement"].str.split().str.len().between(12, 30).all()
    assert tables.load("glossary")["definition"].str.split().str.len().le(35).all()
    assert tables.load("findings")["what_was_done"].str.split().str.len().le(18).all()
    assert tables.load("findings")["what_was_found"].str.split().str.len().le(28).all()


def test_no_reference_shows_what_was_not_checked():
    text = (tables.DATA / "references.json").read_text("utf-8").lower()
    assert not any(phrase in text for phrase in ("from memory", "not shown", "paraphrased"))


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
