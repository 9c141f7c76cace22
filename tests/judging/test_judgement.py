"""Both verdicts on a claim, as drawn and told; claims that wait, and what is said where there is nothing to compare."""

import pytest

from ketabrain.engine.judgement import STEPS, ClaimsShown, compare_verdicts, verdict_rows
from ketabrain.engine.tables import load
from ketabrain.topics.judging.draw_judgement import beside
from tests.drawing import drawing
from tests.engine.draw.written import heading

MINE = {"C01": "Right", "C09": "Mostly right", "C16": "Wrong"}


def places(figure, marker):
    """Where on the scale the marks of both columns stand, from the first claim to the last."""
    return [
        int(x)
        for axes in figure.axes
        for line in axes.lines
        if line.get_marker() == marker
        for _, x in sorted(zip(line.get_ydata(), line.get_xdata(), strict=True))
    ]


@pytest.mark.parametrize("shown", ClaimsShown)
def test_both_verdicts_are_drawn_and_told(shown):
    result = compare_verdicts(MINE, shown=shown)
    figure, told = drawing(beside, result)
    assert places(figure, "s") == [STEPS.index(each.course) for each in result.claims]
    assert places(figure, "D") == [STEPS.index(each.yours) for each in result.claims if each.yours is not None]
    assert all(f"{each.claim}: course {each.course}" in told for each in result.claims)
    assert f"You have judged 3 of {len(load('claims'))} and" in told
    assert told.startswith(f"The course calls {result.held} of {len(result.claims)} claims shown")


def test_more_than_half_of_the_claims_are_right_or_mostly_right_as_lesson_13_says():
    assert load("verdicts")["verdict"].isin(STEPS[:2]).mean() > 0.5


def test_claims_not_judged_yet_stand_without_the_courses_verdict():
    result = compare_verdicts({})
    figure, told = drawing(beside, result)
    assert places(figure, "s") == places(figure, "D") == []
    assert heading(figure)[0] == "You have judged none of the 23 claims yet"
    assert "You have judged 0 of 23 claims." in told
    rows = verdict_rows(result).frame
    assert len(rows) == len(load("claims"))
    assert set(rows["The course"]) == {""}


def test_claims_of_a_kind_that_hold_can_be_counted():
    assert drawing(beside, compare_verdicts({}, "mechanism", "every claim"))[1].startswith("The course calls 5 of 8 ")


@pytest.mark.parametrize(
    ("mine", "kind", "shown", "says"),
    [
        ({}, "all claims", ClaimsShown.JUDGED, "you have judged no claim"),
        ({}, "all claims", ClaimsShown.DIFFERING, "set “Show” to “every claim”"),
        ({"C01": "Right"}, "clinical", ClaimsShown.JUDGED, "judged no claim of this kind yet"),
        ({"C01": "Right"}, "clinical", ClaimsShown.DIFFERING, "differ on none of these claims"),
    ],
)
def test_an_empty_picture_says_why(mine, kind, shown, says):
    result = compare_verdicts(mine, kind, shown)
    assert result.claims == ()
    _, told = drawing(beside, result)
    assert says in told
