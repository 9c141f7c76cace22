"""Ketamine's two mirror forms in space: turn one, and see whether it ever covers the other.

The atoms' places (ångström, table molecule_atoms) are those of one low-energy shape of S-ketamine, computed from its
structural formula; R-ketamine is its reflection. Hydrogen atoms are left out.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from scipy.spatial.transform import Rotation

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError


@dataclass(frozen=True)
class Molecule:
    """Atoms by element with their `positions` (Å, shape (atoms, 3)), and bonds as (atom, atom, order)."""

    name: str
    elements: tuple[str, ...]
    positions: Array
    bonds: tuple[tuple[int, int, int], ...]

    def turned(self, turn_deg: float, tilt_deg: float = 0, roll_deg: float = 0) -> "Molecule":
        """The same molecule turned about the vertical axis, tilted towards the viewer, and rolled in the page."""
        rotation = Rotation.from_euler("yxz", (turn_deg, tilt_deg, roll_deg), degrees=True)
        return replace(self, positions=rotation.apply(self.positions))


@cache
def s_ketamine() -> Molecule:
    """S-ketamine, centred on its heavy atoms."""
    atoms = tables.load("molecule_atoms")
    bonds = tables.load("molecule_bonds")
    positions = atoms[["x", "y", "z"]].to_numpy()
    return Molecule(
        "S-ketamine",
        tuple(atoms["element"]),
        positions - positions.mean(axis=0),
        tuple((row.first - 1, row.second - 1, row.order) for row in bonds.itertuples()),
    )


def r_ketamine() -> Molecule:
    """R-ketamine: the mirror image of S-ketamine."""
    return replace(s_ketamine(), name="R-ketamine", positions=s_ketamine().positions * (-1, 1, 1))


_TURNS_DEG: Array = np.arange(-180.0, 181.0, 5.0, dtype=np.float64)
_FIRST_SEEN_DEG = -60.0
"""How the free molecule lies at first, so that even the right one has to be turned into place."""


@dataclass(frozen=True)
class Overlay:
    """One molecule held still, another laid over it, and how far matching atoms are apart on average (RMS, Å)."""

    still: Molecule
    moved: Molecule
    distance: float
    closest: float
    """The smallest distance that any turning can reach."""
    turn_deg: float
    turns_deg: Array
    distances: Array
    """The distance at each of `turns_deg`."""


def overlay(form: str, turn_deg: float) -> Overlay:
    """Lay a `form` ("S-ketamine" or "R-ketamine"), turned about the upright axis (degrees), over S-ketamine.

    Raises ModelError for an unknown form. S can be turned back onto itself, R never covers it:

    >>> s, r = (overlay(form, turn_deg=60) for form in ("S-ketamine", "R-ketamine"))
    >>> round(s.distance, 3), bool(r.closest > 1)
    (0.0, True)
    """
    forms = {"S-ketamine": s_ketamine(), "R-ketamine": r_ketamine()}
    if form not in forms:
        raise ModelError(f"There is no molecule {form!r}; use one of {', '.join(forms)}.")
    still, free = s_ketamine(), forms[form].turned(_FIRST_SEEN_DEG)
    moved = free.turned(turn_deg)
    _, closest = Rotation.align_vectors(still.positions, free.positions)
    atoms = len(still.elements)
    turns = Rotation.from_euler("y", _TURNS_DEG[:, np.newaxis], degrees=True).as_matrix()
    turned = free.positions @ np.swapaxes(turns, 1, 2)
    return Overlay(
        still,
        moved,
        float(_distance(still.positions, moved.positions)),
        float(closest) / np.sqrt(atoms),
        turn_deg,
        _TURNS_DEG,
        _distance(still.positions, turned),
    )


def _distance(one: Array, other: Array) -> Array:
    """Root mean square distance (Å) of matching atoms, of one molecule or of many (shape (…, atoms, 3))."""
    return np.sqrt(((one - other) ** 2).sum(axis=-1).mean(axis=-1))
