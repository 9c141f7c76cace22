"""Glutamate after ketamine: every known result counts, no single surge explains them all, and nulls look as large."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path

from ketabrain.engine import tables
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit.draw_glutamate_surge import rodent_doses, surge_forest
from ketabrain.topics.circuit.glutamate_surge import SortedBy, SurgeVerdict, human_measures, rodent_directions
from tests.drawing import drawing
from tests.engine.draw.written import written

FITS, AGAINST, OPEN = SurgeVerdict.FITS, SurgeVerdict.AGAINST, SurgeVerdict.OPEN


def test_rows_without_a_shown_result_are_in_the_table_but_not_counted():
    table = tables.load("glutamate_changes").query("host == 'people'")
    assert len(table) - len(human_measures().rows) == (table["glutamate"] == "not shown").sum() > 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1400), st.integers(1, 1440))
def test_no_window_explains_every_measurement(start, length):
    """Two studies disagree within one infusion, and a tracer is still down when spectroscopy is back."""
    fit = human_measures(start, start + length)
    assert fit.count(FITS) + fit.count(AGAINST) + fit.count(OPEN) == len(fit.rows)
    assert fit.count(AGAINST) > 0


def test_verdicts_follow_time_and_direction():
    rows = human_measures(0, 60).rows.set_index("id")["verdict"]
    assert rows["milak2016-glx"] == FITS
    assert rows["taylor2012-glx"] == AGAINST
    assert rows["pccmrs2021-glutamate"] == FITS
    assert rows["esterlis2018-day-after"] == AGAINST
    assert rows["stone2012-glutamate"] == OPEN
    assert human_measures(100, 200).rows.set_index("id").loc["pccmrs2021-glutamate", "verdict"] == AGAINST


def test_a_measurement_without_minutes_is_open_once_the_surge_starts_later():
    assert human_measures(10, 60).rows.set_index("id").loc["bojesen2018-glutamate", "verdict"] == OPEN


@pytest.mark.parametrize("by", SortedBy)
def test_sorting_loses_nothing(by):
    assert sorted(human_measures(by=by).rows["id"]) == sorted(human_measures().rows["id"])


def test_less_tracer_is_read_as_more_glutamate():
    tracer = tables.load("glutamate_changes").query("method == 'PET tracer'")
    assert set(tracer["direction"]) == {"down"}
    assert set(tracer["glutamate"]) == {"up"}


def test_printed_percentages_of_baseline_became_changes():
    """Printed as 137.8, 113, 78.7 and 86% of baseline or control."""
    changes = tables.load("glutamate_changes").set_index("id")["change_percent"].dropna()
    assert dict(changes + 100) == pytest.approx(
        {
            "milak2016-glx": 137.8,
            "abdallah2018-glutamine": 113,
            "delorenzo2015-tracer": 78.7,
            "esterlis2018-during": 86,
        }
    )


def test_rats_go_up_at_low_doses_and_down_at_anaesthetic_ones_without_a_percentage():
    rodents = tables.load("glutamate_changes").query("host == 'rodent'")
    assert rodents["change_percent"].isna().all()
    rats = rodents[rodents["source"] == "moghaddam1997"].set_index("dose_mg_per_kg")["direction"]
    assert dict(rats) == {10: "up", 20: "up", 30: "up", 50: "none", 200: "down"}


@given(st.floats(1, 400))
def test_the_nearest_dose_is_nearest_as_a_ratio(dose):
    found = rodent_directions(dose)
    near = found.nearest["dose_mg_per_kg"]
    others = found.rows.loc[found.rows["region"] == "prefrontal cortex", "dose_mg_per_kg"]
    assert all(max(near / dose, dose / near) <= max(each / dose, dose / each) * (1 + 1e-9) for each in others)


def test_the_table_shows_intervals_and_missing_times_in_words():
    table = human_measures().table
    assert table["change (%)"].str.contains("37.8 (30.3 to 45.3, as printed)", regex=False).any()
    assert {"not shown", "during ketamine", "1440"} <= set(table["minutes"])
    assert not table.isin([pd.NA, "nan"]).any(axis=None)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: human_measures(60, 60), "must end after it starts; got 60 to 60 minutes"),
        (lambda: human_measures(-5, 10), "cannot start before the dose; got -5 minutes"),
        (lambda: human_measures(by="author"), "no choice 'author'"),
        (lambda: rodent_directions(0), "must be above zero"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()


def marks(axes):
    """The marks of measurements, whatever was found."""
    return [line for line in axes.lines if line.get_marker() in ("^", "o", "v")]


@pytest.mark.parametrize("by", SortedBy)
def test_every_measurement_has_one_mark_and_all_marks_one_size(by):
    fit = human_measures(by=by)
    figure, words = drawing(surge_forest, fit)
    axes = figure.axes[0]
    assert sum(len(line.get_xdata()) for line in marks(axes)) == len(fit.rows)
    assert len({line.get_markersize() for line in marks(axes)}) == 1
    studies = {brief(study) for study in fit.rows["study"]}
    assert studies <= set(written(axes))
    verdicts = [line for line in axes.lines if isinstance(line.get_marker(), Path)]
    assert sum(len(line.get_xdata()) for line in verdicts) == len(fit.rows)
    assert f"sorted by {by}" in words


def test_the_words_name_what_does_not_fit():
    _, words = drawing(surge_forest, human_measures(0, 60))
    assert "Taylor et al., 2012 (Glx none)" in words


def test_no_rodent_measurement_covers_another_and_no_percentage_is_drawn():
    found = rodent_directions(20)
    figure, words = drawing(rodent_doses, found)
    axes = figure.axes[0]
    places = [(x, y) for line in marks(axes) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]
    assert len(places) == len(set(places)) == len(found.rows)
    assert not any("%" in text for text in written(axes))
    assert "%" not in words


def test_printed_sizes_come_with_their_intervals_in_picture_and_words():
    """A fall with a spread as large as itself must not look like a sure one."""
    figure, words = drawing(surge_forest, human_measures(0, 60))
    labels = written(figure.axes[0])
    for size in ("+37.8 ± 7.5", "−21.3 ± 21.4", "−14 ± 9", "+13"):
        assert size in labels
        assert f"{size}%" in words


@pytest.mark.parametrize("dose", [5, 20, 130, 250])
def test_the_nearest_measurement_of_each_region_stands_out_and_is_told(dose):
    found = rodent_directions(dose)
    figure, _ = drawing(rodent_doses, found)
    axes = figure.axes[0]
    bright = sum(len(line.get_xdata()) for line in marks(axes) if line.get_alpha() == 1)
    assert bright == found.rows["region"].nunique()
    assert f"down, {found.nearest_in('prefrontal cortex')['dose_mg_per_kg']:g}" in written(axes) or dose < 100
