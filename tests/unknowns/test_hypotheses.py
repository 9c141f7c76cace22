"""Rival explanations: a matrix that only loses rows, beliefs that dependent rows move less, and both as drawn."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.numerals import counted
from ketabrain.engine.tables import load
from ketabrain.topics.unknowns.draw_hypotheses import belief, matrix_of_tests
from ketabrain.topics.unknowns.draw_rival_map import COLUMNS, rival_map
from ketabrain.topics.unknowns.hypotheses import Design, Species, believe, groups, hypotheses, matrix
from tests.drawing import drawing
from tests.engine.draw.written import written

NAMES = st.sampled_from(hypotheses())


def test_the_whole_matrix_holds_83_tests_as_they_were_judged():
    says = matrix().rows["verdict"].value_counts()
    assert dict(says) == {"supports": 39, "against": 29, "mixed": 15}
    assert len(hypotheses()) == 14
    assert matrix().counts["NMDA block"] == {"supports": 9, "mixed": 5, "against": 11}


@given(species=st.sampled_from(Species), design=st.sampled_from(Design), group=st.sampled_from(groups()))
@settings(deadline=None)
def test_choices_only_take_rows_away(species, design, group):
    left, everything = matrix(species=species, design=design, group=group), matrix()
    assert set(left.rows["id"]) <= set(everything.rows["id"])
    assert sum(sum(count.values()) for count in left.counts.values()) == len(left.rows)
    assert design == Design.ALL or left.rows["species"].eq("human").all()


def test_no_explanation_has_support_alone_and_in_people_mtor_has_none():
    assert matrix().clean == ()
    assert matrix(species="people", design=Design.RANDOMISED).counts["mTOR"] == {
        "supports": 0,
        "mixed": 0,
        "against": 1,
    }
    assert len(matrix("mTOR").table) == 4


def test_an_explanation_is_clean_only_if_it_was_tested_twice():
    """Adenosine has one test, in mice; AMPA receptors have support alone until people are looked at."""
    assert matrix().counts["adenosine"] == {"supports": 1, "mixed": 0, "against": 0}
    assert "AMPA receptors" in matrix(species=Species.ANIMALS_AND_CELLS).clean


def test_every_trial_of_another_drug_stands_in_the_matrix_as_it_was_judged():
    """A list of blockers that leaves out small successes or large failures would tilt the matrix."""
    means = {"better": "supports", "mixed": "mixed", "no difference shown": "against"}
    block = load("mechanism_tests").query("hypothesis == 'NMDA block'")
    judged = {row.source: row.verdict for row in block.itertuples()}
    for trial in load("blockers").itertuples():
        assert judged[trial.source] == means[trial.verdict], trial.id


def test_a_sign_of_plasticity_does_not_count_for_ampa_receptors():
    rows = load("mechanism_tests").set_index("source")
    assert rows.loc["sumner2020", "hypothesis"] == "plasticity"
    assert rows.loc["widman2018ltp", "hypothesis"] == "plasticity"
    assert "widman2018" not in rows.index


def test_the_map_has_a_box_for_every_explanation():
    _, told = drawing(rival_map, matrix())
    assert sorted(name for _, names in COLUMNS for name in names) == sorted(hypotheses())
    assert f"Map of {len(hypotheses())} explanations in {len(COLUMNS)} stages, " in told


def test_only_trials_in_people_count_as_drawn_by_lot():
    rows = load("mechanism_tests")
    assert rows[rows["randomised"].astype(bool)]["species"].eq("human").all()


@settings(deadline=None)
@given(
    name=NAMES, prior=st.integers(1, 99), strength=st.floats(1, 5), animals=st.floats(0, 1), same=st.floats(0, 1)
)  # fmt: skip
def test_a_belief_starts_at_the_prior_stays_a_chance_and_ignores_results_worth_nothing(
    name, prior, strength, animals, same
):
    found = believe(name, prior, strength, animals, same)
    for path in (found.multiplied, found.weighed):
        assert path[0] == pytest.approx(prior / 100)
        assert np.all((path > 0) & (path < 1))
    assert np.allclose(believe(name, prior, 1, animals, same).multiplied, prior / 100)
    assert np.allclose(believe(name, prior, strength, animals, 0).weighed, found.multiplied)


def test_rows_of_one_laboratory_move_a_belief_less():
    found = believe("eEF2K and BDNF", 30, 2, 1, 1)
    assert found.prior < found.weighed[-1] < found.multiplied[-1]
    assert found.groups < found.tests


def test_rows_of_one_laboratory_that_share_everything_count_as_their_mean():
    found = believe("opioid receptors", 50, 2, 1, 1)
    rows = load("mechanism_tests").query("hypothesis == 'opioid receptors'")
    assert rows["group"].tolist() == ["Heifets and Schatzberg", "", "Krystal", "Krystal"]
    assert rows["verdict"].tolist() == ["supports", "supports", "against", "mixed"]
    odds = 2 * 2 * 2**-0.5
    assert found.weighed[-1] == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize(("species", "design"), [("all", "all"), ("people", "lots drawn, in people")])
def test_there_are_as_many_marks_as_tests(species, design):
    result = matrix("mTOR", species, design)
    figure, told = drawing(matrix_of_tests, result)
    marks = [line for line in figure.axes[0].lines if line.get_markersize() == 14]
    assert sum(len(line.get_xdata()) for line in marks) == len(result.rows)
    assert f"{len(result.rows)} tests (species: {species}; design: {design}; laboratory: all)" in told


def test_marks_differ_in_shape_by_what_a_test_says_and_in_filling_by_species():
    figure, _ = drawing(matrix_of_tests, matrix("mTOR"))
    marks = [line for line in figure.axes[0].lines if line.get_markersize() == 14]
    looks = {(line.get_marker(), line.get_markerfacecolor() == "#FFFFFF") for line in marks}
    assert looks == {(shape, is_open) for shape in "oDs" for is_open in (True, False)}


@pytest.mark.parametrize("name", ["mTOR", "opioid receptors"])
def test_both_ends_of_a_belief_are_marked_and_told(name):
    result = believe(name, 95, 5, 1, 1)
    figure, told = drawing(belief, result)
    ends = {line.get_marker(): line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() in ("s", "D")}
    assert ends == {"s": 100 * result.multiplied[-1], "D": 100 * result.weighed[-1]}
    assert f"ends at {100 * result.weighed[-1]:.1f}%" in told
    assert f"at {100 * result.multiplied[-1]:.1f}% if each stands alone" in told


@pytest.mark.parametrize("name", hypotheses())
def test_the_map_frames_one_explanation_and_says_in_whom_it_was_tested(name):
    result = matrix(name, Species.PEOPLE)
    figure, told = drawing(rival_map, result)
    (framed,) = [each for each in figure.axes[0].collections if each.get_linewidths()[0] == 3.2]
    assert len(framed.get_paths()) == 1
    tests = sum(result.counts[name].values())
    assert f"{name}: {counted(tests, 'test')} in people, 0 in animals" in told


def test_boxes_of_the_map_say_in_whom_tests_were_done_and_hold_no_votes():
    result = matrix()
    figure, _ = drawing(rival_map, result)
    people, elsewhere = (len(line.get_xdata()) for line in figure.axes[0].lines)
    assert people == (result.rows["species"] == "human").sum()
    assert people + elsewhere == len(result.rows)
    assert not any(re.search(r"\d / \d|supports|against", each) for each in written(figure.axes[0]))


def test_an_explanation_without_a_test_says_so():
    figure, told = drawing(rival_map, matrix(species=Species.PEOPLE))
    assert written(figure.axes[0]).count("none") == 4
    assert "No test here: TrkB directly, disinhibition, dopamine, adenosine." in told


def test_the_first_sentence_on_the_matrix_parts_people_from_animals():
    _, told = drawing(matrix_of_tests, matrix("mTOR"))
    assert told.startswith(
        "mTOR: 4 tests here, 1 of them in people; in people 1 against; in animals, cells or a model 3 supports. "
    )


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: matrix("magic"), "no choice 'magic'; use one of NMDA block"),
        (lambda: matrix(species="plants"), "no choice 'plants'; use one of all, people"),
        (lambda: believe("magic"), "no choice 'magic'; use one of NMDA block"),
        (lambda: believe("mTOR", 100), "between 1 and 99%"),
    ],
)
def test_other_words_are_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()
