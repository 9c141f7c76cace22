"""Published levels beside the models: which can be compared, and a picture that hides no miss."""

import numpy as np
import pytest

from ketabrain.topics.dose.draw_published_levels import predicted_against_measured
from ketabrain.topics.dose.published_levels import comparable_levels, misfit, predict_level
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate
from tests.drawing import drawing


def step(**changes):
    """A row of the table regimens: 35 mg of the mixed drug into a vein over 40 minutes."""
    return {
        "route": "iv", "drug": "racemate", "dose_mg": 35.0, "dose_mg_per_kg": np.nan, "start_min": 0.0,
        "duration_min": 40.0, **changes,
    }  # fmt: skip


def test_an_arterial_sample_meets_the_arterial_model():
    ours = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], np.array([0.0, 1.0])).ketamine[-1]
    assert predict_level("ketamine", "arterial", 60, [step()]) == pytest.approx(ours)
    assert predict_level("ketamine", "venous", 60, [step()]) != pytest.approx(ours, rel=0.05)


def test_one_mirror_form_is_half_of_the_mixed_drug():
    both, one = (predict_level(analyte, "venous", 60, [step()]) for analyte in ("ketamine", "S-ketamine"))
    assert one == pytest.approx(both / 2)


def test_a_dose_per_kilogram_is_given_to_70_kg():
    per_kg = step(dose_mg=np.nan, dose_mg_per_kg=0.5)
    assert predict_level("ketamine", "venous", 60, [per_kg]) == predict_level("ketamine", "venous", 60, [step()])


@pytest.mark.parametrize(
    ("minute", "changes"),
    [(60, {"route": "im"}), (60, {"dose_mg": np.nan}), (60, {"duration_min": np.nan}), (np.nan, {"duration_min": 0.0})],
)
def test_what_no_model_can_say_is_left_out(minute, changes):
    assert predict_level("ketamine", "venous", minute, [step(**changes)]) is None


@pytest.mark.parametrize("route", ["iv", "nasal", "oral"])
def test_the_worst_miss_is_on_the_picture_and_told(route):
    found = misfit(comparable_levels().query("route == @route"))
    figure, words = drawing(predicted_against_measured, found)
    low, high = figure.axes[0].get_ylim()
    measured, predicted = found.errors.measured[found.worst], found.errors.predicted[found.worst]
    assert low < predicted < high
    assert low < measured < high
    assert f"{found.levels['study'][found.worst]}: {measured:,.0f} ng/mL measured, {predicted:,.0f} predicted" in words


def test_data_that_may_have_built_the_model_have_open_markers():
    found = misfit(comparable_levels())
    figure, _ = drawing(predicted_against_measured, found)
    open_ones = {line.get_label() for line in figure.axes[0].lines if line.get_markerfacecolor() == "none"}
    assert open_ones == set(found.levels.loc[~found.levels["independent"], "study"])
    assert open_ones
