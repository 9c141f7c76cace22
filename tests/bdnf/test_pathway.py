"""Six arrows: studies count once, their sum follows its rule, and they look as sure as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from ketabrain.engine import tables
from ketabrain.topics.bdnf.draw_pathway import pathway as draw_pathway
from ketabrain.topics.bdnf.pathway import (
    ArrowSupport,
    PathwayArrow,
    Stance,
    StudyCounts,
    TriedIn,
    arrow_support,
    choose_arrow,
    studies_of,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

BLOCK, BDNF, TRKB, MTOR, AMPA, BEHAVIOUR = PathwayArrow
SHOWN, ONE_LABORATORY, MIXED, CONTRADICTED, SINGLE, UNTESTED = ArrowSupport
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
            assert sorted(split) == sorted(everything.studies(arrow, stance))


def test_a_model_is_told_and_never_counted():
    choice = choose_arrow(BLOCK)
    assert choice.models(BLOCK) == ("BhallaLab, 2024",)
    assert "BhallaLab, 2024" not in choice.studies(BLOCK, Stance.FOR)
    assert choose_arrow(BLOCK, "people").models(BLOCK) == ()
    figure, words = drawing(draw_pathway, choice)
    assert "no evidence of its own: BhallaLab, 2024" in words
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("^", "D", "v")]
    counted = sum(sum(choice.counts(arrow)[:3]) for arrow in PathwayArrow)
    assert sum(len(line.get_xdata()) for line in marks) == counted


def test_studies_that_share_a_laboratory_share_its_author():
    authors = {key: reference.authors for key, reference in tables.references().items()}
    rows = choose_arrow(BLOCK).rows
    shared = rows[rows["laboratory"] != ""]
    assert all(any(row.laboratory in name for name in authors[row.source]) for row in shared.itertuples())
    assert (shared.groupby("laboratory")["source"].nunique() > 1).all()


def test_three_studies_of_one_laboratory_do_not_show_the_first_arrow():
    choice = choose_arrow(BLOCK)
    assert choice.counts(BLOCK) == StudyCounts(pros=3, mixed=0, cons=0, laboratories=1)
    assert choice.support(BLOCK) == ONE_LABORATORY
    assert choice.counts(AMPA).laboratories > 1


def test_a_finding_in_people_or_a_model_is_filed_as_one():
    rows = choose_arrow(BLOCK).rows
    for host in ("people", "model"):
        assert ((rows["host"] == host) == (rows["level"] == host)).all()


def test_the_chain_is_firmer_in_animals_than_in_people():
    assert graded("animals and cells") == {
        BLOCK: ONE_LABORATORY, BDNF: MIXED, TRKB: SHOWN, MTOR: MIXED, AMPA: SHOWN, BEHAVIOUR: MIXED,
    }  # fmt: skip
    assert graded("people") == {
        BLOCK: UNTESTED, BDNF: MIXED, TRKB: MIXED, MTOR: UNTESTED, AMPA: SINGLE, BEHAVIOUR: MIXED,
    }  # fmt: skip


def test_the_only_human_test_of_mtor_speaks_against_it():
    people = choose_arrow(AMPA, "people")
    assert people.counts(AMPA) == StudyCounts(pros=0, mixed=0, cons=1, laboratories=0)
    assert people.studies(AMPA, Stance.AGAINST) == ("Abdallah et al., 2020",)
    assert tuple(arrow for arrow in PathwayArrow if people.support(arrow) == UNTESTED) == (BLOCK, MTOR)


@st.composite
def study_counts(draw):
    pros, mixed, cons = (draw(st.integers(0, 9)) for _ in range(3))
    return StudyCounts(pros, mixed, cons, draw(st.integers(1, pros)) if pros else 0)


@given(study_counts())
def test_an_arrow_is_shown_only_by_several_laboratories_and_none_against(counts):
    word = arrow_support(counts)
    assert (word == UNTESTED) == (sum(counts[:3]) == 0)
    assert (word == SINGLE) == (sum(counts[:3]) == 1)
    if word in (SHOWN, ONE_LABORATORY):
        assert counts.pros >= 2
        assert counts.cons == 0
        assert (counts.laboratories > 1) == (word == SHOWN)
    if word == CONTRADICTED:
        assert counts.pros == 0
    if counts.pros and counts.cons:
        assert word == MIXED


@given(study_counts())
def test_another_study_against_never_makes_an_arrow_shown(counts):
    assert arrow_support(counts._replace(cons=counts.cons + 1)) not in (SHOWN, ONE_LABORATORY)


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
    for arrow in PathwayArrow:
        assert any(text.startswith(choice.support(arrow)) for text in written(figure.axes[0]))


@pytest.mark.parametrize("setting", CORNERS)
def test_every_study_of_the_chosen_arrow_is_named_in_words_and_in_the_table(setting):
    choice = choose_arrow(*setting)
    _, words = drawing(draw_pathway, choice)
    told = set(studies_of(choice).frame["study"])
    for stance in Stance:
        for study in choice.studies(choice.arrow, stance):
            assert study in words
            assert study in told
    for arrow in PathwayArrow:
        assert f"{arrow}: {choice.support(arrow)}" in words


def test_people_show_how_little_was_tested():
    figure, words = drawing(draw_pathway, choose_arrow(MTOR, "people"))
    assert heading(figure)[0] == "Arrow 4 TrkB → mTOR: not tested"
    assert words.count(": not tested") == 3  # the finding, and two arrows of the list
    assert "every test is from outside" in words
    assert "For it: no study" in words


def test_studies_of_one_laboratory_stand_side_by_side_under_one_bar():
    choice = choose_arrow(BLOCK)
    assert choice.houses(BLOCK) == (choice.studies(BLOCK, Stance.FOR),)
    for arrow in PathwayArrow:
        told = [study for house in choice.houses(arrow) for study in house]
        assert sorted(told) == sorted(choice.studies(arrow, Stance.FOR))
    figure, _ = drawing(draw_pathway, choice)
    joined = [house for arrow in PathwayArrow for house in choice.houses(arrow) if len(house) > 1]
    bars = next(each for each in reversed(figure.axes[0].collections) if isinstance(each, LineCollection))
    assert len(bars.get_segments()) == len(joined)
