"""Six arrows: studies count once, the grade follows its rule, and little of the chain was tested in people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.topics.bdnf.pathway import (
    ARROWS,
    CONTRADICTED,
    HOSTS,
    MIXED,
    SHOWN,
    SINGLE,
    STANCES,
    UNTESTED,
    Counts,
    choose_arrow,
    grade,
)

BLOCK, BDNF, TRKB, MTOR, AMPA, BEHAVIOUR = ARROWS


def graded(host):
    choice = choose_arrow(BLOCK, host)
    return {arrow: choice.grade(arrow) for arrow in ARROWS}


def test_the_table_knows_the_six_arrows_in_their_order():
    assert tuple(tables.load("pathway_evidence")["arrow"].unique()) == tuple(ARROWS.values())


def test_a_study_counts_once_for_an_arrow_and_takes_one_side():
    choice = choose_arrow(BDNF)
    rows = choice.rows
    autry = rows[(rows["arrow"] == ARROWS[BDNF]) & (rows["study"] == "Autry et al., 2011")]
    assert len(autry) > 1
    assert choice.studies(BDNF, "for").count("Autry et al., 2011") == 1
    assert (rows.groupby(["arrow", "study"])["stance"].nunique() == 1).all()


def test_every_experiment_is_of_animals_cells_people_or_a_model_and_of_one_alone():
    parts = [choose_arrow(BLOCK, host) for host in ("animals and cells", "people")]
    everything = choose_arrow(BLOCK)
    for arrow in ARROWS:
        for stance in STANCES:
            split = [study for part in parts for study in part.studies(arrow, stance)]
            models = [study for study in everything.studies(arrow, stance) if study.endswith("(model)")]
            assert sorted(split + models) == sorted(everything.studies(arrow, stance))


def test_a_finding_in_people_or_a_model_is_filed_as_one():
    rows = choose_arrow(BLOCK).rows
    for host in ("people", "model"):
        assert ((rows["host"] == host) == (rows["level"] == host)).all()


def test_the_chain_is_firmer_in_animals_than_in_people():
    assert graded("animals and cells") == {
        BLOCK: SHOWN, BDNF: MIXED, TRKB: SHOWN, MTOR: MIXED, AMPA: SHOWN, BEHAVIOUR: MIXED,
    }  # fmt: skip
    assert graded("people") == {
        BLOCK: UNTESTED, BDNF: MIXED, TRKB: MIXED, MTOR: UNTESTED, AMPA: SINGLE, BEHAVIOUR: MIXED,
    }  # fmt: skip


def test_the_only_human_test_of_mtor_speaks_against_it():
    people = choose_arrow(AMPA, "people")
    assert people.counts(AMPA) == Counts(pros=0, mixed=0, cons=1)
    assert people.studies(AMPA, "against") == ("Abdallah et al., 2020",)
    assert tuple(arrow for arrow in ARROWS if people.grade(arrow) == UNTESTED) == (BLOCK, MTOR)


@given(st.builds(Counts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)))
def test_an_arrow_is_shown_only_by_several_studies_and_none_against(counts):
    word = grade(counts)
    assert (word == UNTESTED) == (sum(counts) == 0)
    assert (word == SINGLE) == (sum(counts) == 1)
    if word == SHOWN:
        assert counts.pros >= 2
        assert counts.cons == 0
    if word == CONTRADICTED:
        assert counts.pros == 0
    if counts.pros and counts.cons:
        assert word == MIXED


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_another_study_against_never_makes_an_arrow_shown(pros, mixed, cons):
    assert grade(Counts(pros, mixed, cons + 1)) != SHOWN


@pytest.mark.parametrize("arrow", ARROWS)
def test_the_table_tells_what_was_done_with_the_friendly_studies_first(arrow):
    table = choose_arrow(arrow).table
    assert (table[["study", "what was done", "what was found"]] != "").all(axis=None)
    assert table["stance"].map(STANCES.index).is_monotonic_increasing
    assert set(table["arrow"]) == {arrow}
    assert table["note"].str.split().str.len().le(20).all()


@pytest.mark.parametrize(("arrow", "host"), [("7 mood → receptor", "all"), (BLOCK, "monkeys"), ("bdnf-trkb", "all")])
def test_an_unknown_choice_is_refused(arrow, host):
    with pytest.raises(ValueError, match="There is no choice"):
        choose_arrow(arrow, host)


def test_no_host_is_left_out_of_all():
    assert set(tables.load("pathway_evidence")["host"]) == set(HOSTS["all"])
