"""Every model that a lesson takes home is valid SBML, by the standard's own check (libSBML).

That libRoadRunner runs it to our own result is tested with each model.
"""

import libsbml
import numpy as np
import pytest

from ketabrain.engine import export
from ketabrain.engine.linear import Dose
from ketabrain.topics.bdnf import protein_synthesis, receptor
from ketabrain.topics.channel import trapping
from ketabrain.topics.circuit import disinhibition
from ketabrain.topics.shared.pharmacokinetics import (
    Regimen,
    arterial_iv,
    doses,
    spray_or_oral,
    venous_iv,
    with_effect_site,
)
from ketabrain.topics.spines import turnover, turnover_rates

BODIES = {"artery": arterial_iv, "vein": venous_iv, "spray": spray_or_oral}
REGIMENS = {
    "drip": Regimen("iv", 35, 40 / 60),
    "later drip": Regimen("iv", 28, 0.5, 1.0),
    "later at once": Regimen("iv", 140, 0.0, 0.5),
    "spray": Regimen("nasal", 84),
    "drink": Regimen("oral", 50),
}


def body(model: str, regimen: str) -> export.ModelFile:
    """A model of the body with its effect site and one regimen."""
    made = with_effect_site(BODIES[model]())
    volumes = {made.central.state: made.central.volume_l}
    return export.ModelFile(made.key, made.system, doses(made, REGIMENS[regimen]), volumes)


def pulses() -> export.ModelFile:
    """The channel with drug washed in and out."""
    systems = [
        trapping.channel(trapping.blocker("ketamine"), level, opened) for level, opened in ((0, True), (2, False))
    ]
    return export.ModelFile(
        "trapping", systems[0], [Dose("closed", 1.0)], switches=[(1.0, systems[1])], units=export.CHANNEL
    )


FILES = {
    **{
        f"{model}, {regimen}": body(model, regimen)
        for model, regimens in {
            "artery": ("drip", "later drip", "later at once"),
            "vein": ("drip", "later at once"),
            "spray": ("spray", "drink", "drip"),
        }.items()
        for regimen in regimens
    },
    "channel": pulses(),
    "circuit": disinhibition.rate_equations(0.3, 0.6),
    "receptor": receptor.receptor_equations(7.3e-3),
    "protein": protein_synthesis.synthesis_equations(calcium_um=0.06, bdnf_um=protein_synthesis.inputs()[1]),
    "spines": turnover.turnover_equations(next(iter(turnover_rates.preparations())), pulse=1.5),
}


def faults(text: str) -> list[str]:
    """What libSBML's check of consistency finds in a document, but for units: the models give numbers without them."""
    document = libsbml.readSBMLFromString(text)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
    document.checkConsistency()
    found = (document.getError(place) for place in range(document.getNumErrors()))
    return [f"{each.getSeverityAsString()}: {each.getShortMessage()}: {each.getMessage()}" for each in found]


@pytest.mark.parametrize("name", FILES)
def test_every_exported_model_is_consistent_sbml(name):
    assert faults(export.sbml(FILES[name])) == []


def test_the_check_can_fail():
    text = export.sbml(FILES["artery, drip"])
    assert any("Error" in fault for fault in faults(text.replace('<parameter id="k_1"', '<parameter id="k_0"')))


@pytest.mark.parametrize("name", FILES)
def test_a_model_that_was_read_and_written_again_runs_the_same(name):
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    text = export.sbml(FILES[name])
    again = libsbml.writeSBMLToString(libsbml.readSBMLFromString(text))
    assert faults(again) == []
    first, second = (roadrunner.RoadRunner(each).simulate(0, 3, 31) for each in (text, again))
    assert np.ptp(first[:, 1:], axis=0).max() > 0
    assert np.array_equal(first, second)
