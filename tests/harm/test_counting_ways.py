"""One effect counted in two ways, and the bars that say so."""

from itertools import product

import pytest

from ketabrain.engine import tables
from ketabrain.topics.harm.counting_ways import CountedEffect, CountingWay, two_ways
from ketabrain.topics.harm.draw_counting_ways import bars_by_way
from ketabrain.topics.harm.harms import harm
from tests.drawing import drawing


def with_the_spray(effect, way):
    return next(each for each in two_ways(effect, way).counts if each.arm == "spray")


@pytest.mark.parametrize("effect", [CountedEffect.DETACHMENT, CountedEffect.SEDATION])
def test_a_scale_finds_more_than_people_tell(effect):
    measured, reported = (with_the_spray(effect, way) for way in (CountingWay.MEASURED, CountingWay.REPORTED))
    assert measured.low > reported.high
    assert len(two_ways(effect).counts) > len(two_ways(effect, CountingWay.MEASURED).counts)


@pytest.mark.parametrize("effect", [CountedEffect.DETACHMENT, CountedEffect.SEDATION])
def test_the_reported_share_is_that_of_the_trials(effect):
    assert with_the_spray(effect, CountingWay.REPORTED).low == round(100 * harm(effect).chosen.drug.share)


@pytest.mark.parametrize(
    ("arm", "told"), [("spray", "dissociation-by-scale"), ("placebo", "dissociation-by-scale-placebo")]
)
def test_the_share_by_scale_is_the_one_that_lesson_10_tells(arm, told):
    counts = two_ways(CountedEffect.DETACHMENT, CountingWay.MEASURED).counts
    (found,) = (each for each in counts if each.arm == arm)
    assert (found.low, found.high) == tables.quantity(told).ends


@pytest.mark.parametrize("wrong", [{"effect": "boredom"}, {"way": "guessed"}])
def test_another_word_is_refused(wrong):
    (word,) = wrong.values()
    with pytest.raises(ValueError, match=f"no choice '{word}'; use one of"):
        two_ways(**wrong)


@pytest.mark.parametrize(("effect", "way"), list(product(CountedEffect, CountingWay)))
def test_every_count_is_told(effect, way):
    result = two_ways(effect, way)
    _, told = drawing(bars_by_way, result)
    assert all(each.words in told for each in result.counts)
