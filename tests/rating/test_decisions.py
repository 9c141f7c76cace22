"""Decisions of regulators and guidelines: what was decided, by whom, and a mark of its own for every kind."""

import pytest

from ketabrain.engine.numerals import counted
from ketabrain.topics.rating.decisions import DecidedFor, DecidedIn, DecisionKind, decisions_on
from ketabrain.topics.rating.draw_decisions import _LINES, _LOOKS, decision_timeline
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
        str(kind): sorted(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for kind, (shape, _, _) in _LOOKS.items()
        for line in figure.axes[0].lines
        if line.get_marker() == shape and line.get_transform() != figure.axes[0].transAxes  # no mark of the key
    }
    assert sum(map(len, marked.values())) == len(result.rows) <= _LINES
    for kind, places in marked.items():
        assert sorted(x for x, _ in places) == sorted(result.rows.loc[result.rows["decision"] == kind, "year"])
    lines = [y for places in marked.values() for _, y in places]
    assert sorted(lines) == list(range(len(result.rows)))
    count = counted(len(result.rows), "decision or statement", "decisions and statements")
    assert f"{count} (country: {country}; use: {use})" in words


def test_every_kind_of_decision_has_its_own_shape_and_letter():
    figure, _ = drawing(decision_timeline, decisions_on())
    assert {line.get_marker() for line in figure.axes[0].lines} == {_LOOKS[kind][0] for kind in DecisionKind}
    assert len({shape for shape, _, _ in _LOOKS.values()}) == len({letter for _, _, letter in _LOOKS.values()}) == 7
    for kind in DecisionKind:
        assert f"{_LOOKS[kind][2]} {kind}" in written(figure.axes[0])
