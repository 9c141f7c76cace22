"""What brains showed while mice or people seemed detached, and whether it also occurs without (dissociation_signs)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown

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


class OurReading(StrEnum):
    """Whether our reading of the sign is told; the learner judges first."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class SignChange(StrEnum):
    """Whether the sign grew or shrank; both if it did so in different places or people."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sign; `size` is empty and `people` None if they were not seen, `verdict` is our reading."""

    name: str
    study: str
    species: str
    place: str
    what: str
    change: SignChange
    size: str
    people: int | None
    went_with: str
    without: str
    verdict: str
    comment: str
    reading: OurReading


def brain_sign(sign: str = next(iter(SIGNS)), reading: str = OurReading.HIDDEN) -> Sign:
    """One of SIGNS, with our reading shown or hidden. Raises ValueError for another word.

    >>> brain_sign("slow rhythm, mice").species
    'mouse'
    """
    refuse_unknown((sign, SIGNS))
    row = tables.load("dissociation_signs").set_index("id").loc[SIGNS[sign]]
    missing = row.isna()
    return Sign(
        name=sign,
        study=row["study"],
        species=row["species"],
        place=row["place"],
        what=row["sign"],
        change=SignChange(row["change"]),
        size="" if missing["size"] else str(row["size"]),
        people=None if missing["people"] else int(row["people"]),
        went_with=row["went_with"],
        without=row["without"],
        verdict=row["verdict"],
        comment=row["comment"],
        reading=chosen(OurReading, reading),
    )


def sign_sources() -> tuple[str, ...]:
    """Reference keys of all signs."""
    return tuple(tables.load("dissociation_signs")["source"].unique())
