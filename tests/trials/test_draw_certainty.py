"""Pictures of certainty: ladder, common scale and decisions; words follow the controls and nothing overlaps."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import counted, house_style, new_figure
from ketabrain.topics.trials.decisions import COUNTRIES, KINDS, USES, decisions
from ketabrain.topics.trials.draw_decisions import _LINES, _LOOKS, timeline
from ketabrain.topics.trials.draw_grade import ladder
from ketabrain.topics.trials.draw_pooled_effects import scale
from ketabrain.topics.trials.grade import COMPARE, QUESTIONS, STEPS, grade
from ketabrain.topics.trials.pooled_effects import DISORDERS, pooled_effects
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import written


def drawn(draw, result, height):
    figure = new_figure(height)
    with house_style():
        words = draw(result, figure)
    assert "nan" not in words.split()
    return figure, words


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("compare", COMPARE)
@pytest.mark.parametrize("steps", [STEPS[0], STEPS[2]])
def test_the_ladder_fits(question, compare, steps):
    figure, words = drawn(ladder, grade(question, steps, steps, steps, steps, steps, compare), 5.8)
    assert crowded(figure) == []
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
    dots = [
        place
        for line in figure.axes[0].lines
        if line.get_marker() in "osD^v"
        for place in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]
    assert sorted(dots) == sorted(
        (x, y)
        for y, effect in enumerate(result.effects)
        for x in ([effect.low, effect.high] if effect.is_range else [effect.effect])
    )
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
    figure, words = drawn(timeline, result, 5.4)
    assert crowded(figure) == []
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
    figure, _ = drawn(timeline, decisions(), 5.4)
    assert {line.get_marker() for line in figure.axes[0].lines} == {_LOOKS[kind][0] for kind in KINDS}
    assert len({shape for shape, _, _ in _LOOKS.values()}) == len({letter for _, _, letter in _LOOKS.values()}) == 7
    for kind in KINDS:
        assert f"{_LOOKS[kind][2]} {kind}" in written(figure.axes[0])


def test_the_words_of_the_decisions_follow_both_controls():
    told = {drawn(timeline, decisions(*asked), 5.4)[1] for asked in product(COUNTRIES, USES)}
    assert len(told) == len(COUNTRIES) * len(USES)


def test_others_are_hidden_until_they_are_asked_for():
    for question in QUESTIONS:
        hidden, shown = (drawn(ladder, grade(question, compare=compare), 5.8) for compare in COMPARE)
        assert len(written(shown[0].axes[0])) > len(written(hidden[0].axes[0]))
        assert all(rating.who not in hidden[1] for rating in grade(question).published)
        assert all(rating.who in shown[1] for rating in grade(question).published)
