"""Published constants of binding and block, by the id of their row in the table binding."""

from functools import cache

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError


@cache
def constant(id: str) -> float:
    """The value of one row, in the row's unit (affinities in µmol/L, k_on in 1/(µmol/L · s), k_off in 1/s).

    Raises ModelError for an id without a row or a row without a single value.
    """
    rows = tables.load("binding").set_index("id")
    if id not in rows.index or rows.at[id, "value"] != rows.at[id, "value"]:
        raise ModelError(f"The table binding has no single value under the id {id!r}.")
    return float(rows.at[id, "value"])
