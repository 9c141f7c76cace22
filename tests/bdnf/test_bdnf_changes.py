"""BDNF after ketamine: samples of a study count once, demands only take away, all marks have one size."""

import re
from itertools import product

import pytest

from ketabrain.engine.numerals import brief
from ketabrain.topics.bdnf.bdnf_changes import Blood, Compared, Direction, DosesGiven, MeasuredIn, bdnf_studies
from ketabrain.topics.bdnf.draw_bdnf_changes import people, rodents
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

BLOOD = [{"host": "people", "place": place, "compared": compared} for place in Blood for compared in Compared]
SETTINGS = [
    *((people, asked) for asked in BLOOD),
    *((rodents, {"host": "rodents", "regimen": regimen}) for regimen in DosesGiven),
]


def studies(**asked):
    return {each.study for each in bdnf_studies("people", **asked).experiments}


def by_study(found):
    return {each.study: each for each in found.experiments}


def test_people_four_up_and_two_unchanged_though_samples_are_more():
    found = bdnf_studies("people")
    assert {direction: found.count(direction) for direction in Direction} == {
        "up": 4,
        "mixed": 0,
        "none": 2,
        "down": 0,
    }
    assert len(found.rows) > 2 * len(found.experiments)


def test_the_hours_and_people_are_those_printed():
    found = by_study(bdnf_studies("people"))
    hours = found["Machado-Vieira et al., 2009"].times_h
    assert [round(60 * hour) for hour in hours] == pytest.approx([40, 80, 120, 230], abs=1)
    assert found["Caliman-Fontes et al., 2023"].n == 27 + 26
    assert found["Caliman-Fontes et al., 2023"].times_h == (24, 7 * 24)
    assert found["Zheng et al., 2021"].times_h == (13 * 24, 26 * 24)
    assert found["Duncan et al., 2013"].times_h == ()
    assert {study: each.n for study, each in found.items()} == {
        "Machado-Vieira et al., 2009": 23,
        "Duncan et al., 2013": 30,
        "Haile et al., 2014": 22,
        "Woelfer et al., 2020": 53,
        "Zheng et al., 2021": 94,
        "Caliman-Fontes et al., 2023": 53,
    }


def test_only_healthy_people_were_compared_with_placebo():
    (only,) = bdnf_studies("people", compared="with placebo or another drug").experiments
    assert (only.study, only.subjects, only.direction) == ("Woelfer et al., 2020", "healthy people", "up")


def test_a_rise_in_responders_is_not_one_against_the_start():
    haile = by_study(bdnf_studies("people"))["Haile et al., 2014"]
    assert (haile.group, haile.control) == ("responders", "non-responders")
    assert "Haile et al., 2014" not in studies(compared="with own start")


@pytest.mark.parametrize(("place", "compared"), list(product(Blood, Compared)))
def test_another_demand_never_adds_a_study(place, compared):
    kept = studies(place=place, compared=compared)
    assert kept <= studies(place=place) & studies(compared=compared)


def test_blood_that_is_not_specified_is_neither_plasma_nor_serum():
    assert studies() - studies(place="plasma") - studies(place="serum") == {"Machado-Vieira et al., 2009"}


def test_the_lowest_dose_that_worked_in_rats_showed_no_rise():
    rows = bdnf_studies("rodents").rows.query("study == 'Yang et al., 2013'")
    assert dict(zip(rows["dose_mg_per_kg"], rows["direction"], strict=True)) == {5: "none", 10: "up", 15: "up"}


def test_one_dose_raises_and_repeated_doses_lower_it_in_rodents():
    once, repeated = (bdnf_studies("rodents", regimen=regimen) for regimen in ("once", "repeated"))
    assert once.count(Direction.DOWN) == 0
    assert once.count(Direction.UP) > once.count(Direction.NONE)
    assert repeated.count(Direction.DOWN) == len(repeated.experiments) == 2


def test_another_blocker_of_the_channel_is_an_experiment_of_its_own():
    gideons = {each.drug: each.direction for each in bdnf_studies("rodents").experiments if "Gideons" in each.study}
    assert gideons == {"ketamine": "up", "memantine": "none"}


@pytest.mark.parametrize(("host", "regimen"), list(product(MeasuredIn, DosesGiven)))
def test_every_row_belongs_to_its_experiment(host, regimen):
    found = bdnf_studies(host, regimen=regimen)
    assert sum(found.count(direction) for direction in Direction) == len(found.experiments)
    for row in found.rows.itertuples():
        assert found.experiments[row.line].study == row.study
        assert row.drug in found.experiments[row.line].drug


def test_the_table_leaves_gaps_empty():
    table = bdnf_studies("rodents").table
    assert not table.astype(str).isin(["<NA>"]).any(axis=None)
    assert (table[["study", "subjects", "drug", "place", "change"]] != "").all(axis=None)


@pytest.mark.parametrize(
    "wrong", [{"host": "monkeys"}, {"host": "people", "place": "urine"}, {"host": "people", "compared": "saline"}]
)
def test_an_unknown_choice_is_refused(wrong):
    with pytest.raises(ValueError, match="There is no choice"):
        bdnf_studies(**wrong)


def marks(figure, faded=None):
    """The marks of measurements, or only those that are faded or are not; those of the key lie outside the plot."""
    found = [line for line in figure.axes[0].lines if line.get_marker() in ("^", "o", "v") and line.get_clip_on()]
    return [line for line in found if faded is None or (line.get_alpha() < 1) == faded]


def count(lines):
    return sum(len(line.get_xdata()) for line in lines)


@pytest.mark.parametrize(("function", "asked"), SETTINGS)
def test_every_measurement_has_a_mark_and_all_marks_have_one_size(function, asked):
    found = bdnf_studies(**asked)
    figure, words = drawing(function, found)
    assert count(marks(figure, faded=False)) == len(found.rows)
    assert count(marks(figure)) == len(found.all_rows)
    assert len({line.get_markersize() for line in marks(figure)}) == 1
    for experiment in found.every:
        assert brief(experiment.study) in written(figure.axes[0])
    for experiment in found.experiments:
        assert experiment.study in words
    assert re.search(rf"\b{len(found.experiments) or 'None'} (of|stud|experiment)", words)
    assert sum(found.chosen) == len(found.experiments)


def test_marks_of_one_line_agree_with_the_table():
    figure, _ = drawing(people, bdnf_studies("people"))
    up, none = marks(figure)
    assert set(up.get_ydata()) == {1, 2, 3, 4}
    assert set(none.get_ydata()) == {0, 5}


def test_a_time_that_is_not_known_stands_in_a_column_of_its_own():
    found = bdnf_studies("people")
    figure, _ = drawing(people, found)
    edge = next(line.get_xdata()[0] for line in figure.axes[0].lines if line.get_linestyle() not in ("-", "None"))
    assert edge < found.rows["time_h"].dropna().min()
    left = sum(int((line.get_xdata() < edge).sum()) for line in marks(figure))
    assert left == found.rows["time_h"].isna().sum() > 0


def test_a_dose_that_is_not_known_is_a_question_mark_beside_its_mark():
    found = bdnf_studies("rodents")
    figure, _ = drawing(rodents, found)
    known = found.rows.groupby(["line", "direction"])["dose_mg_per_kg"].count()
    assert written(figure.axes[0]).count("?") == (known == 0).sum() > 0
    assert {"5", "10, 15", "10, 50", "25", "0.5"} <= set(written(figure.axes[0]))


def test_an_empty_choice_says_so_and_keeps_its_rows():
    found = bdnf_studies("people", place=Blood.SERUM, compared=Compared.WITH_CONTROLS)
    figure, words = drawing(people, found)
    assert "No study of this kind" in words
    assert heading(figure)[0] == "None of 6 studies is left"
    assert count(marks(figure, faded=True)) == len(found.all_rows)


def test_no_size_is_drawn_or_told():
    for function, asked in SETTINGS:
        figure, words = drawing(function, bdnf_studies(**asked))
        assert "%" not in words + " ".join(written(figure.axes[0]))
        assert "no sizes" in words
