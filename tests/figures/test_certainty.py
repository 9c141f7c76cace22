"""Pictures of certainty: ladder, common scale and decisions; words follow the controls and nothing overlaps."""

from itertools import product

import pytest
from matplotlib.collections import PathCollection

from ketabrain.evidence.decisions import COUNTRIES, USES, decisions
from ketabrain.evidence.grade import COMPARE, QUESTIONS, STEPS, grade
from ketabrain.evidence.pooled_effects import DISORDERS, pooled_effects
from ketabrain.figures.decisions import timeline
from ketabrain.figures.grade import ladder
from ketabrain.figures.pooled_effects import scale
from ketabrain.figures.style import DPI, WIDTH_IN, house_style, new_figure
from tests.figures.crowding import crowded


def drawn(draw, result, height):
    figure = new_figure(height)
    with house_style():
        words = draw(result, figure)
    assert "nan" not in words.split()
    return figure, words


def inside(figure):
    """Whether all words that are drawn as paths lie inside the picture."""
    figure.canvas.draw()
    height = figure.get_size_inches()[1] * DPI
    for axes in figure.axes:
        for each in (lines for lines in axes.collections if isinstance(lines, PathCollection)):
            places = each.get_offset_transform().transform(each.get_offsets())
            for path, (x, y) in zip(each.get_paths(), places, strict=True):
                box = path.get_extents()
                left, right = x + DPI / 72 * box.x0, x + DPI / 72 * box.x1
                if not (left >= 0 and right <= WIDTH_IN * DPI and 0 <= y <= height):
                    return False
    return True


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("compare", COMPARE)
@pytest.mark.parametrize("steps", [STEPS[0], STEPS[2]])
def test_the_ladder_fits(question, compare, steps):
    figure, words = drawn(ladder, grade(question, steps, steps, steps, steps, steps, compare), 5.8)
    assert crowded(figure) == []
    assert inside(figure)
    assert words.startswith(question)
    assert ("This course rates" in words) == (compare == "shown")


def test_the_words_of_the_ladder_follow_every_control():
    asked = [{}, {"question": "PTSD"}, {"compare": "shown"}]
    asked += [
        {name: step}
        for name in ("bias", "inconsistency", "indirectness", "imprecision", "publication")
        for step in STEPS[1:]
    ]
    assert len({drawn(ladder, grade(**each), 5.8)[1] for each in asked}) == len(asked)


@pytest.mark.parametrize("disorder", DISORDERS)
@pytest.mark.parametrize("smallest", [0, 0.3, 1])
def test_the_scale_draws_every_effect_and_fits(disorder, smallest):
    result = pooled_effects(disorder, smallest)
    figure, words = drawn(scale, result, 4.8)
    assert crowded(figure) == []
    assert inside(figure)
    dots = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() in "osD^v"]
    assert dots == [effect.effect for effect in result.effects]
    assert all(effect.study in words for effect in result.effects)


def test_the_words_of_the_scale_follow_every_control():
    told = {
        drawn(scale, pooled_effects(disorder, tenth / 10), 4.8)[1] for disorder, tenth in product(DISORDERS, range(11))
    }
    assert len(told) == 11 * len(DISORDERS)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("use", USES)
def test_decisions_are_drawn_and_told(country, use):
    result = decisions(country, use)
    figure, words = drawn(timeline, result, 4.4)
    assert crowded(figure) == []
    assert inside(figure)
    assert len([line for line in figure.axes[0].lines if line.get_marker() not in ("None", None)]) == len(result.rows)
    assert f"{len(result.rows)} decisions and statements (country: {country}; use: {use})" in words
