"""Who takes the spray: the adults whom its model tells apart."""

from enum import StrEnum

from ketabrain.engine.choices import chosen
from ketabrain.topics.shared.pharmacokinetics import Ancestry, PKModel, spray_or_oral


class Sprayer(StrEnum):
    """Typical adults of perezruixo2021; where no age is said they are 60 at most."""

    YOUNGER = "adult up to 60"
    OLDER = "adult of 80"
    ASIAN = "Asian adult"
    JAPANESE = "Japanese adult"


_AGE_YEARS = {Sprayer.OLDER: 80.0}
_ANCESTRY = {Sprayer.ASIAN: Ancestry.ASIAN, Sprayer.JAPANESE: Ancestry.JAPANESE}


def spray_model(sprayer: str = Sprayer.YOUNGER) -> PKModel:
    """The spray model of one Sprayer. Raises ValueError for another word."""
    who = chosen(Sprayer, sprayer)
    return spray_or_oral(_AGE_YEARS.get(who, 40.0), _ANCESTRY.get(who, Ancestry.OTHER))
