"""What the scale asks, its three parts, and the drawing that follows their scores."""

import pytest

from ketabrain.topics.detachment.dissociation_scale import PARTS, ScalePart, ScaleTreatment, experience
from ketabrain.topics.detachment.draw_dissociation_scale import detachment
from tests.drawing import drawing
from tests.engine.draw.written import heading


@pytest.mark.parametrize("treatment", ScaleTreatment)
def test_the_parts_add_up_to_the_total(treatment):
    found = experience(treatment=treatment)
    assert sum(score.mean for score in found.scores) == pytest.approx(found.total, abs=0.02)


def test_ketamine_raises_every_part():
    drug, none = (experience(treatment=treatment).scores for treatment in ScaleTreatment)
    for with_drug, without in zip(drug, none, strict=True):
        assert with_drug.mean > 4 * without.mean


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_questions_of_its_own(part):
    others = [other for other in PARTS if other != part]
    asked = set(experience(part).asked)
    assert len(asked) >= 2
    assert not any(asked & set(experience(other).asked) for other in others)


def test_all_parts_show_one_question_of_each_group():
    assert len(experience().asked) == 4


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="derealisation"):
        experience("floating")


@pytest.mark.parametrize("part", ScalePart)
def test_words_name_the_scores_and_the_chosen_part(part):
    result = experience(part)
    _, told = drawing(detachment, result)
    for score in result.scores:
        assert f"{score.mean:g}, SD {score.sd:g}" in told
    assert f"Highlighted: {part}" in told


def test_the_second_self_stands_further_away_the_higher_the_score():
    away = {}
    for treatment in ScaleTreatment:
        figure, _ = drawing(detachment, experience(treatment=treatment))
        heads = [patch.center for patch in figure.axes[0].patches if hasattr(patch, "radius")]
        own, second = sorted(x for x, y in heads if y == 130)
        away[treatment] = second - own
    assert away[ScaleTreatment.KETAMINE] > 5 * away[ScaleTreatment.SALINE]


def test_the_drawing_is_called_ours():
    figure, told = drawing(detachment, experience())
    assert "ours" in heading(figure)[1]
    assert "is ours" in told
