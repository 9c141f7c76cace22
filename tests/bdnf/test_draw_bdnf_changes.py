"""Charts of BDNF: every measurement has a mark, nulls as large as rises, words follow the controls, nothing is cut."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import brief, house_style, new_figure
from ketabrain.topics.bdnf.bdnf_changes import COMPARED, PLACES, REGIMENS, bdnf_studies
from ketabrain.topics.bdnf.draw_bdnf_changes import people, rodents
from tests.engine.draw.crowding import crowded

BLOOD = [{"host": "people", "place": place, "compared": compared} for place, compared in product(PLACES, COMPARED)]
SETTINGS = [
    *((people, asked) for asked in BLOOD),
    *((rodents, {"host": "rodents", "regimen": regimen}) for regimen in REGIMENS),
]


def drawn(function, asked):
    figure = new_figure(4.2)
    with house_style():
        words = function(bdnf_studies(**asked), figure)
    return figure, words


def marks(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() in ("^", "o", "v")]


@pytest.mark.parametrize(("function", "asked"), SETTINGS)
def test_every_measurement_has_a_mark_and_all_marks_have_one_size(function, asked):
    found = bdnf_studies(**asked)
    figure, words = drawn(function, asked)
    assert sum(len(line.get_xdata()) for line in marks(figure)) == len(found.rows)
    assert len({line.get_markersize() for line in marks(figure)}) == 1
    written = " ".join(text.get_text() for text in figure.axes[0].texts)
    for experiment in found.experiments:
        assert brief(experiment.study) in written
        assert experiment.study in words
    assert words.startswith(f"{len(found.experiments)} ")


def test_marks_of_one_line_agree_with_the_table():
    figure, _ = drawn(people, {"host": "people"})
    up, none, down = marks(figure)
    assert len(down.get_xdata()) == 0
    assert set(up.get_ydata()) == {5, 4, 3, 2}
    assert set(none.get_ydata()) == {6, 1}


@pytest.mark.parametrize(("function", "host"), [(people, "people"), (rodents, "rodents")])
def test_what_is_not_known_stands_in_a_column_of_its_own(function, host):
    found = bdnf_studies(host)
    figure, _ = drawn(function, {"host": host})
    column = "time_h" if host == "people" else "dose_mg_per_kg"
    edge = next(line.get_xdata()[0] for line in figure.axes[0].lines if line.get_linestyle() not in ("-", "None"))
    known = found.rows[column].dropna()
    assert edge < known.min()
    left = sum(int((line.get_xdata() < edge).sum()) for line in marks(figure))
    assert left == found.rows[column].isna().sum() > 0


def test_an_empty_choice_says_so():
    figure, words = drawn(people, {"host": "people", "place": "serum", "compared": "with placebo or another drug"})
    assert "No study of this kind" in words
    assert any("No study of this kind" in text.get_text() for text in figure.axes[0].texts)


def test_no_size_is_drawn_or_told():
    for function, asked in SETTINGS:
        figure, words = drawn(function, asked)
        assert "%" not in words + " ".join(text.get_text() for text in figure.axes[0].texts)
        assert "sizes were not to be seen" in words


def test_the_words_follow_every_control():
    said = {drawn(function, asked)[1] for function, asked in SETTINGS}
    assert len(said) == len(SETTINGS)
    assert not any("nan" in words.lower().split() for words in said)


@pytest.mark.parametrize(("function", "asked"), SETTINGS)
def test_no_text_leaves_the_picture_or_lies_over_another(function, asked):
    figure, _ = drawn(function, asked)
    assert not crowded(figure)
