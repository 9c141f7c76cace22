"""Two further published models of ketamine in the body: the mixed drug by mouth, and a second one for arterial blood.

As in pharmacokinetics, nothing here was fitted by the course: every constant is read from the table pk_parameters.
"""

from dataclasses import replace

from ketabrain.engine import tables
from ketabrain.engine.linear import Flow, LinearSystem
from ketabrain.topics.shared.pharmacokinetics import (
    INTO_VEIN,
    Analyte,
    Entry,
    PKModel,
    exchange,
    published,
    relative_weight,
    venous_iv,
)

_MIN_PER_H = 60


def racemate_by_mouth(weight_kg: float = 70.0) -> PKModel:
    """Ketamine swallowed as tablets or solution, with norketamine, in venous blood.

    Once in the blood it goes as in `venous_iv`. It leaves the gut with the rate constant of ashraf2018; the share
    that passes gut wall and liver unchanged is yanagihara2003's for tablets. Of what does not, 80% becomes norketamine
    (simons2022a, assumed there) and the rest is lost to it. Raises ModelError for a weight outside 30 to 200 kg.
    """
    body = venous_iv(weight_kg)
    ka, unchanged = published("ashraf2018")["ka"], published("yanagihara2003")["F_tablet"] / 100
    changed, becomes = 1 - unchanged, published("simons2022a")["fm_NK"]
    leaving = (
        Flow("drunk", "central", ka * unchanged),
        Flow("drunk", "norketamine", ka * changed * becomes),
        Flow("drunk", None, ka * changed * (1 - becomes)),
    )
    system = LinearSystem(("drunk", *body.system.states), (*leaving, *body.system.flows))
    return replace(body, key="racemate by mouth", doors={"oral": (Entry("drunk"),), "iv": INTO_VEIN}, system=system)


def arterial_with_metabolites(weight_kg: float = 70.0) -> PKModel:
    """S-ketamine, S-norketamine and S-hydroxynorketamine in arterial blood (simons2022a).

    The paper gives its constants per 70 kg; as in the code they were read from, volumes are scaled in proportion to
    weight and clearances with the exponent 0.75. Amounts are mg of ketamine; from ketamine to norketamine and from
    there to hydroxynorketamine drug passes two compartments, which delay it by the published mean transit times.
    Raises ModelError for a weight outside 30 to 200 kg.
    """
    p, size = published("simons2022a"), relative_weight(weight_kg)
    volume = {symbol: p[symbol] * size for symbol in ("VK1", "VK2", "VK3", "VN2", "VH1", "VH2")}
    names = ("CLK1", "CLK2", "CLK3", "CLN1", "CLN2", "CLH1", "CLH2")
    clearance = {symbol: p[symbol] * _MIN_PER_H * size**0.75 for symbol in names}
    v, cl = volume, clearance
    flows = (
        *exchange("central", v["VK1"], "shallow", v["VK2"], cl["CLK2"]),
        *exchange("central", v["VK1"], "deep", v["VK3"], cl["CLK3"]),
        Flow("central", "norketamine_delay_1", cl["CLK1"] / v["VK1"]),
        *_delay("norketamine_delay_1", "norketamine_delay_2", "norketamine", p["MTT_K_NK"], p["fm_NK"]),
        *exchange("norketamine", v["VK1"], "norketamine_peripheral", v["VN2"], cl["CLN2"]),
        Flow("norketamine", "hydroxynorketamine_delay_1", cl["CLN1"] / v["VK1"]),
        *_delay(
            "hydroxynorketamine_delay_1",
            "hydroxynorketamine_delay_2",
            "hydroxynorketamine",
            p["MTT_NK_HNK"],
            p["fm_HNK"],
        ),
        *exchange("hydroxynorketamine", v["VH1"], "hydroxynorketamine_peripheral", v["VH2"], cl["CLH2"]),
        Flow("hydroxynorketamine", None, cl["CLH1"] / v["VH1"]),
    )
    states = tuple(dict.fromkeys(flow.source for flow in flows))
    analytes = {
        "ketamine": Analyte("central", v["VK1"]),
        "norketamine": Analyte("norketamine", v["VK1"], _mass_ratio("norketamine")),
        "hydroxynorketamine": Analyte("hydroxynorketamine", v["VH1"], _mass_ratio("hydroxynorketamine")),
    }
    return PKModel("simons2022a", "arterial", {"iv": INTO_VEIN}, LinearSystem(states, flows), analytes)


def _delay(first: str, second: str, target: str, mean_min: float, share: float) -> tuple[Flow, ...]:
    """Two compartments in a row that hold drug for `mean_min` together; `share` (0–1) then reaches the target."""
    rate = 2 * _MIN_PER_H / mean_min
    return Flow(first, second, rate), Flow(second, target, rate * share), Flow(second, None, rate * (1 - share))


def _mass_ratio(analyte: str) -> float:
    weight = tables.quantity(f"molecular-weight-{analyte}").midpoint
    return weight / tables.quantity("molecular-weight-base").midpoint
