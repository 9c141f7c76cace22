"""The article's claims, grouped for the map: by kind, by lesson, by what the learner has judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine import tables

EVERY_KIND = "all kinds"


@dataclass(frozen=True)
class Tile:
    """One claim in our words, the first lesson that tests it, and the learner's verdict if there is one."""

    claim: str
    statement: str
    kind: str
    lesson: str
    verdict: str | None


@dataclass(frozen=True)
class ClaimMap:
    """All claims in the article's order; `highlighted` are those in focus, `focus` says which these are."""

    tiles: tuple[Tile, ...]
    highlighted: tuple[str, ...]
    focus: str


def claim_kinds() -> tuple[str, ...]:
    """Every kind of claim, in the order of first appearance."""
    return tuple(dict.fromkeys(tables.load("claims")["kind"]))


def claims_of_kind(kind: str, verdicts: Mapping[str, str] | None = None) -> ClaimMap:
    """The map with the claims of one kind in focus (or of EVERY_KIND). Raises ValueError for an unknown kind."""
    if kind not in (EVERY_KIND, *claim_kinds()):
        raise ValueError(f"There is no kind of claim called {kind!r}; choose one of {', '.join(claim_kinds())}.")
    given = verdicts or {}
    tiles = tuple(
        Tile(row.claim, row.statement, row.kind, row.lessons.split(";")[0], given.get(row.claim))
        for row in tables.load("claims").itertuples()
    )
    chosen = tuple(tile.claim for tile in tiles if kind in (EVERY_KIND, tile.kind))
    return ClaimMap(tiles, chosen, "all kinds" if kind == EVERY_KIND else f"the kind “{kind}”")
