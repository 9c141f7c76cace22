"""The pathway's picture: arrows look as sure as their grades, the chosen one is thick, and every word fits."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import brief, house_style, new_figure
from ketabrain.topics.bdnf.draw_pathway import pathway
from ketabrain.topics.bdnf.pathway import ARROWS, HOSTS, STANCES, choose_arrow
from tests.engine.draw.crowding import crowded

SETTINGS = list(product(ARROWS, HOSTS))


def drawn(*setting):
    figure = new_figure(5.2)
    with house_style():
        words = pathway(choose_arrow(*setting), figure)
    return figure, words


def shafts(figure):
    patches = {patch.get_gid(): patch for patch in figure.axes[0].patches if patch.get_gid()}
    return [patches[f"arrow {number}"] for number in range(1, 7)]


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_chosen_arrow_alone_is_thick_and_grades_differ_in_dash_and_word(setting):
    choice = choose_arrow(*setting)
    figure, _ = drawn(*setting)
    thick = [shaft.get_linewidth() > 4 for shaft in shafts(figure)]
    assert thick == [arrow == choice.arrow for arrow in ARROWS]
    looks = {}
    for arrow, shaft in zip(ARROWS, shafts(figure), strict=True):
        looks.setdefault(choice.grade(arrow), set()).add((shaft.get_edgecolor(), str(shaft.get_linestyle())))
    assert all(len(look) == 1 for look in looks.values())
    assert len({look.copy().pop()[1] for look in looks.values()}) == len(looks)
    written = [text.get_text() for text in figure.axes[0].texts]
    for arrow in ARROWS:
        assert any(text.startswith(choice.grade(arrow)) for text in written)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_study_of_the_chosen_arrow_is_named_in_picture_and_words(setting):
    choice = choose_arrow(*setting)
    figure, words = drawn(*setting)
    below = " ".join(figure.axes[0].texts[-1].get_text().split())
    for stance in STANCES:
        for study in choice.studies(choice.arrow, stance):
            assert study in words
            assert brief(study) in below
    for arrow in ARROWS:
        assert f"{arrow}: {choice.grade(arrow)} ({choice.counts(arrow).pros} for" in words


def test_people_show_how_little_was_tested():
    figure, words = drawn("4 TrkB → mTOR", "people")
    assert "2 not tested" in figure.axes[0].get_title(loc="left")
    assert "every test is from outside" in words
    assert "for (0): no study" in figure.axes[0].texts[-1].get_text()


def test_the_words_follow_every_control():
    said = {drawn(*setting)[1] for setting in SETTINGS}
    assert len(said) == len(SETTINGS)
    assert not any("nan" in words.lower().split() for words in said)


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_text_leaves_the_picture_or_lies_over_another(setting):
    figure, _ = drawn(*setting)
    assert not crowded(figure)
