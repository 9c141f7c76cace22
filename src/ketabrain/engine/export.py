"""Save a model as Antimony (readable text) or SBML (the standard file of systems biology)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ketabrain.engine.linear import Dose, Flow, LinearSystem

BODY = "amounts in mg, time in h, volumes in L"
CHANNEL = "amounts are shares of all channels, time in s"
CIRCUIT = "gatings are open shares of receptors, currents in nA, rates in Hz, time in s"
"""What the numbers of a saved model mean, written at its top."""


@dataclass(frozen=True)
class ModelFile:
    """A linear model with its doses, ready to be written.

    `volumes_l` maps a state to the volume (L) that turns its amount into a concentration, written as `conc_<state>`.
    `switches` are the times from which the rate constants of another system, with the same flows, take over.
    """

    name: str
    system: LinearSystem
    doses: Sequence[Dose]
    volumes_l: Mapping[str, float] = field(default_factory=dict)
    switches: Sequence[tuple[float, LinearSystem]] = ()
    units: str = BODY


@dataclass(frozen=True)
class EquationFile:
    """A model that is not linear, as equations, ready to be written.

    `starts` are the states with their first values, `rules` what is computed from them at every moment (in order), and
    `rates` how fast each state changes, both as expressions of the names here and in `constants`.
    """

    name: str
    constants: Mapping[str, float]
    starts: Mapping[str, float]
    rules: Mapping[str, str]
    rates: Mapping[str, str]
    units: str


def antimony(model: ModelFile | EquationFile) -> str:
    """Write the model as Antimony.

    Doses are parameters and inputs are rules, so that changing a dose later changes the curve in proportion.
    """
    return _equations(model) if isinstance(model, EquationFile) else _linear(model)


def _equations(model: EquationFile) -> str:
    return "\n".join(
        [
            f"model {_identifier(model.name)}",
            f"  // {model.units}",
            *(f"  {name} = {float(value)!r};" for name, value in {**model.constants, **model.starts}.items()),
            *(f"  {name} := {expression};" for name, expression in model.rules.items()),
            *(f"  {state}' = {expression};" for state, expression in model.rates.items()),
            "end",
            "",
        ]
    )


def _linear(model: ModelFile) -> str:
    system = model.system
    lines = [f"model {_identifier(model.name)}", f"  // {model.units}"]
    lines += [f"  {state} = 0;" for state in system.states]
    inputs: dict[str, list[str]] = {state: [] for state in system.states}
    for i, dose in enumerate(model.doses, start=1):
        lines.append(f"  dose_{i} = {dose.amount!r};  // into {dose.state}")
        if dose.duration > 0:
            end = dose.start + dose.duration
            lines.append(f"  on_{i} = {int(dose.start == 0)};")
            lines.append(f"  rate_{i} := on_{i} * dose_{i} / {dose.duration!r};")
            if dose.start > 0:
                lines.append(f"  start_{i}: at (time >= {dose.start!r}): on_{i} = 1;")
            lines.append(f"  stop_{i}: at (time >= {end!r}): on_{i} = 0;")
            inputs[dose.state].append(f"rate_{i}")
        else:
            trigger = f"time >= {dose.start!r}"
            lines.append(f"  give_{i}: at ({trigger}), t0=false: {dose.state} = {dose.state} + dose_{i};")
    for i, flow in enumerate(system.flows, start=1):
        lines.append(f"  k_{i} = {float(flow.rate_constant)!r};  // {flow.source} to {flow.target or 'outside'}")
    for i, (start, later) in enumerate(model.switches, start=1):
        rates = (f"k_{j} = {float(flow.rate_constant)!r}" for j, flow in enumerate(later.flows, start=1))
        lines.append(f"  switch_{i}: at (time >= {float(start)!r}): {', '.join(rates)};")
    for state in system.states:
        lines.append(f"  {state}' = {_rate_of_change(state, system.flows, inputs[state])};")
    for state, volume in model.volumes_l.items():
        lines.append(f"  conc_{state} := {state} / {volume!r};  // mg/L")
    return "\n".join([*lines, "end", ""])


def sbml(model: ModelFile | EquationFile) -> str:
    """Write the same model as SBML. Raises RuntimeError with one sentence if antimony is missing or refuses it."""
    try:
        import antimony as translator  # 19 MB that only this line needs
    except ImportError:
        raise RuntimeError("Writing SBML needs one more package: run `pip install antimony` and try again.") from None
    translator.clearPreviousLoads()
    if translator.loadAntimonyString(antimony(model)) < 0:
        raise RuntimeError(f"Antimony could not read the model {model.name!r}: {translator.getLastError().strip()}")
    return str(translator.getSBMLString(_identifier(model.name)))


def save(path: str | Path, model: ModelFile | EquationFile) -> Path:
    """Write the model to `path`: Antimony for a name ending in .ant, SBML for .xml. Raises ValueError for others."""
    path = Path(path)
    writers = {".ant": antimony, ".xml": sbml}
    if path.suffix not in writers:
        raise ValueError(f"{path.name!r} should end in .ant (Antimony) or .xml (SBML).")
    path.write_text(writers[path.suffix](model), encoding="utf-8")
    return path


def _rate_of_change(state: str, flows: Sequence[Flow], inputs: Sequence[str]) -> str:
    terms = list(inputs)
    for i, flow in enumerate(flows, start=1):
        if flow.target == state:
            terms.append(f"k_{i} * {flow.source}")
        if flow.source == state and flow.consumes:
            terms.append(f"-k_{i} * {flow.source}")
    return " + ".join(terms).replace("+ -", "- ") or "0"


def _identifier(name: str) -> str:
    return re.sub(r"\W", "_", name)
