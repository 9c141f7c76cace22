"""Sizes of real trials: the printed numbers, what a trial without a difference allows, and nulls drawn as large."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from scipy import stats

from ketabrain.engine.draw.style import BEGAN, BLUE, PAPER
from ketabrain.topics.rating.draw_trial_sizes import sizes
from ketabrain.topics.rating.trial_sizes import DisorderGroup, RatedBy, null_limit, trial_sizes, trials_in_words
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

arms = st.integers(2, 300)


def by_study(year_and_name):
    return next(trial for trial in trial_sizes("all").trials if trial.study == year_and_name)


def test_the_one_effect_of_ptsd_that_can_be_computed():
    effect = by_study("Feder et al., 2021").effect
    assert effect.value == pytest.approx(11.88 / 3.96 / 7.5**0.5 * (1 - 3 / 111))  # with Hedges' correction
    assert effect.interval[0] > 0
    assert [trial.study for trial in trial_sizes("PTSD and anxiety").trials if trial.effect] == ["Feder et al., 2021"]


def test_what_the_largest_trial_of_ptsd_still_allows():
    largest = max(trial_sizes("PTSD").trials, key=lambda trial: trial.people)
    assert (largest.study, largest.people) == ("Abdallah et al., 2022", 158)
    assert largest.null_limit == pytest.approx(0.39, abs=0.005)
    assert {largest.clinician, largest.patient} == {"no difference"}


def test_clinicians_and_patients_disagree_in_social_anxiety():
    taylor = by_study("Taylor et al., 2018")
    assert [taylor.result(rater) for rater in RatedBy] == ["mixed", "favours ketamine", "mixed"]


@given(arms, arms)
def test_the_limit_is_where_a_t_test_changes_its_mind(first, second):
    limit = null_limit(first, second)
    for factor, significant in ((0.999, False), (1.001, True)):
        t = factor * limit / (1 / first + 1 / second) ** 0.5
        assert (2 * stats.t.sf(t, first + second - 2) < 0.05) == significant
    assert null_limit(first + 1, second) < limit


def test_the_largest_of_each_disorder_comes_first():
    for disorder in DisorderGroup:
        shown = trial_sizes(disorder)
        assert len(shown.trials) == len(shown.table)
        assert all(trial.people <= shown.largest.people for trial in shown.trials)
    for disorder in ("PTSD", "anxiety", "depression"):
        assert np.all(np.diff([trial.people for trial in trial_sizes(disorder).trials]) <= 0)


def test_only_a_trial_without_a_difference_has_a_limit():
    limited = [trial for trial in trial_sizes("all").trials if trial.null_limit is not None]
    assert {trial.overall for trial in limited} == {"no difference"}
    assert len(limited) == 3


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: trial_sizes("asthma"), "There is no choice 'asthma'; use one of PTSD and anxiety, PTSD,"),
        (lambda: trial_sizes("PTSD", "nurses"), "There is no choice 'nurses'; use one of both, clinicians, patients."),
        (lambda: null_limit(1, 5), "Each arm needs at least 2 people; got 1 and 5."),
    ],
)
def test_bad_input_is_refused(ask, sentence):
    with pytest.raises(ValueError, match=r"^(There|Each|The)") as refused:
        ask()
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("disorder", [DisorderGroup.PTSD, DisorderGroup.ALL])
def test_a_bar_for_every_trial_is_as_long_as_its_people(disorder):
    result = trial_sizes(disorder)
    figure, words = drawing(sizes, result)
    ends = [segment[1, 0] for lines in bars(figure.axes[0]) for segment in lines.get_segments()]
    assert ends[: len(result.trials)] == [trial.people for trial in result.trials]
    assert sorted(ends) == sorted(trial.people for trial in result.every)
    for trial in result.trials:
        assert f"{trial.study}, {trial.people} people, against {trial.control}" in words


def bars(axes):
    """The lines that people are drawn as, those of the chosen trials first; not the faint ones along the rows."""
    return [each for each in axes.collections if isinstance(each, LineCollection)][1:]


def test_the_measures_of_room_and_contrast_see_every_name_and_number():
    result = trial_sizes(DisorderGroup.ALL)
    figure, _ = drawing(sizes, result)
    rows = written(figure.axes[0])
    for trial in result.trials:
        assert any(row.startswith(trial.study.split()[0]) for row in rows)
        assert str(trial.people) in rows


@pytest.mark.parametrize(("rater", "columns"), list(zip(RatedBy, (3, 1, 1), strict=True)))
def test_every_result_has_a_mark_of_one_size_and_those_not_asked_for_are_pale(rater, columns):
    result = trial_sizes(DisorderGroup.ALL, rater)
    figure, _ = drawing(sizes, result)
    marks = figure.axes[1].lines
    assert sum(len(line.get_xdata()) for line in marks) == 3 * len(result.trials)
    plain = [line for line in marks if to_hex(line.get_markeredgecolor()).upper() != BEGAN]
    assert sum(len(line.get_xdata()) for line in plain) == columns * len(result.trials)
    assert len({line.get_markersize() for line in marks}) == 1


def test_the_band_of_the_largest_trial_of_ptsd_and_the_effect_of_the_other():
    result = trial_sizes(DisorderGroup.PTSD)
    figure, words = drawing(sizes, result)
    effects = figure.axes[2]
    ends = sorted(tuple(segment[:, 0]) for lines in bars(effects) for segment in lines.get_segments())
    assert (-result.trials[0].null_limit, result.trials[0].null_limit) in ends
    square = next(line for line in effects.lines if line.get_marker() == "s")
    assert square.get_xdata()[0] == pytest.approx(1.066, abs=0.001)
    assert "up to 0.39 SD either way not ruled out" in words
    assert "1.07 SD (0.3 to 1.83)" in words


@pytest.mark.parametrize(
    ("disorder", "rater", "title"),
    [
        ("PTSD", "both", "The largest, Abdallah 2022, 158 people: no difference"),
        ("anxiety", "patients", "The largest, Taylor 2018, 18 people, by patients: mixed"),
        ("anxiety", "clinicians", "The largest, Taylor 2018, 18 people, by clinicians: for ketamine"),
        ("all", "patients", "The largest, Reif 2023, 676 people, by patients: unknown"),
    ],
)
def test_the_title_says_what_the_largest_found_and_counts_no_votes(disorder, rater, title):
    figure, words = drawing(sizes, trial_sizes(disorder, rater))
    assert heading(figure)[0] == title
    assert words.startswith(f"{title}. ")


def test_open_trials_are_told_apart():
    figure, words = drawing(sizes, trial_sizes(DisorderGroup.DEPRESSION))
    chosen = [line for line in figure.axes[0].lines if to_hex(line.get_markeredgecolor()).upper() == BLUE]
    assert {to_hex(line.get_markerfacecolor()).upper(): len(line.get_xdata()) for line in chosen} == {BLUE: 2, PAPER: 2}
    assert words.count("open label") == 2


def test_the_table_below_names_the_controls_of_the_chosen_trials():
    rows = trials_in_words(trial_sizes(DisorderGroup.ANXIETY))
    assert list(rows.frame["control"]) == ["saline", "saline", "midazolam"]
