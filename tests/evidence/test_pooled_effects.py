"""Published pooled effects: the printed numbers, and how each stands to the smallest effect that matters."""

import pytest

from ketabrain.evidence.pooled_effects import ALL, DISORDERS, VERDICTS, pooled_effects


def test_the_printed_effects():
    found = {(each.study, each.contrast): (each.effect, each.low, each.high) for each in pooled_effects().effects}
    assert found["Wilkinson et al., 2019", "saline"] == (1.8, 1.4, 2.2)
    assert found["Wilkinson et al., 2019", "midazolam"] == (0.7, 0.4, 0.9)
    assert found["Borgogna et al., 2024", "felt"] == (0.24, -0.3, 0.78)
    assert found["Hartland et al., 2023", "placebo"] == (1.17, 0.44, 1.89)


def test_verdicts_move_one_way_as_the_mark_rises():
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    last = None
    for tenth in range(11):
        places = [order[each.verdict] for each in pooled_effects(smallest=tenth / 10).effects]
        assert last is None or all(before <= now for before, now in zip(last, places, strict=True))
        last = places
        found = pooled_effects(smallest=tenth / 10)
        assert sum(found.count(verdict) for verdict in VERDICTS) == len(found.effects)


def test_ptsd_against_controls_that_are_felt_is_undecided_at_any_small_mark():
    effects = pooled_effects("PTSD", 0.1).effects
    assert [each.verdict for each in effects] == ["undecided", "undecided"]
    assert all(low_effect.low <= low_effect.effect <= low_effect.high for low_effect in effects)


def test_only_the_range_is_no_interval():
    assert [each.disorder for each in pooled_effects().effects if each.is_range] == ["suicidal thoughts"]


@pytest.mark.parametrize("disorder", DISORDERS)
def test_every_choice_shows_something(disorder):
    found = pooled_effects(disorder)
    assert found.effects
    assert disorder == ALL or {each.disorder for each in found.effects} == {disorder}


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="There is no choice 'sleep'; use one of all, depression"):
        pooled_effects("sleep")
