"""Published constants of the circuit models, by model and symbol (table circuit_parameters)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError


@cache
def constants(model: str) -> Mapping[str, float]:
    """Every constant of one model ("deco2014", "kirli2014" or "wong2006") by its symbol, in the table's units.

    Raises ModelError for a model that the table does not have.

    >>> int(constants("kirli2014")["N_E"] / constants("kirli2014")["N_I"])  # pyramidal cells to an interneuron
    4
    """
    rows = tables.load("circuit_parameters")
    rows = rows[rows["model"] == model]
    if rows.empty:
        raise ModelError(f"The table circuit_parameters has no model {model!r}.")
    return MappingProxyType(dict(zip(rows["symbol"], rows["value"], strict=True)))


def checked_share(share: float, what: str) -> float:
    """The share itself. Raises ModelError outside 0–1, naming `what` receptors it is a share of."""
    if not 0 <= share <= 1:
        raise ModelError(f"The blocked share of {what} lies between 0 and 1; got {share:g}.")
    return share
