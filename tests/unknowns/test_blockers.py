"""Other drugs on the NMDA receptor: every trial is counted, drawn and told, and three measures never share an axis."""

import re
from itertools import product

import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from ketabrain.engine.draw.style import BEGAN
from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.tables import load
from ketabrain.topics.unknowns.blockers import (
    ActsAt,
    BlockerVerdict,
    PrintedAs,
    TrialOrder,
    blockers,
    blockers_in_words,
)
from ketabrain.topics.unknowns.draw_blockers import blocked
from ketabrain.topics.unknowns.reruns import NullTrial, rerun
from tests.drawing import drawing
from tests.engine.draw.written import heading, written


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


def marks(axes):
    return [line for line in axes.lines if line.get_marker() in "oDs"]


def spots(axes):
    return sorted(spot for line in marks(axes) for spot in zip(line.get_xdata(), line.get_ydata(), strict=True))


@pytest.mark.parametrize("measure", PrintedAs)
def test_every_trial_has_a_mark_at_its_people_and_those_without_a_number_a_dash_in_its_place(measure):
    result = blockers(measure=measure)
    figure, told = drawing(blocked, result)
    people, better = figure.axes
    assert [x for x, _ in spots(people)] == sorted(each.people for each in result.trials)
    printed = [each for each in result.trials if each.better is not None]
    assert [x for x, _ in spots(better)] == sorted(each.better for each in printed)
    assert written(better).count("–") == len(result.trials) - len(printed)
    lines = {y for _, y in spots(people)}
    assert lines == set(range(len(result.trials)))
    low, high = better.get_xlim()
    for each in result.trials:
        assert f"{each.drug} {each.year} against {each.against}, {each.people} people" in told
        assert each.better is None or low < each.better < high
        assert not each.interval or low < each.interval[0] < each.interval[1] < high


def test_the_trials_of_one_drug_stand_together():
    figure, _ = drawing(blocked, blockers())
    assert len([name for name in written(figure.axes[0]) if name in set(load("blockers")["drug"])]) == 10


def test_drugs_that_act_elsewhere_stay_in_grey():
    result = blockers(ActsAt.GLUN2B)
    figure, _ = drawing(blocked, result)
    plain = [line for line in marks(figure.axes[0]) if to_hex(line.get_markeredgecolor()).upper() != BEGAN]
    assert sum(len(line.get_xdata()) for line in plain) == len(result.trials) < len(result.every) == 23


def test_an_80_percent_interval_has_another_line_and_its_name():
    result = blockers()
    figure, told = drawing(blocked, result)
    better = figure.axes[1]
    styles = [str(each.get_linestyle()[0]) for each in better.collections if isinstance(each, LineCollection)]
    percents = [each.interval_percent for each in result.trials if each.interval]
    assert sorted(percents) == [80, 95, 95]
    assert len(styles) == 3
    assert len(set(styles)) == 2
    assert "80%" in written(better)
    assert "80% interval 4.5 to 12.3" in told


def test_the_table_below_says_what_each_trial_concluded():
    frame = blockers_in_words(blockers(ActsAt.CHANNEL)).frame
    assert len(frame) == len(blockers(ActsAt.CHANNEL).trials)
    assert "-0.6" not in " ".join(frame["interval"])
    assert "−0.6 to 5 (95%)" in set(frame["interval"])
    assert all(frame["concluded"])


@pytest.mark.parametrize(("kind", "measure"), list(product(ActsAt, PrintedAs)))
def test_neither_the_title_nor_the_first_sentence_counts_votes(kind, measure):
    result = blockers(kind, measure)
    figure, told = drawing(blocked, result)
    assert heading(figure)[0].startswith(f"{result.without_a_number} of ")
    assert not re.search("better|difference|mixed", heading(figure)[0])
    first, _ = first_sentence(told)
    assert f"{result.without_a_number} of " in first
    largest = result.largest_with_a_number
    assert (largest is None) == (result.without_a_number == len(result.trials))
    assert largest is None or f"{largest.drug} {largest.year} with {largest.people} people" in first


def test_the_first_sentence_holds_the_finding():
    _, told = drawing(blocked, blockers())
    assert told.startswith(
        "15 of 23 trials print no points; the largest that does, dextromethorphan mix 2022 with 327 "
        "people, was 4.7 points better than placebo."
    )


def test_another_word_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'beside it'; use one of all"):
        blockers("beside it")
