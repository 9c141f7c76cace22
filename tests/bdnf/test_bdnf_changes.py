"""BDNF after ketamine: samples of a study count once, demands only take away, all marks have one size."""

import re
from itertools import product

import pytest

from ketabrain.engine.numerals import brief
from ketabrain.topics.bdnf.bdnf_changes import Blood, Compared, Direction, DosesGiven, MeasuredIn, bdnf_studies
from ketabrain.topics.bdnf.draw_bdnf_changes import people, rodents
from tests.drawing import drawing

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


def marks(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() in ("^", "o", "v")]


@pytest.mark.parametrize(("function", "asked"), SETTINGS)
def test_every_measurement_has_a_mark_and_all_marks_have_one_size(function, asked):
    found = bdnf_studies(**asked)
    figure, words = drawing(function, found)
    assert sum(len(line.get_xdata()) for line in marks(figure)) == len(found.rows)
    assert len({line.get_markersize() for line in marks(figure)}) == 1
    written = " ".join(text.get_text() for text in figure.axes[0].texts)
    for experiment in found.experiments:
        assert brief(experiment.study) in written
        assert experiment.study in words
    assert re.search(rf"\b{len(found.experiments)} (stud|experiment)", words)


def test_marks_of_one_line_agree_with_the_table():
    figure, _ = drawing(people, bdnf_studies("people"))
    up, none, down = marks(figure)
    assert len(down.get_xdata()) == 0
    assert set(up.get_ydata()) == {5, 4, 3, 2}
    assert set(none.get_ydata()) == {6, 1}


@pytest.mark.parametrize(("function", "host"), [(people, "people"), (rodents, "rodents")])
def test_what_is_not_known_stands_in_a_column_of_its_own(function, host):
    found = bdnf_studies(host)
    figure, _ = drawing(function, found)
    column = "time_h" if host == "people" else "dose_mg_per_kg"
    edge = next(line.get_xdata()[0] for line in figure.axes[0].lines if line.get_linestyle() not in ("-", "None"))
    known = found.rows[column].dropna()
    assert edge < known.min()
    left = sum(int((line.get_xdata() < edge).sum()) for line in marks(figure))
    assert left == found.rows[column].isna().sum() > 0


def test_an_empty_choice_says_so():
    figure, words = drawing(people, bdnf_studies("people", place=Blood.SERUM, compared=Compared.WITH_CONTROLS))
    assert "No study of this kind" in words
    assert any("No study of this kind" in text.get_text() for text in figure.axes[0].texts)


def test_no_size_is_drawn_or_told():
    for function, asked in SETTINGS:
        figure, words = drawing(function, bdnf_studies(**asked))
        assert "%" not in words + " ".join(text.get_text() for text in figure.axes[0].texts)
        assert "no sizes" in words
