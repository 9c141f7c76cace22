"""Invented trials: three worlds with one correlation, the designs that part them, and their pictures."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from ketabrain.engine.draw.style import INK
from ketabrain.engine.tables import load
from ketabrain.topics.detachment.causal_worlds import (
    WORLDS,
    Arrow,
    CausalDesign,
    World,
    build,
    compare,
    invented_trial,
    target_r,
)
from ketabrain.topics.detachment.draw_causal_worlds import designs, world_and_people
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

MANY = 20_000
EXPERIENCE, DRUG, BLIND = WORLDS
ARROWS = ("experience", "drug", "tells", "hope")


def run(world, design, people=MANY):
    return invented_trial(WORLDS[world], design, people)


@pytest.mark.parametrize("world", WORLDS)
def test_each_world_gives_the_published_correlation(world):
    assert run(world, CausalDesign.ALL_KETAMINE).r.value == pytest.approx(target_r(), abs=0.02)


@pytest.mark.parametrize(
    ("design", "world", "expected"),
    [
        (CausalDesign.SAME_LEVEL, DRUG, 0),
        (CausalDesign.OPEN_LABEL, BLIND, 0),
        (CausalDesign.OPEN_LABEL, EXPERIENCE, -0.41),
        (CausalDesign.OPEN_LABEL, DRUG, -0.41),
    ],
)
def test_a_design_takes_the_correlation_from_the_world_whose_arrow_it_cuts(design, world, expected):
    assert run(world, design).r.value == pytest.approx(expected, abs=0.02)


def test_with_one_level_the_other_two_worlds_keep_a_correlation():
    assert run(EXPERIENCE, CausalDesign.SAME_LEVEL).r.value < -0.2
    assert run(BLIND, CausalDesign.SAME_LEVEL).r.value < -0.2


def test_asleep_only_the_drug_itself_can_make_a_difference():
    assert run(DRUG, CausalDesign.ASLEEP).difference.value < -8
    for world in (EXPERIENCE, BLIND):
        assert abs(run(world, CausalDesign.ASLEEP).difference.value) < 0.3


def test_a_sedative_takes_away_what_goes_through_detachment():
    assert abs(run(DRUG, CausalDesign.SEDATIVE).difference.value) < 0.3
    for world in (EXPERIENCE, BLIND):
        assert run(world, CausalDesign.SEDATIVE).difference.value < -2


def test_hope_without_anything_that_gives_the_drug_away_does_not_part_the_groups():
    lonely = invented_trial(World(hope=True), CausalDesign.CONTROLLED, people=MANY)
    assert abs(lonely.difference.value) < 0.5
    assert abs(lonely.r.value) < 0.03


def test_detachment_is_spread_as_in_the_volunteers():
    rows = load("dissociation_scores").set_index("id")
    trial = run(EXPERIENCE, CausalDesign.CONTROLLED)
    measured = rows.loc["goldway-ketamine-20"]
    assert trial.ketamine.detachment.mean() == pytest.approx(measured["mean"], abs=0.3)
    assert trial.ketamine.detachment.std() == pytest.approx(measured["sd"], abs=0.3)
    # Scores below 0 are cut off, so the mean of the control lies a little above the printed one.
    assert measured["mean"] / 6 < trial.control.detachment.mean() < measured["mean"] / 4


@settings(max_examples=25, deadline=None)
@given(
    arrows=st.tuples(*[st.booleans()] * 4),
    design=st.sampled_from(CausalDesign),
    people=st.integers(4, 200),
    seed=st.integers(1, 40),
)
def test_every_trial_is_in_order(arrows, design, people, seed):
    world = World(**dict(zip(ARROWS, arrows, strict=True)))
    trial = invented_trial(world, design=design, people=people, seed=seed)
    assert trial.ketamine.change.shape == (people,)
    assert np.all((trial.ketamine.belief >= 0) & (trial.ketamine.belief <= 1))
    assert (trial.r is None) == (design == CausalDesign.ASLEEP)
    assert (trial.difference is None) == (design in (CausalDesign.ALL_KETAMINE, CausalDesign.SAME_LEVEL))
    for found in (trial.r, trial.difference):
        assert found is None or found.low <= found.value <= found.high


def test_a_draw_can_be_repeated():
    first, again, other = (build(seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.ketamine.change, again.ketamine.change)
    assert not np.array_equal(first.ketamine.change, other.ketamine.change)


def test_the_worlds_have_names_and_other_diagrams_are_your_own():
    assert build(tells=Arrow.PRESENT, hope=Arrow.PRESENT, experience=Arrow.ABSENT).world.name == BLIND
    assert World(drug=True, hope=True).name == "your own"


def test_more_people_do_not_help_where_all_worlds_predict_the_same():
    assert compare(CausalDesign.ALL_KETAMINE, 200).named < 0.5
    assert compare(CausalDesign.OPEN_LABEL, 60).named > 0.9


def test_more_people_help_where_worlds_differ():
    assert compare(CausalDesign.SAME_LEVEL, 20).named < compare(CausalDesign.SAME_LEVEL, 200).named


@pytest.mark.parametrize(
    ("wrong", "named"), [({"design": "survey"}, "'survey'"), ({"people": 3}, "4 people"), ({"hope": "yes"}, "'yes'")]
)
def test_bad_input_is_named(wrong, named):
    with pytest.raises(ValueError, match=named):
        build(**wrong)


def solid(figure):
    """Arrows drawn as existing."""
    arrows = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    return sum(arrow.get_edgecolor() == to_rgba(INK) for arrow in arrows)


@pytest.mark.parametrize(
    "present", [set(), *({arrow} for arrow in ARROWS), {*ARROWS}], ids=lambda names: "+".join(names)
)
def test_as_many_solid_arrows_as_are_switched_on(present):
    arrows = {name: Arrow.PRESENT if name in present else Arrow.ABSENT for name in ARROWS}
    figure, told = drawing(world_and_people, build(**arrows))
    assert solid(figure) == 1 + len(present)
    assert ("no arrow leads to mood" in told) == (not present)


@pytest.mark.parametrize(("design", "people"), list(product(CausalDesign, (10, 200))))
def test_everybody_is_drawn(design, people):
    result = build(design=design, people=people, hope=Arrow.PRESENT, drug=Arrow.PRESENT, tells=Arrow.PRESENT)
    figure, told = drawing(world_and_people, result)
    assert design in told
    assert f"{people} people per group" in told
    right = figure.axes[1]
    marks = {line.get_marker(): line for line in right.lines if line.get_marker() in "os"}
    assert set(marks) == ({"o"} if result.control is None else {"o", "s"})
    for line in marks.values():
        assert len(line.get_xdata()) == people
        assert right.get_xlim()[0] <= min(line.get_xdata())
        assert max(line.get_xdata()) <= right.get_xlim()[1]
        assert right.get_ylim()[0] <= min(line.get_ydata())


def test_the_correlation_in_the_title_and_the_line_are_those_of_the_points():
    result = build(design=CausalDesign.CONTROLLED)
    x, y = result.ketamine.detachment, result.ketamine.change
    figure, _ = drawing(world_and_people, result)
    found = np.corrcoef(x, y)[0, 1]
    assert f"r {round(found, 2):g} (".replace("-", "−") in heading(figure)[0]
    slope, start = result.line
    assert slope == pytest.approx(found * y.std() / x.std())
    assert start + slope * x.mean() == pytest.approx(y.mean())


@pytest.mark.parametrize("design", CausalDesign)
def test_designs_draw_every_world_and_say_what_they_lack(design):
    result = compare(design, 10)
    figure, told = drawing(designs, result)
    assert f"{100 * result.named:.0f} of 100" in told
    for axes, values in zip(figure.axes, (result.r, result.difference), strict=True):
        assert any("everybody" in line or "nobody" in line for line in written(axes)) == (values is None)
        strips = [line for line in axes.lines if line.get_marker() in "os^"]
        assert len(strips) == (0 if values is None else len(WORLDS))
    assert all(name in told for name in WORLDS)
