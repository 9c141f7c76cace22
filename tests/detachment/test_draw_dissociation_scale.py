"""The drawing of detachment follows the scores and names them."""

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.detachment.dissociation_scale import ALL, PARTS, TREATMENTS, experience
from ketabrain.topics.detachment.draw_dissociation_scale import detachment
from tests.engine.draw.crowding import crowded


def drawn(part=ALL, treatment=TREATMENTS[0]):
    figure = new_figure(4.6)
    with house_style():
        told = detachment(experience(part, treatment), figure)
    return figure, told


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("part", [ALL, *PARTS])
def test_nothing_is_crowded_and_words_name_the_scores(part, treatment):
    figure, told = drawn(part, treatment)
    assert crowded(figure) == []
    for score in experience(part, treatment).scores:
        assert f"{score.mean:g}, SD {score.sd:g}" in told
    assert f"Highlighted: {part}" in told


def test_the_second_self_stands_further_away_the_higher_the_score():
    away = {}
    for treatment in TREATMENTS:
        heads = [patch.center for patch in drawn(treatment=treatment)[0].axes[0].patches if hasattr(patch, "radius")]
        xs = sorted(x for x, y in heads if y == 170)
        away[treatment] = xs[1] - xs[0]
    assert away["ketamine"] > 5 * away["saline"]


def test_the_drawing_is_called_ours():
    figure, told = drawn()
    assert "ours" in figure.axes[0].get_title(loc="left")
    assert "is ours" in told
