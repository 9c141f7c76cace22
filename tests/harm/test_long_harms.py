"""Harm over time: how the studies are shared out, who was in them, and the body that shows where."""

from itertools import product

import pytest

from ketabrain.engine.tables import load, quantity
from ketabrain.topics.harm.draw_long_harms import harm_map
from ketabrain.topics.harm.long_harms import HarmPlace, UseSetting, harm_studies
from tests.drawing import drawing


@pytest.mark.parametrize("place", HarmPlace)
def test_kinds_of_use_share_out_the_studies(place):
    everything, *kinds = (harm_studies(place, setting) for setting in UseSetting)
    assert sum(len(each.rows) for each in kinds) == len(everything.rows) == everything.per_place[place]


def test_no_bladder_study_of_users_drew_its_people_by_chance():
    users = harm_studies(HarmPlace.BLADDER, UseSetting.RECREATIONAL).rows
    assert users["chosen"].str.contains("chose themselves|came because|reviewed").all()


def test_the_survey_is_one_number_in_two_tables():
    assert f"{quantity('bladder-survey').value:g}%" in load("long_harms").set_index("id").loc["winstock", "found"]


@pytest.mark.parametrize("wrong", [{"place": "toe"}, {"setting": "dental"}])
def test_another_word_is_refused(wrong):
    (word,) = wrong.values()
    with pytest.raises(ValueError, match=f"no choice '{word}'; use one of"):
        harm_studies(**wrong)


@pytest.mark.parametrize(("place", "setting"), list(product(HarmPlace, UseSetting)))
def test_every_study_is_written_and_told(place, setting):
    result = harm_studies(place, setting)
    figure, told = drawing(harm_map, result)
    bottom = max(figure.axes[0].get_ylim())
    texts = figure.axes[0].collections[1]
    assert texts.get_offsets()[:, 1].max() < bottom
    assert all(study in told for study in result.rows["study"])
