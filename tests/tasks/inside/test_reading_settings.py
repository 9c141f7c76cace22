"""Which settings of an explore the reading edition holds."""

from math import prod

import pytest

from ketabrain.engine.controls import choice, slider
from tasks.inside.reading.settings import ALONE, MOST, few_settings, holds_all, settings, stops_of

DOSE = slider(0, 2, 0.05, 0.5, label="Dose")
WEIGHT = slider(40, 140, 1, 70, label="Weight", whole=True)
ROUTE = choice("vein", "nose", "mouth", value="nose")
MANY = {"dose": DOSE, "minutes": slider(0, 100, 5, 40), "weight": WEIGHT, "route": ROUTE}


def never():
    pytest.fail("nobody has to know which controls tell most where all settings fit")


def telling():
    return ["route", "dose", "weight", "minutes"]


@pytest.mark.parametrize("most", [2, 3, 7, 11, 21, 100])
def test_the_stops_of_a_slider_hold_its_ends_its_first_and_its_marks(most):
    stops = stops_of(DOSE, most, [1.35])
    assert stops == sorted(set(stops))
    assert {0, 0.5, 1.35, 2} <= set(stops)
    assert len(stops) <= max(most, 4)


def test_a_slider_has_no_more_stops_than_steps_and_whole_ones_stay_whole():
    assert stops_of(slider(0, 1, 0.5, 0), 21) == [0, 0.5, 1]
    assert all(isinstance(each, int) for each in stops_of(WEIGHT, 8))


def test_all_mixtures_are_held_where_they_fit_and_the_first_comes_first():
    controls = {"dose": DOSE, "route": ROUTE}
    held = settings(controls, never)
    assert held[0] == {"dose": 0.5, "route": "nose"}
    doses = {each["dose"] for each in held}
    assert {(each["dose"], each["route"]) for each in held} == {(dose, way) for dose in doses for way in ROUTE.options}
    assert not holds_all(controls, held)


def test_an_explore_with_few_settings_is_held_whole():
    controls = {"which": ROUTE, "seed": slider(1, 4, 1, 2, whole=True)}
    held = settings(controls, never)
    assert len(held) == prod((3, 4))
    assert holds_all(controls, held)


def test_else_the_two_most_telling_mix_and_each_other_moves_alone():
    held = settings(MANY, telling)
    assert len(held) <= MOST
    first = held[0]
    alone = {key: [each for each in held if {**each, key: first[key]} == first] for key in MANY}
    assert all(len({each[key] for each in states}) >= 3 for key, states in alone.items())
    pairs = {(each["route"], each["dose"]) for each in held}
    assert pairs == {(way, dose) for way in ROUTE.options for dose in {each["dose"] for each in held}}
    strays = [each for each in held if sum(each[key] != first[key] for key in MANY) > 1]
    assert all(each["weight"] == 70 and each["minutes"] == 40 for each in strays)


def test_where_sliders_stay_fine_more_than_two_mix():
    reasons = {name: choice("none", "serious", "very serious") for name in ("bias", "chance", "people", "printing")}
    held = settings({"question": choice("day", "week", "harm"), **reasons, "dose": DOSE}, lambda: [*reasons, "dose"])
    assert len(held) <= MOST
    mixtures = {tuple(each[name] for name in reasons) for each in held}
    assert len(mixtures) == 3**4
    assert len({each["dose"] for each in held}) == ALONE
    assert {each["question"] for each in held} == {"day", "week", "harm"}


def test_two_mix_in_any_case():
    controls = {"trial": choice(*map(str, range(60))), "measure": choice("a", "b", "c"), "left_out": ROUTE}
    held = settings(controls, lambda: list(controls))
    assert {(each["trial"], each["measure"]) for each in held} == {(n, m) for n in map(str, range(60)) for m in "abc"}


def test_the_settings_at_which_the_answer_shows_are_held_without_doubles():
    answer = {"dose": 0.85, "minutes": 100, "weight": 81}
    held = settings(MANY, telling, [answer, {}])
    assert {**held[0], **answer} in held
    assert len({tuple(each.values()) for each in held}) == len(held)


def test_a_slow_model_is_held_at_few_settings_the_answers_first():
    held = few_settings(MANY, 40, [{"weight": 81}])
    assert 25 < len(held) <= 40
    assert held[1] == {**held[0], "weight": 81}


def test_where_there_is_no_time_at_all_each_control_still_moves_to_its_ends():
    held = few_settings(MANY, 1)
    assert len(held) <= 10
    assert {each["dose"] for each in held} == {0, 0.5, 2}
    assert {each["route"] for each in held} == set(ROUTE.options)
