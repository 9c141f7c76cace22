"""Decisions of regulators and guidelines: what was decided, by whom, and nothing that a choice should not show."""

import pytest

from ketabrain.topics.trials.decisions import COUNTRIES, KINDS, USES, decisions


def test_the_same_spray_was_approved_and_not_recommended():
    rows = decisions(use="depression").rows
    esketamine = rows[rows["drug"] == "esketamine"]
    assert set(esketamine[esketamine["country"] == "United States"]["decision"]) == {"approved"}
    assert set(esketamine[esketamine["country"] == "United Kingdom"]["decision"]) == {"not recommended"}


def test_a_licence_does_not_settle_who_pays():
    canada, australia = (decisions(country, "depression").rows for country in ("Canada", "Australia"))
    assert {"approved", "not recommended"} <= set(canada["decision"])
    assert set(australia["decision"]) == {"approved", "recommended"}


def test_nothing_is_approved_for_ptsd_or_anxiety():
    for use in ("PTSD", "anxiety"):
        assert "approved" not in set(decisions(use=use).rows["decision"])
        assert "warning" in set(decisions(use=use).rows["decision"])


def test_years_rise_and_every_kind_occurs():
    rows = decisions().rows
    assert rows["year"].is_monotonic_increasing
    assert set(rows["decision"]) == set(KINDS)
    assert len(decisions().table.columns) == 7


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("use", USES)
def test_choices_only_take_away(country, use):
    chosen = decisions(country, use).rows
    assert set(chosen["id"]) <= set(decisions().rows["id"])
    assert country == "all" or set(chosen["country"]) <= {country}


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="There is no choice 'Mars'; use one of all, United States"):
        decisions("Mars")
