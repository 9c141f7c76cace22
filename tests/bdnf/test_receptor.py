"""The receptor of BDNF: what its two forms do under BDNF that stays, and where they miss cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import export
from ketabrain.topics.bdnf.draw_receptor import receptor
from ketabrain.topics.bdnf.receptor import ReceptorForm, receptor_constants, receptor_equations, receptor_test
from tests.drawing import drawing

SHORT, LONG = ReceptorForm


def test_the_short_form_needs_far_less_bdnf_than_cells_and_never_lets_go_of_it():
    as_published, looser = receptor_test(SHORT), receptor_test(SHORT, 25)
    at = as_published.points.set_index("id")
    assert at.loc["yuen1999-shc-1nm", "percent"] == pytest.approx(100 * 6.5 / 18)
    assert at.loc["yuen1999-shc-1nm", "model"] > 90
    assert at.loc["yuen1999-trkb-900s", "percent"] < 70 < 100 <= at.loc["yuen1999-trkb-900s", "model"]
    assert looser.mean_miss < as_published.mean_miss
    late = looser.points.set_index("id").loc["yuen1999-trkb-900s"]
    assert late["model"] - late["percent"] > 30  # no dose mends the fall


def test_the_long_form_is_turned_down_while_bdnf_stays_as_cells_are():
    """None of its constants is ours; it meets the doses without being made to need more."""
    found, short = receptor_test(LONG), receptor_test(SHORT)
    assert found.course[-1] < 0.5 * found.course.max()
    assert 60 < found.seconds[found.course.argmax()] < 300
    at = found.points.set_index("id")
    assert at.loc["yuen1999-trkb-900s", "model"] < at.loc["yuen1999-trkb-900s", "percent"]  # further than they are
    assert (at["model"] - at["percent"]).abs().filter(like="shc").max() < 15
    assert found.mean_miss < 0.6 * short.mean_miss


@given(st.sampled_from(ReceptorForm), st.floats(1, 40))
def test_both_forms_are_in_percent_of_the_measured_peak(form, looser):
    points = receptor_test(form, looser).points.set_index("id")["model"]
    assert points[["yuen1999-trkb-300s", "yuen1999-shc-7.5nm"]].tolist() == pytest.approx([100, 100])
    assert (points >= 0).all()


@given(st.sampled_from(ReceptorForm), st.floats(1, 40))
def test_more_bdnf_makes_more_of_the_receptor_active(form, looser):
    found = receptor_test(form, looser)
    assert found.dose[0] == pytest.approx(0, abs=1e-6)
    assert (np.diff(found.dose[:25]) > 0).all()


@pytest.mark.parametrize("bdnf_nm", [0.05, 7.3])
def test_exported_sbml_of_the_long_form_runs_to_the_same_course_in_libroadrunner(bdnf_nm):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    runner = roadrunner.RoadRunner(export.sbml(receptor_equations(bdnf_nm / 1000)))
    runner.timeCourseSelections = ["time", "A", "R"]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-9, 1e-14
    theirs = np.asarray(runner.simulate(0, 1000, 201))
    assert (theirs[:, 2] <= receptor_constants()["total"]).all()
    if bdnf_nm == 7.3:  # the dose that was measured
        ours = receptor_test(LONG).course
        assert 100 * theirs[:, 1] / np.interp(300, theirs[:, 0], theirs[:, 1]) == pytest.approx(ours, abs=0.1)
    assert theirs[-1, 1] < theirs[:, 1].max()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: receptor_test("another"), "There is no choice 'another'"),
        (lambda: receptor_test(SHORT, 0), "The BDNF needed is multiplied by a positive number; got 0."),
        (lambda: receptor_equations(-1), "BDNF must not be negative; got -1."),
    ],
)
def test_what_the_receptor_refuses_it_says_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        ask()
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("form", ReceptorForm)
def test_the_receptor_is_drawn_beside_every_measured_point(form):
    result = receptor_test(form, 20)
    figure, words = drawing(receptor, result)
    shown = [len(line.get_xdata()) for axes in figure.axes for line in axes.lines if line.get_marker() == "D"]
    assert sum(shown) == len(result.points) == 9
    assert f"{result.mean_miss:.1f} percentage points" in words
    assert form in words
