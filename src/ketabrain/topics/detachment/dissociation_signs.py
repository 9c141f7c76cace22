"""What brains showed while mice or people seemed detached, and whether it also occurs without (dissociation_signs)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.choices import refuse_unknown

SIGNS: Mapping[str, str] = {
    "slow rhythm, mice": "vesuna-mouse",
    "slow rhythm, one patient": "vesuna-human",
    "alpha waves, strength": "vlisides-occipital",
    "alpha waves and self": "delasalle",
    "network and unreality": "goldway-network",
    "network, two drugs": "adhikari",
    "insula and threat": "hack-insula",
    "coupling with the amygdala": "danbock",
}
"""Row of the table by the name of the sign."""
READING = ("hidden", "shown")
"""Whether our reading of the sign is told; the learner judges first."""


@dataclass(frozen=True)
class Sign:
    """One sign; `size` is empty and `people` None if they were not seen, `verdict` is our reading."""

    name: str
    study: str
    species: str
    place: str
    what: str
    change: str
    size: str
    people: int | None
    went_with: str
    without: str
    verdict: str
    comment: str
    reading: str


def brain_sign(sign: str = next(iter(SIGNS)), reading: str = READING[0]) -> Sign:
    """One of SIGNS, with our reading shown or hidden. Raises ValueError for another word."""
    refuse_unknown((sign, tuple(SIGNS)), (reading, READING))
    row = tables.load("dissociation_signs").set_index("id").loc[SIGNS[sign]]
    people = None if row.isna()["people"] else int(row["people"])
    size = "" if row.isna()["size"] else str(row["size"])
    return Sign(
        sign, row["study"], row["species"], row["place"], row["sign"], row["change"], size, people, row["went_with"],
        row["without"], row["verdict"], row["comment"], reading,
    )  # fmt: skip


def sources() -> tuple[str, ...]:
    """Reference keys of all signs."""
    return tuple(tables.load("dissociation_signs")["source"].unique())
