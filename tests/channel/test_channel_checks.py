"""Published values against the channel models: nothing hidden, each with a known source, and the misses as told."""

from math import exp

import pytest
from matplotlib.colors import to_hex

from ketabrain.engine import tables
from ketabrain.engine.draw.style import BEGAN, PAPER
from ketabrain.topics.channel.channel_checks import ModelPart, channel_checks, checks_of_part
from ketabrain.topics.channel.draw_channel_checks import checks
from ketabrain.topics.channel.trapping import KineticRates
from tests.drawing import drawing
from tests.engine.draw.written import written


def row(name: str, rates: str = "matched"):
    return next(each for each in channel_checks(rates).rows if each.name == name)


def test_every_check_has_a_source_and_tests_one_part():
    for check in channel_checks().rows:
        assert check.source in tables.references()
        assert check.part in ModelPart
        assert check.part is not ModelPart.ALL


def test_parts_divide_all_checks():
    rows = [row for part in ModelPart if part is not ModelPart.ALL for row in channel_checks(part=part).rows]
    assert sorted(row.name for row in rows) == sorted(row.name for row in channel_checks().rows)


def test_no_single_curve_can_meet_both_patches():
    weak, strong = row("left at 0.1 µM, on the cell"), row("left at 1 µM, patch pulled off")
    assert weak.measured < strong.measured
    assert weak.predicted > strong.predicted


def test_the_mirror_forms_stand_as_far_apart_as_in_binding():
    assert row("R ÷ S, neurons in a dish").predicted == pytest.approx(1.4 / 0.3)
    assert row("R ÷ S, brain waves of people").measured == pytest.approx(2.25)


def test_metabolite_against_drug_in_living_rats_is_met_within_a_tenth():
    found = row("norketamine ÷ ketamine, living rats")
    assert found.measured == pytest.approx(9110 / 1420)
    assert found.predicted == pytest.approx(found.measured, rel=0.1)


def test_half_times_follow_from_the_printed_exponentials():
    t = row("memantine: half off after").measured
    left = 0.38 * exp(-t / 0.415) + 0.62 * exp(-t / 5.107)
    assert left == pytest.approx(0.5, abs=1e-6)


def test_published_rates_meet_the_onset_of_memantine_better_than_matched_ones():
    name = "memantine 10 µM: half on after"
    assert row(name, "matched").predicted < row(name, "published").predicted < row(name).measured


def test_competition_as_assumed_is_far_stronger_near_rest_than_was_measured():
    """At one voltage a competitor shifts the half-block by 1 + [Mg] / Kd, whatever the drug; the paper prints less."""
    check = row("memantine, 1 mM Mg at −80 mV")
    assert check.measured == pytest.approx(6.6 / 1.0)
    assert check.predicted == pytest.approx(1 + 1 / (3.57 * exp(0.062 * -80)), rel=1e-6)
    assert check.predicted > 5 * check.measured


def test_every_check_lies_on_the_picture():
    figure, _ = drawing(checks, checks_of_part(ModelPart.ALL))
    low, high = figure.axes[0].get_xlim()
    for rates in KineticRates:
        assert all(low < ratio < high for ratio in channel_checks(rates).errors.ratios)


@pytest.mark.parametrize("part", [part for part in ModelPart if part is not ModelPart.ALL])
def test_the_rows_of_a_part_are_named_and_the_others_stay_in_pale(part):
    found = checks_of_part(part)
    figure, words = drawing(checks, found)
    named = {row.short for row in found.every.rows} & set(written(figure.axes[0]))
    assert named == {row.short for row in found.chosen.rows}
    marks = next(each for each in figure.axes[0].collections if len(each.get_offsets()) == len(found.every.rows))
    pale = [to_hex(colour) == to_hex(BEGAN) for colour in marks.get_edgecolors()]
    assert pale == [row.part is not part for row in found.every.rows]
    assert f"{len(found.chosen.rows)} published value" in words


def test_two_minutes_of_rest_free_less_in_the_model_than_in_neurons():
    ketamine, memantine = row("ketamine kept after 2 min of rest"), row("memantine kept after 2 min of rest")
    assert ketamine.predicted == pytest.approx(100, abs=0.5)
    assert ketamine.measured == 86
    assert memantine.predicted == pytest.approx(80, abs=1)
    assert memantine.measured == 71


def test_the_table_names_a_study_for_every_value():
    table = channel_checks().table
    assert len(table) == len(channel_checks().rows)
    assert (table["study"] != "").all()


@pytest.mark.parametrize("wrong", [{"part": "taste"}, {"rates": "guessed"}])
def test_an_unknown_part_or_kind_of_rates_is_refused(wrong):
    with pytest.raises(ValueError, match=f"no choice '{next(iter(wrong.values()))}'"):
        channel_checks(**wrong)


def test_the_picture_names_the_worst_miss_and_marks_what_is_not_independent():
    found = checks_of_part(ModelPart.ALL)
    figure, words = drawing(checks, found)
    worst = found.chosen.rows[int(found.chosen.errors.folds.argmax())]
    assert worst.name in words
    assert f"{len(found.chosen.rows)} published values" in words
    marks = next(each for each in figure.axes[0].collections if len(each.get_offsets()) == len(found.every.rows))
    filled = [to_hex(colour) != to_hex(PAPER) for colour in marks.get_facecolors()]
    assert filled == [row.independent for row in found.every.rows]


def test_the_published_rates_stand_beside_the_matched_ones_where_they_tell_another_value():
    found = checks_of_part(ModelPart.SPEED)
    bars = next(line for line in drawing(checks, found)[0].axes[0].lines if line.get_marker() == "|")
    assert bars.get_xdata().tolist() == [found.published.errors.ratios[6]]
