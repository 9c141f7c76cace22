"""Six arrows: studies count once, their sum follows its rule, and they look as sure as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.engine.numerals import brief
from ketabrain.topics.bdnf.draw_pathway import pathway as draw_pathway
from ketabrain.topics.bdnf.pathway import (
    ArrowSupport,
    PathwayArrow,
    Stance,
    StudyCounts,
    TriedIn,
    arrow_support,
    choose_arrow,
)
from tests.drawing import drawing

BLOCK, BDNF, TRKB, MTOR, AMPA, BEHAVIOUR = PathwayArrow
SHOWN, MIXED, CONTRADICTED, SINGLE, UNTESTED = ArrowSupport
CORNERS = [
    *((arrow, TriedIn.ALL) for arrow in PathwayArrow),
    (BDNF, TriedIn.ANIMALS_AND_CELLS),
    (MTOR, TriedIn.PEOPLE),
    (BEHAVIOUR, TriedIn.PEOPLE),
]


def graded(host):
    choice = choose_arrow(BLOCK, host)
    return {arrow: choice.support(arrow) for arrow in PathwayArrow}


def test_the_table_knows_the_six_arrows_in_their_order():
    assert tuple(tables.load("pathway_evidence")["arrow"].unique()) == tuple(arrow.key for arrow in PathwayArrow)


def test_a_study_counts_once_for_an_arrow_and_takes_one_side():
    choice = choose_arrow(BDNF)
    rows = choice.rows
    autry = rows[(rows["arrow"] == BDNF.key) & (rows["study"] == "Autry et al., 2011")]
    assert len(autry) > 1
    assert choice.studies(BDNF, Stance.FOR).count("Autry et al., 2011") == 1
    assert (rows.groupby(["arrow", "study"])["stance"].nunique() == 1).all()


def test_every_experiment_is_of_animals_cells_people_or_a_model_and_of_one_alone():
    parts = [choose_arrow(BLOCK, host) for host in ("animals and cells", "people")]
    everything = choose_arrow(BLOCK)
    for arrow in PathwayArrow:
        for stance in Stance:
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
    assert people.counts(AMPA) == StudyCounts(pros=0, mixed=0, cons=1)
    assert people.studies(AMPA, Stance.AGAINST) == ("Abdallah et al., 2020",)
    assert tuple(arrow for arrow in PathwayArrow if people.support(arrow) == UNTESTED) == (BLOCK, MTOR)


@given(st.builds(StudyCounts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)))
def test_an_arrow_is_shown_only_by_several_studies_and_none_against(counts):
    word = arrow_support(counts)
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
    assert arrow_support(StudyCounts(pros, mixed, cons + 1)) != SHOWN


@pytest.mark.parametrize("arrow", PathwayArrow)
def test_the_table_tells_what_was_done_with_the_friendly_studies_first(arrow):
    table = choose_arrow(arrow).table
    assert (table[["study", "what was done", "what was found"]] != "").all(axis=None)
    assert table["stance"].map(list(Stance).index).is_monotonic_increasing
    assert set(table["arrow"]) == {arrow}
    assert table["note"].str.split().str.len().le(20).all()


@pytest.mark.parametrize(("arrow", "host"), [("7 mood → receptor", "all"), (BLOCK, "monkeys"), ("bdnf-trkb", "all")])
def test_an_unknown_choice_is_refused(arrow, host):
    with pytest.raises(ValueError, match="There is no choice"):
        choose_arrow(arrow, host)


def test_no_host_is_left_out_of_all():
    assert len(choose_arrow(BLOCK).rows) == len(tables.load("pathway_evidence"))


def shafts(figure):
    patches = {patch.get_gid(): patch for patch in figure.axes[0].patches if patch.get_gid()}
    return [patches[f"arrow {number}"] for number in range(1, 7)]


@pytest.mark.parametrize("setting", CORNERS)
def test_the_chosen_arrow_alone_is_thick_and_grades_differ_in_dash_and_word(setting):
    choice = choose_arrow(*setting)
    figure, _ = drawing(draw_pathway, choice)
    thick = [shaft.get_linewidth() > 4 for shaft in shafts(figure)]
    assert thick == [arrow == choice.arrow for arrow in PathwayArrow]
    looks = {}
    for arrow, shaft in zip(PathwayArrow, shafts(figure), strict=True):
        looks.setdefault(choice.support(arrow), set()).add((shaft.get_edgecolor(), str(shaft.get_linestyle())))
    assert all(len(look) == 1 for look in looks.values())
    assert len({look.copy().pop()[1] for look in looks.values()}) == len(looks)
    written = [text.get_text() for text in figure.axes[0].texts]
    for arrow in PathwayArrow:
        assert any(text.startswith(choice.support(arrow)) for text in written)


@pytest.mark.parametrize("setting", CORNERS)
def test_every_study_of_the_chosen_arrow_is_named_in_picture_and_words(setting):
    choice = choose_arrow(*setting)
    figure, words = drawing(draw_pathway, choice)
    below = " ".join(figure.axes[0].texts[-1].get_text().split())
    for stance in Stance:
        for study in choice.studies(choice.arrow, stance):
            assert study in words
            assert brief(study) in below
    for arrow in PathwayArrow:
        assert f"{arrow}: {choice.support(arrow)} ({choice.counts(arrow).pros} for" in words


def test_people_show_how_little_was_tested():
    figure, words = drawing(draw_pathway, choose_arrow(MTOR, "people"))
    assert "2 not tested" in figure.axes[0].get_title(loc="left")
    assert "every test is from outside" in words
    assert "for (0): no study" in figure.axes[0].texts[-1].get_text()
