"""The two further models: what they were built on, the mass they must keep, and data that built neither."""

import numpy as np
import pytest

from ketabrain.engine import export, tables
from ketabrain.engine.linear import solve
from ketabrain.topics.shared.further_models import arterial_with_metabolites, racemate_by_mouth
from ketabrain.topics.shared.pharmacokinetics import (
    Regimen,
    arterial_iv,
    bioavailability,
    clearance_l_per_h,
    doses,
    published,
    simulate,
    venous_iv,
)

MODELS = [(racemate_by_mouth, "oral"), (racemate_by_mouth, "iv"), (arterial_with_metabolites, "iv")]
HOURS = np.linspace(0, 6, 121)


@pytest.mark.parametrize(("build", "route"), MODELS)
def test_twice_the_dose_is_twice_every_curve(build, route):
    one, twice = (simulate(build(), [Regimen(route, mg)], HOURS).concentrations for mg in (10, 20))
    for analyte, curve in one.items():
        assert twice[analyte] == pytest.approx(2 * curve)


@pytest.mark.parametrize(("build", "route"), MODELS)
def test_no_drug_is_made_and_all_of_it_leaves(build, route):
    model = build()
    amounts = solve(model.system, np.linspace(0, 400, 801), doses(model, Regimen(route, 50)))
    total = amounts.sum(axis=1)
    assert total[0] == pytest.approx(50)
    assert (np.diff(total) < 1e-9).all()
    assert amounts.min() > -1e-9
    assert total[-1] < 1e-3


def test_a_drink_gives_the_published_share_and_more_norketamine_than_a_vein():
    model = racemate_by_mouth()
    assert bioavailability(model, Regimen("oral", 50)) == pytest.approx(published("yanagihara2003")["F_tablet"] / 100)
    drunk, injected = (simulate(model, [Regimen(route, 50)], HOURS) for route in ("oral", "iv"))
    assert drunk.area("norketamine") / drunk.area() > 3 * injected.area("norketamine") / injected.area()


def test_in_a_vein_it_is_the_venous_model():
    both = [simulate(build(60), [Regimen("iv", 30, 0.5)], HOURS) for build in (racemate_by_mouth, venous_iv)]
    assert both[0].ketamine == pytest.approx(both[1].ketamine)


def test_the_second_arterial_model_keeps_its_published_clearance():
    assert clearance_l_per_h(arterial_with_metabolites()) == pytest.approx(60 * published("simons2022a")["CLK1"])


def test_metabolites_come_one_after_the_other():
    course = simulate(arterial_with_metabolites(), [Regimen("iv", 20, 1)], np.linspace(0, 12, 721))
    peaks = [int(course.concentrations[name].argmax()) for name in ("ketamine", "norketamine", "hydroxynorketamine")]
    assert peaks == sorted(set(peaks))


@pytest.mark.parametrize(
    ("analyte", "share", "miss"),
    [("S-ketamine", 1, 1.2), ("S-norketamine", 0.5, 1.25), ("hydroxynorketamine", 0.5, 1.25)],
)
def test_the_second_arterial_model_meets_a_stepped_infusion_that_it_was_not_built_on(analyte, share, miss):
    table = tables.load("plasma_concentrations")
    rows = table[(table["source"] == "kamp2020b") & (table["analyte"] == analyte)]
    rates = np.array([0.14, 0.28, 0.57]) if share == 1 else share * np.array([0.28, 0.57, 1.14])
    steps = [Regimen("iv", rate * 70, 1.0, start) for start, rate in enumerate(rates)]
    times = np.concatenate([[0.0], rows["time_min"].to_numpy() / 60])
    found = simulate(arterial_with_metabolites(), steps, times).concentrations[analyte.removeprefix("S-")][1:]
    assert np.exp(np.abs(np.log(found / rows["value"].to_numpy())).mean()) < miss


def test_two_arterial_models_of_one_drip_are_near_each_other_when_it_ends():
    ends = [
        simulate(build(), [Regimen("iv", 35, 40 / 60)], HOURS).peak
        for build in (arterial_iv, arterial_with_metabolites)
    ]
    assert max(ends) / min(ends) < 1.2


@pytest.mark.parametrize(("build", "route"), MODELS)
def test_exported_sbml_runs_to_the_same_curve_in_libroadrunner(build, route):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    model = build()
    entering = doses(model, Regimen(route, 50))
    runner = roadrunner.RoadRunner(export.sbml(export.ModelFile("further", model.system, entering)))
    runner.timeCourseSelections = ["time", *model.system.states]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-13
    theirs = np.asarray(runner.simulate(0, 6, 121))[:, 1:]
    assert theirs[1:] == pytest.approx(solve(model.system, HOURS, entering)[1:], abs=1e-5 * 50)
