"""Textbook criteria: who meets which, why other answers are fair, how a demand divides the molecules, their marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.lettering import sign
from ketabrain.topics.bdnf import draw_transmitter as draw
from ketabrain.topics.bdnf.transmitter import (
    CRITERIA,
    MOLECULES,
    CriterionAnswer,
    PartlyCounts,
    classify,
    criteria_map,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading

demands = st.integers(1, 5)


def answers(molecule):
    rows = criteria_map().rows
    return dict(rows[rows["molecule"] == molecule].set_index("criterion")["fair"])


def test_every_criterion_is_judged_once_for_each_molecule():
    rows = criteria_map().rows
    assert sorted(zip(rows["criterion"], rows["molecule"], strict=True)) == sorted(
        (criterion, molecule) for criterion in CRITERIA for molecule in MOLECULES
    )


def test_glutamate_meets_all_and_nobody_can_fairly_say_otherwise():
    assert set(answers("glutamate").values()) == {("met",)}
    assert criteria_map().totals["glutamate"] == {"met": 5, "partly": 0, "not met": 0}


def test_bdnf_is_not_released_like_a_transmitter():
    fair = answers("BDNF")
    assert fair["let out of the ending on a stimulus"][0] == "not met"
    assert "met" not in fair["actively ended"]
    assert criteria_map().totals["BDNF"]["met"] < 5


def test_where_another_answer_is_fair_the_row_says_why():
    for row in criteria_map().rows.itertuples():
        assert bool(row.also_fair) == bool(row.other) == bool(row.other_source), row.id
        assert len(set(row.fair)) == len(row.fair)
        assert set(row.fair) <= set(CriterionAnswer)
        assert row.other in row.note
        assert row.statement.split()[-1] in row.note


def test_reasons_and_statements_keep_their_length():
    rows = criteria_map().rows
    assert rows["reason"].str.len().le(26).all()
    assert rows["statement"].str.split().str.len().le(30).all()
    assert rows["other"].str.split().str.len().le(30).all()


@given(demands, st.sampled_from(PartlyCounts))
def test_a_score_lies_among_the_fair_ones_and_the_verdict_follows(required, partly):
    result = classify(required, partly)
    for molecule in MOLECULES:
        low, score, high = (each[molecule] for each in (result.lowest, result.scores, result.highest))
        assert 0 <= low <= score <= high <= 5
        expected = "passes" if low >= required else "fails" if high < required else "open"
        assert result.standing(molecule) == expected
    assert result.standing("glutamate") == "passes"


@pytest.mark.parametrize("required", range(1, 6))
def test_counting_partly_for_more_never_lowers_a_score(required):
    scores = [classify(required, partly).scores["BDNF"] for partly in ("no", "half", "yes")]
    assert all(less <= more for less, more in pairwise(scores))


def test_bdnf_passes_a_low_bar_and_fails_the_whole_list():
    assert classify(2, "half").standing("BDNF") == "passes"
    assert classify(5, "half").standing("BDNF") == "fails"
    assert classify(5, "yes").standing("BDNF") == "open"


@pytest.mark.parametrize(
    ("demand", "says"), [((0, "half"), "got 0"), ((6, "half"), "got 6"), ((5, "perhaps"), "'perhaps'")]
)
def test_an_impossible_demand_is_refused_in_a_sentence(demand, says):
    with pytest.raises(ValueError, match=says):
        classify(*demand)


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


def test_every_answer_is_drawn_and_said():
    found = criteria_map()
    figure, words = drawing(draw.criteria, found)
    for answer, mark in (("met", "✓"), ("partly", "~"), ("not met", "✗")):
        assert marks(figure, sign(mark)) == sum(answer in fair for fair in found.rows["fair"])
    for row in found.rows.itertuples():
        assert f"{row.molecule} {' or '.join(row.fair)} ({row.reason})" in words
    assert "BDNF: 3 met, 1 partly, 1 not met" in words


@pytest.mark.parametrize(("required", "partly"), [(1, "no"), (5, "half"), (5, "yes")])
def test_the_title_says_who_passes(required, partly):
    result = classify(required, partly)
    figure, words = drawing(draw.classification, result)
    title = heading(figure)[0]
    said = {"passes": "BDNF passes", "fails": "BDNF fails", "open": "BDNF is a matter of taste"}
    assert title == f"{required} of 5 needed: glutamate passes, {said[result.standing('BDNF')]}"
    assert f"BDNF scores {result.scores['BDNF']:g} of 5" in words


@pytest.mark.parametrize("partly", PartlyCounts)
def test_blocks_are_filled_as_far_as_they_count(partly):
    result = classify(4, partly)
    figure, _ = drawing(draw.classification, result)
    filled = next(each for each in figure.axes[0].collections if each.get_gid() == "what counts")
    boxes = [path.get_extents() for path in filled.get_paths()]
    for row, molecule in enumerate(MOLECULES):
        widths = [box.width / 0.96 for box in boxes if round((box.y0 + box.y1) / 2) == row]
        assert sum(widths) == pytest.approx(result.scores[molecule])


def test_the_table_gives_both_molecules_a_fair_answer_and_a_reason_for_each_criterion():
    table = criteria_map().table
    assert list(table.columns) == ["criterion", "glutamate", "BDNF"]
    assert tuple(table["criterion"]) == tuple(CRITERIA)
    assert table.set_index("criterion").at["let out of the ending on a stimulus", "BDNF"] == (
        "not met or partly: hardly any from axons"
    )
