"""Approval asked with all its nouns: what was known in which year, what was not looked up, and the grid of it."""

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
        ("ketamine", "PTSD", "Canada", 2026, LicenceState.UNKNOWN),
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
def test_a_licence_once_given_stays_and_all_questions_are_answered(drug, use, country, year):
    now, then = licences(drug, use, country, year), licences(drug, use, country, year + 1)
    assert now.asked.state != LicenceState.LICENSED or then.asked.state == LicenceState.LICENSED
    assert len(now.answers) == len(Indication) * len(Country)
    assert now.asked in now.answers


def test_what_no_row_holds_is_unknown_and_never_a_no():
    held = set(load("licences")[["drug", "use", "country"]].itertuples(index=False, name=None))
    for drug in Medicine:
        for answer in licences(drug).answers:
            assert (answer.state == LicenceState.UNKNOWN) == ((drug, answer.use, answer.country) not in held)


def test_the_table_to_read_holds_every_row():
    assert len(licence_table()) == len(load("licences"))
    assert licence_table()["Status"].str.contains(r"\(since 1970\)").any()


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
    ],
)
def test_the_grid_holds_every_answer_and_frames_the_question(drug, use, country, year):
    result = licences(drug, use, country, year)
    figure, told = drawing(licence_grid, result)
    *cells, frame = figure.axes[0].patches
    assert len(cells) == len(result.answers)
    assert frame.get_xy() == cells[result.answers.index(result.asked)].get_xy()
    assert f"{drug}, for {use}, {country}, {year}: {result.asked.state}" in told
    assert result.asked.why in told
