"""Other drugs on the NMDA receptor: every one is counted, drawn and told."""

import pytest

from ketabrain.topics.unknowns.blockers import ActsAt, TrialsShown, blockers
from ketabrain.topics.unknowns.draw_blockers import blocked
from ketabrain.topics.unknowns.reruns import NullTrial, rerun
from tests.drawing import drawing


def test_two_of_ten_blockers_were_shown_better_and_the_interval_of_one_is_ours():
    assert blockers().told_better == 2
    assert len(blockers().trials) == 10
    assert sum(len(blockers(kind).trials) for kind in ActsAt if kind is not ActsAt.ANYWHERE) == 10
    computed = next(each for each in blockers().trials if each.drug == "esmethadone, add-on")
    assert computed.interval == pytest.approx(rerun(NullTrial.ESMETHADONE).interval, abs=0.05)
    assert all(each.better is not None for each in blockers(shown=TrialsShown.WITH_NUMBER).trials)


def test_every_drug_is_drawn_and_told_with_its_interval_in_the_picture():
    result = blockers()
    figure, told = drawing(blocked, result)
    (axes,) = figure.axes
    marks = [line for line in axes.lines if line.get_markersize() == 10]
    assert len(marks) == len(result.trials)
    assert all(each.drug in told for each in result.trials)
    low, high = axes.get_xlim()
    for each in result.trials:
        assert not each.interval or low < each.interval[0] < each.interval[1] < high


def test_another_word_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'beside it'; use one of all"):
        blockers("beside it")
