"""The article's claims and how it argues from one to another: by kind, by lesson, by what the learner has judged."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.show_table import Rows

EVERY_KIND = "all kinds"


@dataclass(frozen=True)
class Because:
    """One claim that the article gives as the reason for another; `hedged` where it says so with a “can” or “may”."""

    because: str
    claim: str
    hedged: bool


REASONS = (
    Because("C05", "C06", False),
    Because("C05", "C08", False),
    Because("C06", "C07", True),
    Because("C08", "C10", False),
    Because("C10", "C11", True),
    Because("C10", "C12", True),
    Because("C12", "C13", True),
    Because("C15", "C16", True),
    Because("C03", "C18", False),
    Because("C10", "C18", False),
)
"""Every “because” of the article, in our reading: where a sentence says “by”, “when”, “which” or “this effect”."""
ROOT = "C05"
"""The claim from which most others follow: the NMDA receptor is what ketamine blocks."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One claim in our words, what the article says, the lessons that test it, and the learner's verdict if any."""

    claim: str
    statement: str
    article_says: str
    kind: str
    lessons: tuple[str, ...]
    verdict: str | None


@dataclass(frozen=True)
class ClaimMap:
    """All claims in the article's order; `highlighted` are those in focus, of the `kind`."""

    tiles: tuple[Tile, ...]
    highlighted: tuple[str, ...]
    kind: str

    @property
    def focused(self) -> bool:
        """Whether one kind is in focus, and not all of them."""
        return self.kind != EVERY_KIND

    @property
    def following(self) -> tuple[str, ...]:
        """The claims for which the article gives ROOT as the reason, directly or by steps, in its order."""
        found = {ROOT}
        for reason in REASONS * len(REASONS):
            found |= {reason.claim} if reason.because in found else set()
        return tuple(tile.claim for tile in self.tiles if tile.claim in found - {ROOT})


def claim_kinds() -> tuple[str, ...]:
    """Every kind of claim, in the order of first appearance."""
    return tuple(dict.fromkeys(tables.load("claims")["kind"]))


def claims_of_kind(kind: str, verdicts: Mapping[str, str] | None = None) -> ClaimMap:
    """The map with the claims of one kind in focus (or of EVERY_KIND). Raises ValueError for an unknown kind."""
    if kind not in (EVERY_KIND, *claim_kinds()):
        raise ValueError(f"There is no kind of claim called {kind!r}; choose one of {', '.join(claim_kinds())}.")
    given = verdicts or {}
    tiles = tuple(
        Tile(
            claim=row.claim,
            statement=row.statement,
            article_says=row.article_says,
            kind=row.kind,
            lessons=tuple(row.lessons.split(";")),
            verdict=given.get(row.claim),
        )
        for row in tables.load("claims").itertuples()
    )
    return ClaimMap(tiles, tuple(tile.claim for tile in tiles if kind in (EVERY_KIND, tile.kind)), kind)


def claims_in_words(result: ClaimMap) -> Rows:
    """The claims in focus as sentences: what the article says, its reason, where they are tested, your verdict."""
    chosen = [tile for tile in result.tiles if tile.claim in result.highlighted]
    because = {tile.claim: [reason.because for reason in REASONS if reason.claim == tile.claim] for tile in chosen}
    frame = pd.DataFrame(
        {
            "claim": [tile.claim for tile in chosen],
            "in our words": [tile.statement for tile in chosen],
            "the article": [tile.article_says for tile in chosen],
            "because of": [" and ".join(because[tile.claim]) for tile in chosen],
            "lesson": [", ".join(tile.lessons) for tile in chosen],
            "your verdict": [tile.verdict or "" for tile in chosen],
        }
    )
    which = f"of the kind “{result.kind}”" if result.focused else "of the article"
    return Rows(caption=f"The claims {which} in words", frame=frame)
