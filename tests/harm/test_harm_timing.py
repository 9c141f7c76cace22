"""What two hours of watching can meet: fair answers, and the sorting drawn."""

from ketabrain.topics.harm.draw_harm_timing import sorted_harms
from ketabrain.topics.harm.harm_timing import WatchingMeets, timings
from tests.drawing import drawing
from tests.engine.draw.written import heading


def test_every_harm_has_a_fair_answer_and_watching_misses_some():
    assert all(each.fair for each in timings())
    assert sum(each.fair == (WatchingMeets.NOT,) for each in timings()) >= 3


def test_every_harm_of_the_sorting_is_told_with_its_answers():
    figure, told = drawing(sorted_harms, timings())
    for each in timings():
        assert f"{each.harm}, shows {each.when}: {' or '.join(each.fair)}" in told
    marks = [line for line in figure.axes[0].lines if line.get_transform() == figure.axes[0].transData]
    assert len(marks) == sum(len(each.fair) for each in timings())
    assert not any(sign.isdigit() for sign in heading(figure)[0])  # a count of harms is no finding
