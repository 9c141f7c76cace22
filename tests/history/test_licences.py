"""Approval asked with all its nouns: what was known in which year, and what was not looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import load
from ketabrain.topics.history.drug_names import drug_name, names
from ketabrain.topics.history.licences import (
    COUNTRIES,
    DRUGS,
    FIRST_YEAR,
    LAST_YEAR,
    LICENSED,
    NOT_LICENSED,
    NOT_YET,
    UNKNOWN,
    USES,
    licence_table,
    licences,
)


@pytest.mark.parametrize(
    ("drug", "use", "country", "year", "state"),
    [
        ("ketamine", "anaesthesia", "United States", 1969, NOT_YET),
        ("ketamine", "anaesthesia", "United States", 1970, LICENSED),
        ("ketamine", "resistant depression", "United States", 2026, NOT_LICENSED),
        ("ketamine", "anxiety", "United States", 2026, NOT_LICENSED),
        ("esketamine", "resistant depression", "United States", 2018, NOT_YET),
        ("esketamine", "resistant depression", "United States", 2019, LICENSED),
        ("esketamine", "depression with suicidal thoughts", "United States", 2019, NOT_YET),
        ("esketamine", "anaesthesia", "Germany", 1997, LICENSED),
        ("ketamine", "anaesthesia", "United Kingdom", 1990, UNKNOWN),
        ("ketamine", "PTSD", "Canada", 2026, UNKNOWN),
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
    drug=st.sampled_from(DRUGS), use=st.sampled_from(USES), country=st.sampled_from(COUNTRIES),
    year=st.integers(FIRST_YEAR, LAST_YEAR - 1),
)  # fmt: skip
def test_a_licence_once_given_stays_and_all_questions_are_answered(drug, use, country, year):
    now, then = licences(drug, use, country, year), licences(drug, use, country, year + 1)
    assert now.asked.state != LICENSED or then.asked.state == LICENSED
    assert len(now.answers) == len(USES) * len(COUNTRIES)
    assert now.asked in now.answers


def test_what_no_row_holds_is_unknown_and_never_a_no():
    held = set(load("licences")[["drug", "use", "country"]].itertuples(index=False, name=None))
    for drug in DRUGS:
        for answer in licences(drug).answers:
            assert (answer.state == UNKNOWN) == ((drug, answer.use, answer.country) not in held)


def test_the_table_to_read_holds_every_row():
    assert len(licence_table()) == len(load("licences"))
    assert licence_table()["Status"].str.contains(r"\(since 1970\)").any()


def test_other_words_and_years_are_refused():
    with pytest.raises(ValueError, match="no choice 'aspirin'; use one of ketamine, esketamine"):
        licences("aspirin")
    with pytest.raises(ValueError, match="year from 1965 to 2026; got 1800"):
        licences(year=1800)


def test_names_hold_the_mirror_forms_that_they_should():
    assert {name: drug_name(name).forms for name in names()} == {
        "phencyclidine": "neither", "ketamine": "S and R", "esketamine": "S", "arketamine": "R",
    }  # fmt: skip
    with pytest.raises(ValueError, match="no name 'Special K'; use one of phencyclidine"):
        drug_name("Special K")
