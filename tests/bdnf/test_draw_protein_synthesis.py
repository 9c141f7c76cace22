"""Pictures of the model of protein making: what is drawn is what was computed, and the words follow every control."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.bdnf import draw_protein_synthesis as draw
from ketabrain.topics.bdnf.protein_synthesis import DRUGS, SWITCHES, receptor_test, rest, steady_state, synthesis
from tests.engine.draw.crowding import crowded


def drawn(picture, result, figure=None):
    figure = figure or new_figure(4.4)
    with house_style():
        words = picture(result, figure)
    return figure, words


def test_the_course_shows_every_step_and_says_where_protein_ends():
    run = synthesis("ketamine")
    figure, words = drawn(draw.course, run)
    left = figure.axes[0]
    lines = {line.get_label(): line for line in left.lines}
    assert lines["protein making"].get_ydata()[-1] == pytest.approx(run.final["protein"])
    assert lines["eEF2 kinase"].get_ydata()[-1] == pytest.approx(run.final["eEF2K"])
    assert left.get_title(loc="left") == "Ketamine: protein making × 1.05"
    assert "eEF2 kinase 0.462" in words
    assert any("not of depression" in text.get_text() for text in left.texts)


def test_the_levers_carry_the_inputs_and_the_dotted_line_the_protein_of_this_run():
    run = synthesis("ketamine", 0.04, 2)
    figure, _ = drawn(draw.course, run)
    right = figure.axes[1]
    bdnf, calcium = (next(line for line in right.lines if line.get_marker() == marker) for marker in "so")
    dotted = next(line for line in right.lines if line.get_linestyle() == ":")
    assert (bdnf.get_xdata()[0], calcium.get_xdata()[0]) == pytest.approx((2, 0.5))
    assert bdnf.get_ydata()[0] == pytest.approx(steady_state(0.08, 1e-4)[-1] / rest()[-1], abs=2e-3)
    assert calcium.get_ydata()[0] == pytest.approx(steady_state(0.04, 5e-5)[-1] / rest()[-1], abs=2e-3)
    assert dotted.get_ydata()[0] == pytest.approx(run.final["protein"])


def test_the_words_follow_every_control():
    settings = [
        {}, {"calcium_um": 0.055}, {"bdnf_fold": 1.25}, {"drug": "memantine"}, {"drug": "no drug"},
        {"drug": "no drug", "calcium_um": 0.055}, {"drug": "memantine", "calcium_um": 0.055},
        *({"switch": switch} for switch in SWITCHES[1:]), {"switch": "antibody", "bdnf_fold": 2},
    ]  # fmt: skip
    words = [drawn(draw.course, synthesis(**setting))[1] for setting in settings]
    assert len(set(words)) == len(words)
    said = [drawn(draw.receptor, receptor_test(looser))[1] for looser in (1, 2, 3, 40)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("drug", "switch"), list(product(DRUGS, SWITCHES)))
def test_titles_stay_on_the_picture(drug, switch):
    figure, _ = drawn(draw.course, synthesis(drug, switch=switch))
    assert not crowded(figure)


def test_a_redraw_adds_nothing_to_the_picture():
    figure, _ = drawn(draw.course, synthesis())
    first = len(figure.findobj())
    drawn(draw.course, synthesis(), figure)
    assert len(figure.findobj()) == first


def test_the_receptor_is_drawn_beside_every_measured_point():
    result = receptor_test(20)
    figure, words = drawn(draw.receptor, result)
    shown = [len(line.get_xdata()) for axes in figure.axes for line in axes.lines if line.get_marker() == "D"]
    assert sum(shown) == len(result.points) == 9
    assert f"{result.mean_miss:.1f} percentage points" in words
