"""Other drugs on the NMDA receptor: every trial is counted, drawn and told, and three measures never share an axis."""

import re
from itertools import product

import pytest

from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.tables import load
from ketabrain.topics.unknowns.blockers import ActsAt, BlockerVerdict, PrintedAs, TrialOrder, blockers
from ketabrain.topics.unknowns.draw_blockers import blocked
from ketabrain.topics.unknowns.reruns import NullTrial, rerun
from tests.drawing import drawing


def test_23_trials_of_ten_drugs_are_counted_by_kind_and_the_interval_of_one_is_ours():
    found = blockers()
    assert (found.drugs, len(found.trials)) == (10, 23)
    assert sum(len(blockers(kind).trials) for kind in ActsAt if kind is not ActsAt.ANYWHERE) == 23
    assert sum(blockers(kind).drugs for kind in ActsAt if kind is not ActsAt.ANYWHERE) == 10
    computed = next(each for each in found.trials if (each.drug, each.year) == ("esmethadone", 2024))
    assert computed.interval == pytest.approx(rerun(NullTrial.ESMETHADONE).interval, abs=0.05)
    assert computed.better == pytest.approx(rerun(NullTrial.ESMETHADONE).estimate)


def test_drugs_that_won_in_small_trials_stand_beside_their_own_larger_ones():
    """One trial a drug, mostly the null one, would hide that lanicemine and laughing gas once were ahead."""
    seen = {drug: {each.verdict for each in blockers().trials if each.drug == drug} for drug in
            ("lanicemine", "esmethadone", "laughing gas", "D-cycloserine")}  # fmt: skip
    assert all(BlockerVerdict.BETTER in verdicts and len(verdicts) > 1 for verdicts in seen.values())


def test_trials_stand_by_people_or_by_year():
    assert [each.people for each in blockers().trials] == sorted(load("blockers")["people"])
    assert [each.year for each in blockers(order=TrialOrder.YEAR).trials] == sorted(load("blockers")["year"])


def test_a_number_is_shown_in_its_own_measure_only():
    gas = {
        measure: next(
            each for each in blockers(measure=measure).trials if (each.drug, each.year) == ("laughing gas", 2015)
        )
        for measure in PrintedAs
    }
    assert (gas[PrintedAs.POINTS].better, gas[PrintedAs.POINTS].interval) == (5.5, (2.5, 8.5))
    assert gas[PrintedAs.DEVIATIONS].better is None
    assert (gas[PrintedAs.RESPONDERS].better, gas[PrintedAs.RESPONDERS].interval) == (15, None)
    assert gas[PrintedAs.RESPONDERS].outcome == "20 against 5%"


@pytest.mark.parametrize("measure", PrintedAs)
def test_every_trial_has_a_mark_and_those_without_a_number_stand_off_the_axis(measure):
    result = blockers(measure=measure)
    figure, told = drawing(blocked, result)
    (axes,) = figure.axes
    marks = [line for line in axes.lines if line.get_marker() in "oDs"]
    assert len(marks) == len(result.trials)
    off = [line for line in marks if line.get_transform() != axes.transData]
    assert len(off) == sum(each.better is None for each in result.trials)
    assert all(line.get_xdata()[0] < 0 for line in off)
    low, high = axes.get_xlim()
    for each in result.trials:
        assert f"{each.drug} {each.year} against {each.against}, {each.people} people" in told
        assert each.better is None or low < each.better < high
        assert not each.interval or low < each.interval[0] < each.interval[1] < high


def test_larger_trials_have_larger_marks_and_an_80_percent_interval_another_line_with_its_name():
    result = blockers()
    figure, told = drawing(blocked, result)
    (axes,) = figure.axes
    sizes = [line.get_markersize() for line in axes.lines if line.get_marker() in "oDs"]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    styles = [tuple(each.get_linestyle()[0]) for each in axes.collections if hasattr(each, "get_segments")]
    percents = [each.interval_percent for each in result.trials if each.interval]
    assert len({style for style, percent in zip(styles, percents, strict=True) if percent == 95}) == 1
    assert len(set(map(str, styles))) == 2
    assert "80%" in [each.get_gid() for each in axes.collections]
    assert "80% interval 4.5 to 12.3" in told


@pytest.mark.parametrize(("kind", "measure"), list(product(ActsAt, PrintedAs)))
def test_neither_the_title_nor_the_first_sentence_counts_votes(kind, measure):
    result = blockers(kind, measure)
    figure, told = drawing(blocked, result)
    assert not re.search(r"\d", figure.axes[0].get_title(loc="left").replace("GluN2B", ""))
    first, _ = first_sentence(told)
    assert f"{result.without_a_number} of " in first
    largest = result.largest_with_a_number
    assert (largest is None) == (result.without_a_number == len(result.trials))
    assert largest is None or f"{largest.drug} {largest.year} with {largest.people} people" in first


def test_the_first_sentence_holds_the_finding():
    _, told = drawing(blocked, blockers())
    assert told.startswith(
        "15 of 23 trials print nothing in points of a scale; the largest that does, dextromethorphan mix 2022 with 327 "
        "people, was 4.7 points better than placebo."
    )


def test_another_word_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'beside it'; use one of all"):
        blockers("beside it")
