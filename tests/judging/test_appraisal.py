"""The appraisal holds every item of its instruments, fails where it should, and explains the item in focus."""

import pytest

from ketabrain.topics.judging.appraisal import HNR_ANSWERS, Instrument, appraise, item_rows
from ketabrain.topics.judging.draw_appraisal import marks
from tests.drawing import drawing


def test_the_appraisal_holds_every_item_and_fails_where_it_should():
    assert [len(appraise(name).items) for name in Instrument] == [16, 10, 4]
    failed = {each.number for each in appraise("HealthNewsReview").items if each.mark < 3}
    assert {1, 2, 3, 4, 6, 7} <= failed
    assert {4, 5, 12, 13, 15} <= {each.number for each in appraise("DISCERN").items if each.mark < 3}
    for each in appraise("HealthNewsReview").items:
        assert each.ours in each.fair
        assert set(each.fair) <= set(HNR_ANSWERS)
    assert appraise("JAMA benchmarks", 16).focus.number == 4
    assert all("restated" in appraise(name).licence for name in Instrument)


@pytest.mark.parametrize("instrument", Instrument)
def test_every_item_is_drawn_and_the_focus_explained(instrument):
    result = appraise(instrument, 4)
    figure, told = drawing(marks, result)
    drawn = {
        int(x): (int(y), line.get_marker())
        for line in figure.axes[0].lines
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    assert drawn == {each.number: (each.mark, "s" if each.mark < 3 else "o") for each in result.items}
    assert result.focus.why in told
    assert item_rows(result).frame["Why"].tolist() == [each.why for each in result.items]


def test_another_instrument_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'stars'; use one of DISCERN"):
        appraise("stars")
