"""Protein making: the model's published behaviour, what its switches do, and its pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import export
from ketabrain.engine.draw.style import house_style
from ketabrain.topics.bdnf import draw_protein_synthesis as draw
from ketabrain.topics.bdnf.protein_synthesis import (
    STEPS,
    inputs,
    levers,
    rest,
    steady_state,
    synthesis,
    synthesis_equations,
    synthesis_steps,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading

CALCIUM, BDNF = inputs()
amounts = st.floats(0, 1)


@pytest.mark.parametrize(
    ("calcium_um", "eef2k", "protein"), [(0.06, 0.461, 1.048), (0.04, 0.257, 1.071), (0.02, 0.209, 1.077)]
)
def test_less_calcium_for_an_hour_gives_what_an_independent_run_of_the_model_file_gave(calcium_um, eef2k, protein):
    run = synthesis(calcium_um)
    assert run.at("eEF2K", 60) == pytest.approx(eef2k, abs=6e-4)
    assert run.at("protein", 60) == pytest.approx(protein, abs=6e-4)


@pytest.mark.parametrize(("bdnf_um", "protein"), [(1e-4, 1.445), (3.7e-3, 2.696)])
def test_more_bdnf_for_an_hour_gives_what_an_independent_run_gave(bdnf_um, protein):
    assert synthesis(CALCIUM, bdnf_fold=bdnf_um / BDNF).at("protein", 60) == pytest.approx(protein, abs=6e-4)


def test_without_a_drug_nothing_moves():
    assert synthesis(CALCIUM).relative == pytest.approx(1, abs=1e-4)


def test_halved_kinase_moves_protein_far_less_than_doubled_bdnf():
    drug, doubled = synthesis().final, synthesis(CALCIUM, bdnf_fold=2).final
    assert drug["eEF2K"] < 0.5
    assert doubled["protein"] - 1 > 5 * (drug["protein"] - 1) > 0


@pytest.mark.parametrize(("bdnf_fold", "rapamycin"), [(0, False), (1, True), (0, True)])
def test_antibody_and_rapamycin_take_protein_to_its_base_with_and_without_ketamine(bdnf_fold, rapamycin):
    base = synthesis_steps()["protein"].base / rest()[-1]
    for calcium_um in (CALCIUM, 0.06):
        final = synthesis(calcium_um, bdnf_fold, rapamycin).final
        assert final["protein"] == pytest.approx(base, rel=0.01)
    assert final["eEF2K"] < 0.5  # the drug still does what it did


@pytest.mark.parametrize(("bdnf_fold", "rapamycin"), [(1, False), (0, False), (4, True)])
def test_no_control_of_the_lesson_is_ever_idle(bdnf_fold, rapamycin):
    """A slider that moves nothing in the picture would look broken."""
    run = synthesis(0.06, bdnf_fold, rapamycin)
    for other in (synthesis(0.04, bdnf_fold, rapamycin), synthesis(0.06, bdnf_fold + 1, rapamycin)):
        assert np.abs(other.relative - run.relative).max() > 0.05


@given(amounts, st.floats(0, 0.01))
def test_steps_rest_between_their_base_and_all_they_have(calcium_um, bdnf_um):
    state = dict(zip(STEPS, steady_state(calcium_um, bdnf_um), strict=True))
    for name, step in synthesis_steps().items():
        assert step.base <= state[name] <= step.base + step.gain * step.total


@given(amounts, st.floats(0, 0.01), st.floats(1.01, 10))
def test_more_bdnf_never_means_less_protein(calcium_um, bdnf_um, times):
    assert steady_state(calcium_um, bdnf_um * times)[-1] >= steady_state(calcium_um, bdnf_um)[-1] * (1 - 1e-9)


@given(st.floats(0.02, 0.2), st.floats(1e-5, 4e-3), st.booleans())
def test_the_steady_state_is_where_a_long_run_ends(calcium_um, bdnf_um, rapamycin):
    run = synthesis(calcium_um, bdnf_um / BDNF, rapamycin)
    settled = steady_state(calcium_um, bdnf_um, rapamycin) / rest()
    assert run.relative[:, -1] == pytest.approx(settled, rel=0.02, abs=0.02)


def test_the_levers_are_steady_states():
    moved = levers()
    assert moved.by_calcium[-1] == pytest.approx(1)
    assert np.interp(1, moved.bdnf_fold, moved.by_bdnf) == pytest.approx(1)
    assert moved.by_calcium.max() < 1.1 < moved.by_bdnf.max()


@pytest.mark.parametrize(
    ("calcium_um", "bdnf_um", "rapamycin"), [(0.06, 5e-5, False), (0.08, 4e-4, False), (0.06, 5e-5, True)]
)
def test_exported_sbml_runs_to_the_same_courses_in_libroadrunner(calcium_um, bdnf_um, rapamycin):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    runner = roadrunner.RoadRunner(export.sbml(synthesis_equations(calcium_um, bdnf_um, rapamycin)))
    runner.timeCourseSelections = ["time", *STEPS]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-14
    theirs = np.asarray(runner.simulate(0, 7200, 121))
    ours = synthesis(calcium_um, bdnf_um / BDNF, rapamycin)
    for column, (name, resting) in enumerate(zip(STEPS, rest(), strict=True), start=1):
        assert theirs[:, column] / resting == pytest.approx(ours.relative[STEPS.index(name), 2:], abs=1e-3)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: synthesis(bdnf_fold=-1), "Calcium and BDNF must not be negative; got -1."),
        (lambda: steady_state(-0.1, 0), "Calcium and BDNF must not be negative; got -0.1."),
        (lambda: synthesis_equations(0.1, -1), "Calcium and BDNF must not be negative; got -1."),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        ask()
    assert str(refused.value).startswith(sentence)


def test_the_course_shows_every_step_and_says_where_protein_ends():
    run = synthesis()
    figure, words = drawing(draw.course, run)
    left = figure.axes[0]
    lines = {line.get_label(): line for line in left.lines}
    assert lines["protein making"].get_ydata()[-1] == pytest.approx(run.final["protein"])
    assert lines["eEF2 kinase"].get_ydata()[-1] == pytest.approx(run.final["eEF2K"])
    finding, shown = heading(figure)
    assert finding == "Ketamine: 1.05 times the protein"
    assert "eEF2 kinase 0.46" in words
    assert "not of depression" in shown
    assert "TrkB is never turned down" in words


def test_the_levers_carry_the_inputs_and_the_dotted_line_the_protein_of_this_run():
    run = synthesis(0.04, 2)
    figure, _ = drawing(draw.course, run)
    right = figure.axes[1]
    bdnf, calcium = (next(line for line in right.lines if line.get_marker() == marker) for marker in "so")
    dotted = next(line for line in right.lines if line.get_linestyle() == ":")
    assert (bdnf.get_xdata()[0], calcium.get_xdata()[0]) == pytest.approx((2, 0.5))
    assert bdnf.get_ydata()[0] == pytest.approx(steady_state(0.08, 1e-4)[-1] / rest()[-1], abs=2e-3)
    assert calcium.get_ydata()[0] == pytest.approx(steady_state(0.04, 5e-5)[-1] / rest()[-1], abs=2e-3)
    assert dotted.get_ydata()[0] == pytest.approx(run.final["protein"])


def test_a_redraw_adds_nothing_to_the_picture():
    run = synthesis()
    figure, _ = drawing(draw.course, run)
    first = len(figure.findobj())
    with house_style():
        draw.course(run, figure)
    assert len(figure.findobj()) == first


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ((CALCIUM,), "No drug: 1.00 times the protein"),
        ((0.06, 0), "Ketamine + antibody: 0.49 times the protein"),
        ((CALCIUM, 2), "BDNF × 2: 1.44 times the protein"),
        ((0.06, 1, True), "Ketamine + rapamycin: 0.49 times the protein"),
    ],
)
def test_the_title_says_what_was_changed(given, title):
    figure, words = drawing(draw.course, synthesis(*given))
    assert heading(figure)[0] == title
    assert words.startswith(title)
