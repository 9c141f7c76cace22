"""Approval asked with all its nouns: what was known in which year, what was not looked up, and the grid of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import load
from ketabrain.topics.history.draw_licences import licence_grid
from ketabrain.topics.history.licences import (
    FIRST_YEAR,
    LAST_YEAR,
    Country,
    Indication,
    LicenceState,
    Medicine,
    licence_table,
    licences,
)
from tests.drawing import drawing
from tests.engine.draw.written import written


@pytest.mark.parametrize(
    ("drug", "use", "country", "year", "state"),
    [
        ("ketamine", "anaesthesia", "United States", 1969, LicenceState.NOT_YET),
        ("ketamine", "anaesthesia", "United States", 1970, LicenceState.LICENSED),
        ("ketamine", "resistant depression", "United States", 2026, LicenceState.NOT_LICENSED),
        ("ketamine", "anxiety", "United States", 2026, LicenceState.NOT_LICENSED),
        ("esketamine", "resistant depression", "United States", 2018, LicenceState.NOT_YET),
        ("esketamine", "resistant depression", "United States", 2019, LicenceState.LICENSED),
        ("esketamine", "depression with suicidal thoughts", "United States", 2019, LicenceState.NOT_YET),
        ("esketamine", "anaesthesia", "Germany", 1997, LicenceState.LICENSED),
        ("ketamine", "anaesthesia", "United Kingdom", 1990, LicenceState.UNKNOWN),
        ("ketamine", "PTSD", "Canada", 2026, LicenceState.NOT_LISTED),
        ("ketamine", "resistant depression", "Canada", 2026, LicenceState.NOT_LICENSED),
        ("esketamine", "depression with suicidal thoughts", "Australia", 2026, LicenceState.NOT_LISTED),
        ("esketamine", "anaesthesia", "Canada", 2026, LicenceState.UNKNOWN),
    ],
)
def test_known_answers(drug, use, country, year, state):
    assert licences(drug, use, country, year).asked.state == state


def test_the_spray_alone_is_named_from_2025_on():
    before, after = (licences("esketamine", year=year).asked.why for year in (2024, 2025))
    assert "on its own" not in before
    assert "Since 2019" in after
    assert "on its own" in after


@given(
    drug=st.sampled_from(Medicine), use=st.sampled_from(Indication), country=st.sampled_from(Country),
    year=st.integers(FIRST_YEAR, LAST_YEAR - 1),
)  # fmt: skip
def test_a_licence_once_given_stays_and_what_was_looked_up_is_answered(drug, use, country, year):
    now, then = licences(drug, use, country, year), licences(drug, use, country, year + 1)
    assert now.asked.state != LicenceState.LICENSED or then.asked.state == LicenceState.LICENSED
    held = {(row.use, row.country) for row in load("licences").itertuples() if row.drug == drug}
    assert {(each.use, each.country) for each in now.answers} == held
    assert now.not_looked_up == len(Indication) * len(Country) - len(held)
    assert (now.asked in now.answers) == ((use, country) in held)


def test_what_no_row_holds_is_unknown_and_never_a_no():
    assert licences("esketamine", "anaesthesia", "Australia").not_looked_up == 2
    for country in ("Canada", "Australia"):
        asked = licences("esketamine", "anaesthesia", country).asked
        assert asked.state == LicenceState.UNKNOWN
        assert "no “no”" in asked.why


def test_a_missing_use_is_told_from_a_plain_no():
    """A list of uses that lacks one proves nothing about other products."""
    rows = load("licences")
    for row in rows[rows["status"] != "licensed"].itertuples():
        assert str(licences(row.drug, row.use, row.country).asked.state) == row.status
        if row.status == "not listed":
            assert re.search("label|list|text", f"{row.detail} {row.where}"), row.id


def test_only_what_a_source_says_on_an_undated_page_lacks_a_year():
    rows = load("licences")
    undated = rows[rows["year"].isna()]
    assert set(undated["year_means"]) == {"as of"}
    assert licences("ketamine", "PTSD", "Ireland").asked.why.startswith("Source without a date.")


def test_licences_for_anaesthesia_in_the_union_are_national():
    for drug in Medicine:
        assert "National licences" in licences(drug, "anaesthesia", "European Union").asked.why


def test_the_table_to_read_holds_every_row_once():
    table, rows = licence_table(), load("licences")
    lines = table[["Drug", "Use", "Country"]].itertuples(index=False, name=None)
    read = [(drug, use, land) for drug, uses, lands in lines for use in uses.split(", ") for land in lands.split(", ")]
    assert sorted(read) == sorted(rows[["drug", "use", "country"]].itertuples(index=False, name=None))
    assert len(table) < 0.6 * len(rows)
    assert table["Status"].str.contains(r"\(since 1970\)").any()
    assert table["Status"].str.contains(r"\(no date\)").any()


def test_other_words_and_years_are_refused():
    with pytest.raises(ValueError, match="no choice 'aspirin'; use one of ketamine, esketamine"):
        licences("aspirin")
    with pytest.raises(ValueError, match="year from 1965 to 2026; got 1800"):
        licences(year=1800)


@pytest.mark.parametrize(
    ("drug", "use", "country", "year"),
    [
        (Medicine.ESKETAMINE, Indication.RESISTANT_DEPRESSION, Country.UNITED_STATES, 2026),
        (Medicine.KETAMINE, Indication.ANAESTHESIA, Country.IRELAND, 1965),
        (Medicine.KETAMINE, Indication.PTSD, Country.AUSTRALIA, 1999),
        (Medicine.ESKETAMINE, Indication.ANAESTHESIA, Country.CANADA, 2026),
    ],
)
def test_the_grid_holds_what_was_looked_up_and_frames_the_question(drug, use, country, year):
    result = licences(drug, use, country, year)
    figure, told = drawing(licence_grid, result)
    *cells, frame = figure.axes[0].patches
    assert len(cells) == len(result.answers)
    framed = [cell for cell in cells if cell.get_xy() == frame.get_xy()]
    assert len(framed) == (result.asked in result.answers)
    assert f"{drug}, for {use}, {country}, {year}: {result.asked.state}" in told
    assert result.asked.why in told
    assert f"Looked up: {len(result.answers)} of 35" in told
    assert "no proof for every product" in told


@pytest.mark.parametrize("drug", Medicine)
@pytest.mark.parametrize("year", [FIRST_YEAR, 2018, LAST_YEAR])
def test_every_answer_has_its_sign_and_the_key_explains_those_that_are_there(drug, year):
    result = licences(drug, year=year)
    texts = written(drawing(licence_grid, result)[0].axes[0])
    signs = [text for text in texts if len(text) == 1]
    assert len(signs) == len(Indication) * len(Country)
    assert signs.count("✓") == result.count(LicenceState.LICENSED)
    assert signs.count("?") == result.count(LicenceState.UNKNOWN) + result.not_looked_up
    (key,) = [text for text in texts if text[:2] in {"✓ ", "… ", "✗ "}]
    assert {part[0] for part in key.split("        ")} == set(signs)
