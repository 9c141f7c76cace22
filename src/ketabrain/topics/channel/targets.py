"""Which receptors can ketamine reach? Affinities from many laboratories against the unbound drug in plasma."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.channel.block_after_dose import unbound_um
from ketabrain.topics.shared.bands import reported_bands


@dataclass(frozen=True)
class TargetMap:
    """Affinities of racemic ketamine, and the unbound drug (µM) at a plasma level (ng/mL) and in each reported band.

    `rows` come from the table binding, with the columns target, low, high (µM), beyond, disputed and source.
    """

    rows: pd.DataFrame
    level_ng_per_ml: float
    unbound_um: float
    bands_um: Mapping[str, tuple[float, float]]

    @cached_property
    def tightest(self) -> Mapping[str, float]:
        """The lowest published affinity (µM) that no other laboratory disputes, by target, tightest first."""
        return self._lowest(self.rows["disputed"].eq(False))

    @property
    def table(self) -> pd.DataFrame:
        """What to read: target, half at (µM), disputed, study; tightest first, and what is disputed last."""
        known = tables.references()
        rows = self.rows.sort_values(["disputed", "low"])
        same = rows["low"] == rows["high"]
        half = [
            f"above {row.low:.3g}" if row.beyond else f"{row.low:.3g}" if alike else f"{row.low:.3g} to {row.high:.3g}"
            for row, alike in zip(rows.itertuples(), same, strict=True)
        ]
        studies = [known[key].short for key in rows["source"]]
        disputed = rows["disputed"].map({True: "yes", False: ""})
        return pd.DataFrame({"target": rows["target"], "half at (µM)": half, "disputed": disputed, "study": studies})

    @property
    def reached(self) -> tuple[str, ...]:
        """Targets whose tightest undisputed affinity lies at or below the unbound level, tightest first."""
        return tuple(target for target, affinity in self.tightest.items() if affinity <= self.unbound_um)

    @property
    def reached_if_disputed(self) -> tuple[str, ...]:
        """Targets that the level would reach as well, were values right that other laboratories dispute."""
        return tuple(
            target
            for target, affinity in self._lowest(self.rows["disputed"]).items()
            if affinity <= self.unbound_um and target not in self.reached
        )

    def _lowest(self, among: pd.Series) -> Mapping[str, float]:
        known = self.rows[among & ~self.rows["beyond"]]
        return dict(known.groupby("target")["low"].min().sort_values())


def target_map(level_ng_per_ml: float) -> TargetMap:
    """Every published affinity of racemic ketamine beside one plasma level. Raises ModelError for a negative level.

    >>> "NMDA receptor channel" in target_map(200).reached, target_map(0).reached
    (True, ())
    """
    if level_ng_per_ml < 0:
        raise ModelError(f"A plasma level cannot be negative; got {level_ng_per_ml:g} ng/mL.")
    return TargetMap(_affinities(), level_ng_per_ml, float(unbound_um(level_ng_per_ml)), unbound_bands())


@lru_cache(maxsize=1)
def _affinities() -> pd.DataFrame:
    """Every published affinity of racemic ketamine. Shared by all maps: nobody may write to it."""
    table = tables.load("binding")
    rows = table[
        (table["ligand"] == "ketamine") & (table["unit"] == "µmol/L") & table["parameter"].isin(["Ki", "IC50"])
    ]
    affinities = pd.DataFrame(
        {
            "target": rows["target"],
            "low": rows["lower"].where(rows["value"].isna(), rows["value"]),
            "high": rows["upper"].where(rows["value"].isna(), rows["value"]),
            "beyond": rows["interval"] == "greater than",
            "disputed": rows["disputed"],
            "source": rows["source"],
        }
    )
    return affinities.reset_index(drop=True)


@lru_cache(maxsize=1)
def unbound_bands() -> Mapping[str, tuple[float, float]]:
    """Lowest and highest unbound level (µM) of each reported band, by its name."""
    return {band.name: (float(unbound_um(band.lower)), float(unbound_um(band.upper))) for band in reported_bands()}
