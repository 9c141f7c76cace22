"""Published levels beside the models: which can be compared, and a picture that hides no miss."""

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.dose.draw_published_levels import predicted_against_measured
from ketabrain.topics.dose.published_levels import comparable_levels, misfit, predict_level
from ketabrain.topics.shared.further_models import arterial_with_metabolites
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate
from tests.drawing import drawing


def step(**changes):
    """A row of the table regimens: 35 mg of the mixed drug into a vein over 40 minutes."""
    return {
        "route": "iv", "drug": "racemate", "dose_mg": 35.0, "dose_mg_per_kg": np.nan, "start_min": 0.0,
        "duration_min": 40.0, **changes,
    }  # fmt: skip


def level(analyte="ketamine", blood="venous", time_min=60.0, measure="concentration", **changes):
    return predict_level(analyte=analyte, blood=blood, time_min=time_min, steps=[step(**changes)], measure=measure)


def test_an_arterial_sample_meets_the_arterial_model():
    ours = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], np.array([0.0, 1.0])).ketamine[-1]
    assert level(blood="arterial") == pytest.approx(ours)
    assert level() != pytest.approx(ours, rel=0.05)


def test_one_mirror_form_is_half_of_the_mixed_drug():
    assert level("S-ketamine") == pytest.approx(level() / 2)
    assert level("S-norketamine") == pytest.approx(level("norketamine") / 2)


def test_a_dose_per_kilogram_is_given_to_70_kg():
    assert level(dose_mg=np.nan, dose_mg_per_kg=0.5) == level()


@pytest.mark.parametrize(
    ("minute", "changes"),
    [(60, {"route": "im"}), (60, {"dose_mg": np.nan}), (60, {"duration_min": np.nan}), (np.nan, {"duration_min": 0.0}),
     (MIXING_MIN, {"duration_min": 0.0})],
)  # fmt: skip
def test_what_no_model_can_say_is_left_out(minute, changes):
    assert level(time_min=minute, **changes) is None


def test_a_sample_of_unknown_blood_is_shown_for_both(monkeypatch):
    table = tables.load("plasma_concentrations").copy()
    here = table["id"] == "hasan2021-r-ketamine-60min"
    table.loc[here, "blood"] = "not stated"
    load = tables.load
    monkeypatch.setattr(tables, "load", lambda name: table if name == "plasma_concentrations" else load(name))
    found = comparable_levels().query("study.str.startswith('Hasan') and minutes == 60").set_index("blood")["predicted"]
    assert set(found.index) == {"artery?", "vein?"}
    assert found["artery?"] != pytest.approx(found["vein?"], rel=0.05)


def test_norketamine_in_an_artery_meets_the_model_that_has_it():
    course = simulate(arterial_with_metabolites(), [Regimen("iv", 17.5, 40 / 60)], np.array([0.0, 1.0]))
    assert level("S-norketamine", "arterial") == pytest.approx(course.concentrations["norketamine"][-1])


def test_an_area_ends_where_the_source_says():
    assert level(measure="area", time_min=480) < level(measure="area", time_min=np.nan)


def test_areas_and_norketamine_are_scored_and_the_worst_is_another_makers_spray():
    levels = comparable_levels()
    assert set(levels["measure"]) == {"concentration", "peak", "area"}
    assert set(levels["substance"]) == {"ketamine", "norketamine"}
    worst = levels.loc[levels["fold"].idxmax()]
    assert (worst["route"], worst["measure"], worst["substance"]) == ("nasal", "area", "ketamine")
    assert worst["fold"] > 3


def test_a_suspect_row_is_not_scored():
    assert 2.8 not in comparable_levels()["measured"].to_numpy()


def test_drinks_of_the_mixed_drug_miss_less_than_by_the_esketamine_model():
    drinks = misfit(comparable_levels().query("route == 'oral' and independent"))
    assert drinks.errors.measured.size == 3
    assert drinks.errors.geometric_mean_fold_error < 1.6


@pytest.mark.parametrize("route", ["iv", "nasal", "oral"])
def test_the_worst_miss_is_on_the_picture_and_told(route):
    found = misfit(comparable_levels().query("route == @route"))
    figure, words = drawing(predicted_against_measured, found)
    low, high = figure.axes[0].get_ylim()
    measured, predicted = found.errors.measured[found.worst], found.errors.predicted[found.worst]
    assert low < predicted < high
    assert low < measured < high
    assert f"{found.levels['study'][found.worst]}" in words
    assert f"{measured:,.0f} measured, {predicted:,.0f} predicted" in words


def test_data_that_may_have_built_the_model_have_open_markers():
    found = misfit(comparable_levels())
    figure, _ = drawing(predicted_against_measured, found)
    open_points = sum(line.get_xdata().size for line in figure.axes[0].lines if line.get_markerfacecolor() == "none")
    assert open_points == (~found.levels["independent"]).sum() > 0


def test_what_a_choice_leaves_out_stays_in_grey():
    every, chosen = misfit(comparable_levels()), misfit(comparable_levels().query("route == 'oral'"))
    figure = new_figure(height_of(predicted_against_measured))
    with house_style():
        predicted_against_measured(chosen, figure, began=every)
    (grey,) = (line for line in figure.axes[0].lines if line.get_markersize() == 4 and line.get_marker() == "o")
    assert grey.get_xdata().size == every.errors.measured.size - chosen.errors.measured.size
