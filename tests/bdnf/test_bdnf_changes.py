"""BDNF after ketamine: samples of one study count once, demands only take away, single and repeated doses differ."""

from itertools import product

import pytest

from ketabrain.topics.bdnf.bdnf_changes import COMPARED, DIRECTIONS, HOSTS, PLACES, REGIMENS, bdnf_studies


def studies(**asked):
    return {each.study for each in bdnf_studies("people", **asked).experiments}


def by_study(found):
    return {each.study: each for each in found.experiments}


def test_people_four_up_and_two_unchanged_though_samples_are_more():
    found = bdnf_studies("people")
    assert {direction: found.count(direction) for direction in DIRECTIONS} == {
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


@pytest.mark.parametrize(("place", "compared"), list(product(PLACES, COMPARED)))
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
    assert once.count("down") == 0
    assert once.count("up") > once.count("none")
    assert repeated.count("down") == len(repeated.experiments) == 2


def test_another_blocker_of_the_channel_is_an_experiment_of_its_own():
    gideons = {each.drug: each.direction for each in bdnf_studies("rodents").experiments if "Gideons" in each.study}
    assert gideons == {"ketamine": "up", "memantine": "none"}


@pytest.mark.parametrize(("host", "regimen"), list(product(HOSTS, REGIMENS)))
def test_every_row_belongs_to_its_experiment(host, regimen):
    found = bdnf_studies(host, regimen=regimen)
    assert sum(found.count(direction) for direction in DIRECTIONS) == len(found.experiments)
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
