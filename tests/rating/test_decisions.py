"""Decisions of regulators and guidelines: what was decided, by whom, and a mark of its own for every kind."""

import pytest
from matplotlib.colors import to_hex

from ketabrain.engine.draw.style import PAPER
from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.decisions import DecidedFor, DecidedIn, DecisionKind, decisions_in_words, decisions_on
from ketabrain.topics.rating.draw_decisions import _LAST, _LOOKS, decision_timeline
from tests.drawing import drawing
from tests.engine.draw.written import written


def test_the_same_spray_was_approved_and_not_recommended():
    rows = decisions_on(use="depression").rows
    esketamine = rows[rows["drug"] == "esketamine"]
    assert set(esketamine[esketamine["country"] == "United States"]["decision"]) == {"approved"}
    assert set(esketamine[esketamine["country"] == "United Kingdom"]["decision"]) == {"not recommended"}


def test_a_licence_does_not_settle_who_pays():
    canada, australia = (decisions_on(country, "depression").rows for country in ("Canada", "Australia"))
    assert {"approved", "not recommended"} <= set(canada["decision"])
    assert set(australia["decision"]) == {"approved", "recommended"}


def test_nothing_is_approved_for_ptsd_or_anxiety():
    for use in ("PTSD", "anxiety"):
        assert "approved" not in set(decisions_on(use=use).rows["decision"])
        assert "warning" in set(decisions_on(use=use).rows["decision"])


def test_years_rise_and_every_kind_occurs():
    rows = decisions_on().rows
    assert rows["year"].is_monotonic_increasing
    assert set(rows["decision"]) == set(DecisionKind)
    assert len(decisions_on().table.columns) == 7


@pytest.mark.parametrize("country", DecidedIn)
@pytest.mark.parametrize("use", DecidedFor)
def test_choices_only_take_away(country, use):
    shown = decisions_on(country, use).rows
    assert set(shown["id"]) <= set(decisions_on().rows["id"])
    assert country is DecidedIn.ALL or set(shown["country"]) <= {country}


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="There is no choice 'Mars'; use one of all, United States"):
        decisions_on("Mars")


@pytest.mark.parametrize(
    ("country", "use"), [("all", "all"), ("all", "PTSD"), ("United Kingdom", "depression"), ("Germany", "anxiety")]
)
def test_decisions_are_drawn_and_told(country, use):
    result = decisions_on(country, use)
    figure, words = drawing(decision_timeline, result)
    marked = {
        str(kind): [x for line in lines_of(figure, shape) for x in line.get_xdata() if x < _LAST and full(line)]
        for kind, (shape, _, _) in _LOOKS.items()
    }
    assert sum(map(len, marked.values())) == len(result.rows)
    for kind, years in marked.items():
        told = sorted(result.rows.loc[result.rows["decision"] == kind, "year"])
        assert sorted(years) == pytest.approx(told, abs=0.4)
    count = counted(len(result.rows), "decision or statement", "decisions and statements")
    assert f"{count} (country: {country}; use: {use})" in words


def lines_of(figure, shape):
    return [line for line in figure.axes[0].lines if line.get_marker() == shape]


def full(line):
    return to_hex(line.get_markerfacecolor()).upper() != PAPER


def test_what_was_not_chosen_stays_in_pale():
    result = decisions_on("Canada")
    figure, _ = drawing(decision_timeline, result)
    marks = [line for shape, _, _ in _LOOKS.values() for line in lines_of(figure, shape) if not full(line)]
    assert sum(len(line.get_xdata()) for line in marks) == len(result.every) - len(result.rows)


def test_the_table_below_follows_the_choice():
    assert set(decisions_in_words(decisions_on("Canada")).frame["country"]) == {"Canada"}


def test_every_kind_of_decision_has_its_own_shape_and_letter():
    figure, _ = drawing(decision_timeline, decisions_on())
    assert all(lines_of(figure, shape) for shape, _, _ in _LOOKS.values())
    assert len({shape for shape, _, _ in _LOOKS.values()}) == len({letter for _, _, letter in _LOOKS.values()}) == 7
    assert set(DecisionKind) <= set(written(figure.axes[0]))
