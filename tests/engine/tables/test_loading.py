"""Tables are loaded with their types, checked once for each state of the folder, and looked up by name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ketabrain.engine import tables
from tests.engine.tables.rewriting import change_json, rewrite

NAMES = [each["name"] for each in json.loads((tables.DATA / "datapackage.json").read_text("utf-8"))["resources"]]


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
    assert tables.references()["pmc11948614"].short == "“Allosteric inhibition of NMDA receptors by low …”, 2024"


def test_a_link_leads_to_the_doi_first_then_to_pubmed_then_to_pubmed_central_then_to_its_own_page():
    kamp = tables.references()["kamp2020a"]
    everything = replace(kamp, doi="10.1/x", pmid="1", pmcid="PMC2", url="https://example.org")
    assert everything.link == "https://doi.org/10.1/x"
    assert replace(everything, doi="").link == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert replace(everything, doi="", pmid="").link == "https://pmc.ncbi.nlm.nih.gov/articles/PMC2/"
    assert replace(everything, doi="", pmid="", pmcid="").link == "https://example.org"


def test_where_a_copy_was_read_is_told_and_never_linked():
    label = tables.references()["ketalarlabel"]
    assert "drugs.com" in label.read_at
    assert "drugs.com" not in label.link


def test_a_title_ends_with_one_stop_of_its_own_or_ours():
    article, kamp = tables.references()["article2024"], tables.references()["kamp2020a"]
    assert article.titled == article.title == "What Does Ketamine Do to Your Brain?"
    assert kamp.titled == kamp.title + "."


def test_a_quantity_carries_its_range_and_its_middle():
    binding = tables.quantity("protein-binding")
    assert (binding.value, binding.lower, binding.upper, binding.unit) == (None, 43, 45, "%")
    assert binding.midpoint == 44
    assert tables.quantity("half-life-mouse").midpoint == 13


def test_a_quantity_without_a_number_has_no_middle(folder):
    rewrite(folder / "quantities.csv", lambda rows: rows[1].__setitem__(2, ""))
    with pytest.raises(tables.DataError, match="'year-synthesis' has neither a value nor a range"):
        _ = tables.quantity("year-synthesis", folder).midpoint


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: tables.load("claim"), r"There is no table 'claim' \(did you mean claims"),
        (lambda: tables.quantity("half-life-mice"), r"did you mean half-life-mouse"),
        (lambda: tables.load("claims", Path("nowhere")), "tables are missing: install it again"),
    ],
)
def test_a_wrong_name_is_answered_in_a_sentence(ask, sentence):
    with pytest.raises(tables.DataError, match=sentence):
        ask()
