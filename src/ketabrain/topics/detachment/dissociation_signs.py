"""What brains showed while mice or people seemed detached, and whether it also occurs without (dissociation_signs)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen, refuse_unknown
from ketabrain.engine.show_table import Rows

SIGNS: Mapping[str, str] = {
    "slow rhythm, mice": "vesuna-mouse",
    "slow rhythm, patient": "vesuna-human",
    "alpha waves": "vlisides-occipital",
    "alpha, self": "delasalle",
    "network, unreality": "goldway-network",
    "network, two drugs": "adhikari",
    "insula, threat": "hack-insula",
    "amygdala": "danbock",
}
"""Row of the table by the name of the sign."""


class OurReading(StrEnum):
    """Whether our reading of the signs is told; the learner judges first."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class SignChange(StrEnum):
    """Whether the sign grew or shrank; both if it did so in different places or people."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"


class SignVerdict(StrEnum):
    """Our reading: whether a sign goes with detachment alone."""

    SPECIFIC = "specific so far"
    NOT_TESTED = "not tested"
    NOT_SPECIFIC = "not specific"
    AGAINST = "against prediction"


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
    verdict: SignVerdict
    comment: str


@dataclass(frozen=True)
class SignChart:
    """All signs, in the order of SIGNS, one of them `picked`; `reading` says whether our reading is told."""

    picked: Sign
    signs: tuple[Sign, ...]
    reading: OurReading


def brain_sign(sign: str = next(iter(SIGNS))) -> Sign:
    """One of SIGNS. Raises ValueError for another word.

    >>> brain_sign("slow rhythm, mice").species
    'mouse'
    """
    refuse_unknown((sign, SIGNS))
    row = tables.load("dissociation_signs").set_index("id").loc[SIGNS[sign]]
    unseen = row.isna()
    return Sign(
        name=sign,
        study=row["study"],
        species=row["species"],
        place=row["place"],
        what=row["sign"],
        change=SignChange(row["change"]),
        size="" if unseen["size"] else str(row["size"]),
        people=None if unseen["people"] else int(row["people"]),
        went_with=row["went_with"],
        without=row["without"],
        verdict=SignVerdict(row["verdict"]),
        comment=row["comment"],
    )


def sign_chart(sign: str = next(iter(SIGNS)), reading: str = OurReading.HIDDEN) -> SignChart:
    """All signs with one of SIGNS picked, our reading hidden or shown. Raises ValueError for another word.

    >>> len(sign_chart().signs) == len(SIGNS)
    True
    """
    return SignChart(brain_sign(sign), tuple(map(brain_sign, SIGNS)), chosen(OurReading, reading))


def signs_in_full(chart: SignChart) -> Rows:
    """What has no position in the picture: sizes, what a sign went with, and whether it was looked for without."""
    told = {
        "Sign": [f"{each.what}, {each.place}" for each in chart.signs],
        "Study": [
            f"{each.study}, {each.species}, {'number not seen' if each.people is None else each.people}"
            for each in chart.signs
        ],
        "Change": [f"{_CHANGED[each.change]}{f', {each.size}' if each.size else ''}" for each in chart.signs],
        "Went with": [each.went_with for each in chart.signs],
        "Without detachment": [each.without for each in chart.signs],
        "Know this": [each.comment for each in chart.signs],
    }
    if chart.reading is OurReading.SHOWN:
        told["Our reading"] = [each.verdict for each in chart.signs]
    return Rows(caption="All signs, with sizes and what else is known", frame=pd.DataFrame(told))


def sign_sources() -> tuple[str, ...]:
    """Reference keys of all signs."""
    return tuple(tables.load("dissociation_signs")["source"].unique())


_CHANGED = {SignChange.UP: "up", SignChange.DOWN: "down", SignChange.BOTH: "up and down"}
