"""How heavy is a stretch of human BDNF? The masses of its amino acids added up.

A chain weighs what its links weigh (mean masses, table amino_acids) and one water for its two ends. The sequence and
its parts are UniProt's (uniprotp23560, table proteins). Sugars, bridges between cysteines and BDNF's habit of going
about in pairs are left out, so the precursor weighs more in life than here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError


@dataclass(frozen=True)
class Part:
    """A part of the chain: amino acids `start` to `end` (counted from 1 over the whole chain) in one-letter code."""

    name: str
    start: int
    end: int
    sequence: str

    def overlap(self, first: int, last: int) -> int:
        """How many amino acids of this part lie between two places of the whole chain."""
        return max(0, min(last, self.end) - max(first, self.start) + 1)


@dataclass(frozen=True, kw_only=True)
class ProteinMass:
    """Mass (Da) of amino acids `first` to `last` of the BDNF precursor, beside glutamate's (Da).

    `published_kda` holds the published masses of mature BDNF and of the precursor without its signal peptide.
    """

    first: int
    last: int
    mass_da: float
    glutamate_da: float
    parts: tuple[Part, ...]
    published_kda: Mapping[str, float]

    @property
    def residues(self) -> int:
        """How many amino acids the stretch has."""
        return self.last - self.first + 1

    @property
    def ratio(self) -> float:
        """Mass over that of glutamate."""
        return self.mass_da / self.glutamate_da

    @property
    def covered(self) -> Mapping[str, int]:
        """How many amino acids of each part the stretch takes in."""
        return {part.name: part.overlap(self.first, self.last) for part in self.parts}


def sequence_mass_da(sequence: str) -> float:
    """Mean mass (Da) of a chain in one-letter code. Raises ModelError for an empty one or another letter.

    >>> one, two = sequence_mass_da("G"), sequence_mass_da("GG")
    >>> round(2 * one - two, 2) == round(water_mass_da(), 2)  # one water leaves where two are linked
    True
    """
    if not sequence:
        raise ModelError("A chain needs at least one amino acid.")
    masses = residue_masses_da()
    strange = sorted(set(sequence) - set(masses))
    if strange:
        raise ModelError(f"There is no amino acid {', '.join(map(repr, strange))} in the table amino_acids.")
    return sum(masses[letter] for letter in sequence) + water_mass_da()


def part(name: str) -> Part:
    """A part of human BDNF by its name. Raises ModelError for another name."""
    for each in parts():
        if each.name == name:
            return each
    raise ModelError(f"BDNF has no part {name!r}; use one of {', '.join(each.name for each in parts())}.")


@cache
def parts() -> tuple[Part, ...]:
    """The parts of human BDNF in the order of the chain."""
    return tuple(
        Part(row.part, int(row.start), int(row.end), row.sequence) for row in tables.load("proteins").itertuples()
    )


def mass_of_range(first: int = 129, last: int = 247) -> ProteinMass:
    """Amino acids `first` to `last` of the BDNF precursor, counted from 1. Raises ModelError for places off the chain
    and for a stretch that ends before it starts.

    >>> mature = mass_of_range(129, 247)
    >>> mature.residues, round(mature.mass_da / 1000, 1)
    (119, 13.5)
    """
    chain = "".join(each.sequence for each in parts())
    if not (1 <= first <= len(chain) and 1 <= last <= len(chain)):
        raise ModelError(f"The chain has amino acids 1 to {len(chain)}; got {first:g} to {last:g}.")
    if first > last:
        raise ModelError(f"The first amino acid must not come after the last; got {first:g} to {last:g}.")
    published = {
        "mature BDNF": tables.quantity("bdnf-mature-mass").midpoint,
        "pro-BDNF": tables.quantity("pro-bdnf-mass").midpoint,
    }
    mass = sequence_mass_da(chain[int(first) - 1 : int(last)])
    return ProteinMass(
        first=int(first),
        last=int(last),
        mass_da=mass,
        glutamate_da=sequence_mass_da("E"),
        parts=parts(),
        published_kda=published,
    )


@cache
def residue_masses_da() -> Mapping[str, float]:
    """Mean mass (Da) of each amino acid as a link of a chain, by its letter."""
    rows = tables.load("amino_acids")
    rows = rows[rows["letter"] != "H2O"]
    return MappingProxyType(dict(zip(rows["letter"], rows["residue_mass_da"], strict=True)))


@cache
def water_mass_da() -> float:
    """Mean mass (Da) of one water, which a chain keeps at its two ends."""
    return float(tables.load("amino_acids").set_index("letter").at["H2O", "residue_mass_da"])
