"""Save a linear model as Antimony (readable text) or SBML (the standard file of systems biology)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ketabrain.models.linear import Dose, Flow, LinearSystem


def antimony(name: str, system: LinearSystem, doses: Sequence[Dose], volumes_l: Mapping[str, float]) -> str:
    """Write the model with its doses as Antimony: amounts in mg, times in h, volumes in L.

    `volumes_l` maps a state to the volume that turns its amount into a concentration, written as `conc_<state>` in
    mg/L. Doses are parameters and inputs are rules, so that changing a dose later changes the curve in proportion.
    """
    lines = [f"model {_identifier(name)}", "  // amounts in mg, time in h, volumes in L"]
    lines += [f"  {state} = 0;" for state in system.states]
    inputs: dict[str, list[str]] = {state: [] for state in system.states}
    for i, dose in enumerate(doses, start=1):
        lines.append(f"  dose_{i} = {dose.amount!r};  // mg into {dose.state}")
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
        lines.append(f"  k_{i} = {float(flow.rate_constant)!r};  // 1/h, {flow.source} to {flow.target or 'outside'}")
    for state in system.states:
        lines.append(f"  {state}' = {_rate_of_change(state, system.flows, inputs[state])};")
    for state, volume in volumes_l.items():
        lines.append(f"  conc_{state} := {state} / {volume!r};  // mg/L")
    return "\n".join([*lines, "end", ""])


def sbml(name: str, system: LinearSystem, doses: Sequence[Dose], volumes_l: Mapping[str, float]) -> str:
    """Write the same model as SBML. Raises RuntimeError with one sentence if antimony is missing or refuses it."""
    try:
        import antimony as translator  # 19 MB that only this line needs
    except ImportError:
        raise RuntimeError("Writing SBML needs one more package: run `pip install antimony` and try again.") from None
    translator.clearPreviousLoads()
    if translator.loadAntimonyString(antimony(name, system, doses, volumes_l)) < 0:
        raise RuntimeError(f"Antimony could not read the model {name!r}: {translator.getLastError().strip()}")
    return str(translator.getSBMLString(_identifier(name)))


def save(
    path: str | Path, name: str, system: LinearSystem, doses: Sequence[Dose], volumes_l: Mapping[str, float]
) -> Path:
    """Write the model to `path`: Antimony for a name ending in .ant, SBML for .xml. Raises ValueError for others."""
    path = Path(path)
    writers = {".ant": antimony, ".xml": sbml}
    if path.suffix not in writers:
        raise ValueError(f"{path.name!r} should end in .ant (Antimony) or .xml (SBML).")
    path.write_text(writers[path.suffix](name, system, doses, volumes_l), encoding="utf-8")
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
