"""Published pooled effects: printed numbers, how each stands to the smallest effect that matters, and all drawn."""

import pytest

from ketabrain.topics.rating.draw_pooled_effects import scale
from ketabrain.topics.rating.pooled_effects import AgainstMark, PooledDisorder, pooled_effects, poolings_in_words
from tests.drawing import drawing
from tests.engine.draw.written import heading


def test_the_printed_effects():
    found = {(each.study, each.contrast): (each.effect, each.low, each.high) for each in pooled_effects().effects}
    assert found["Wilkinson et al., 2019", "saline"] == (1.8, 1.4, 2.2)
    assert found["Wilkinson et al., 2019", "midazolam"] == (0.7, 0.4, 0.9)
    assert found["Borgogna et al., 2024", "felt"] == (0.24, -0.3, 0.78)
    assert found["Hartland et al., 2023", "placebo"] == (1.17, 0.44, 1.89)
    assert found["Dean et al., 2021", "placebo"] == (0.87, 0.48, 1.26)
    assert found["Dean et al., 2021", "midazolam"] == (0.49, 0.1, 0.87)
    assert found["Witt et al., 2019", "any control"] == (0.63, 0.26, 0.99)
    assert found["Munkholm et al., 2019", "placebo"] == (0.29, 0.27, 0.31)


def test_verdicts_move_one_way_as_the_mark_rises():
    order = {verdict: place for place, verdict in enumerate(AgainstMark)}
    last = None
    for tenth in range(11):
        places = [order[each.verdict] for each in pooled_effects(smallest=tenth / 10).effects]
        assert last is None or all(before <= now for before, now in zip(last, places, strict=True))
        last = places
        found = pooled_effects(smallest=tenth / 10)
        assert sum(len(found.lying(verdict)) for verdict in AgainstMark) == len(found.effects)


def test_ptsd_against_controls_that_are_felt_is_undecided_at_any_small_mark():
    effects = pooled_effects("PTSD", 0.1).effects
    assert [each.verdict for each in effects] == ["undecided", "undecided"]
    assert all(low_effect.low <= low_effect.effect <= low_effect.high for low_effect in effects)


@pytest.mark.parametrize("smallest", [0, 0.5, 1])
def test_a_range_of_effects_is_neither_an_effect_nor_judged(smallest):
    (found,) = (each for each in pooled_effects(smallest=smallest).effects if each.is_range)
    assert (found.study, found.effect, found.low, found.high) == ("Wilkinson et al., 2018", None, 0.48, 0.85)
    assert found.verdict is AgainstMark.NO_INTERVAL


def test_every_effect_lies_in_its_interval():
    assert all(each.low < each.effect < each.high for each in pooled_effects().effects if not each.is_range)


@pytest.mark.parametrize("disorder", PooledDisorder)
def test_every_choice_shows_something(disorder):
    found = pooled_effects(disorder)
    assert found.effects
    assert disorder is PooledDisorder.ALL or {each.disorder for each in found.effects} == {disorder}


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="There is no choice 'sleep'; use one of all, depression"):
        pooled_effects("sleep")


@pytest.mark.parametrize("smallest", [-0.1, 1.1])
def test_a_mark_off_the_scale_is_refused(smallest):
    with pytest.raises(ValueError, match=f"lies between 0 and 1 SD; got {smallest}"):
        pooled_effects(smallest=smallest)


@pytest.mark.parametrize("disorder", [PooledDisorder.ALL, PooledDisorder.ANXIETY])
def test_the_scale_draws_every_effect_and_both_ends_of_a_range(disorder):
    result = pooled_effects(disorder)
    figure, words = drawing(scale, result)
    dots = [
        place
        for line in figure.axes[0].lines
        if line.get_marker() in "osD^v"
        for place in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]
    assert sorted(dots) == sorted(
        (x, y)
        for y, effect in enumerate(result.every)
        for x in ([effect.low, effect.high] if effect.is_range else [effect.effect])
    )
    assert all(effect.study in words for effect in result.effects)


def test_the_words_begin_with_what_passes_the_mark_and_the_title_counts_no_votes():
    figure, words = drawing(scale, pooled_effects("PTSD", smallest=0))
    assert words.startswith("Wholly above a mark of 0.0 SD: PTSD. One by one: PTSD against not felt. ")
    assert heading(figure)[0] == "Wholly above 0.0 SD: PTSD"
    assert drawing(scale, pooled_effects("PTSD", smallest=1))[1].startswith("Wholly above a mark of 1.0 SD: nothing. ")


def test_the_table_has_a_line_for_every_effect():
    table = pooled_effects("depression").table.set_index(["review", "against"])
    assert table.at[("Wilkinson et al., 2019", "midazolam"), "95% interval"] == "0.4 to 0.9"
    assert table.at[("Bahji et al., 2022", "any control"), "people"] == "2,903"
    assert len(pooled_effects().table) == len(pooled_effects().effects)


def test_the_table_below_says_how_each_lies_to_the_mark():
    frame = poolings_in_words(pooled_effects("PTSD")).frame
    assert list(frame["against your mark"]) == ["undecided", "undecided"]
