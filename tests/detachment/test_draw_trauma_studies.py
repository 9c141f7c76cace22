"""The picture of studies around trauma: one mark per study in the column of its result."""

from itertools import product

import pytest

from ketabrain.engine.draw import style
from ketabrain.engine.draw.style import PAPER, house_style, new_figure
from ketabrain.topics.detachment.draw_trauma_studies import directions
from ketabrain.topics.detachment.trauma_studies import COUNTED, DIRECTIONS, SETTINGS, trauma_studies
from tests.engine.draw.crowding import crowded


@pytest.mark.parametrize(("setting", "counted"), list(product(SETTINGS, COUNTED)))
def test_every_study_has_a_mark_in_its_column_and_is_told(setting, counted):
    result, figure = trauma_studies(setting, counted), new_figure(4.8)
    with house_style():
        told = directions(result, figure)
    assert crowded(figure) == []
    marks = figure.axes[0].lines
    assert len(marks) == len(result.studies)
    for mark, study in zip(marks, result.studies, strict=True):
        assert mark.get_xdata()[0] == DIRECTIONS.index(study.direction)
        assert (mark.get_markerfacecolor() == PAPER) == (not study.randomised)
        assert study.name in told
    assert bool(figure.axes[0].texts) == (not result.studies)
    assert style.counted(len(result.studies), "row") in told


def test_larger_studies_have_larger_marks_whatever_they_found():
    result, figure = trauma_studies(), new_figure(4.8)
    directions(result, figure)
    known = [
        (study.people, mark.get_markersize())
        for study, mark in zip(result.studies, figure.axes[0].lines, strict=True)
        if study.people
    ]
    assert [size for _, size in sorted(known)] == sorted(size for _, size in known)
