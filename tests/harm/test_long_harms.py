"""Harm over time: how the studies are shared out, who was in them, and the body that shows where."""

from itertools import product

import pytest

from ketabrain.engine.tables import load, quantity
from ketabrain.topics.harm.draw_long_harms import harm_map
from ketabrain.topics.harm.long_harms import HarmPlace, UseSetting, harm_studies, people_in, studies_in_full
from tests.drawing import drawing
from tests.engine.draw.written import said_and_written


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
def test_every_study_has_a_mark_or_a_word_and_is_told(place, setting):
    result = harm_studies(place, setting)
    figure, told = drawing(harm_map, result)
    marks = sum(len(each.get_offsets()) for each in figure.axes[0].collections if each.get_gid() is None)
    known = result.every["who"].map(people_in).notna()
    assert marks == known.sum()
    unseen = result.every[
        ~known & result.every["setting"].isin([setting, *UseSetting] if setting == "all" else [setting])
    ]
    assert said_and_written(figure, "").count("number not said") == unseen["place"].nunique()
    assert all(study in told for study in result.rows["study"])


@pytest.mark.parametrize("setting", UseSetting)
def test_the_table_says_how_people_came_in_before_what_was_found(setting):
    result = harm_studies(HarmPlace.HEART, setting)
    frame = studies_in_full(result).frame
    assert len(frame) == len(result.rows)
    columns = list(frame.columns)
    assert columns.index("How they came in") < columns.index("Found")
    assert frame["How they came in"].str.contains("no control group").tolist() == (~result.rows["control"]).tolist()
