"""What the scale asks, and its three parts."""

import pytest

from ketabrain.topics.detachment.dissociation_scale import ALL, PARTS, TREATMENTS, experience


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_parts_add_up_to_the_total(treatment):
    found = experience(ALL, treatment)
    assert sum(score.mean for score in found.scores) == pytest.approx(found.total, abs=0.02)


def test_ketamine_raises_every_part():
    drug, none = (experience(treatment=treatment).scores for treatment in TREATMENTS)
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
