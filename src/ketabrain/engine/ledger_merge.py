"""Bring two ledgers together without losing an entry of either."""

from dataclasses import dataclass

from ketabrain.engine.ledger_format import WORDS, Document, Entry, content_of, without

KEPT_APART = ("sharing",)
"""Kinds of entry that say what may be done with the ledger they stand in, and nothing about another."""

Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Two ledgers in one: its `entries` and what is `archived`, and how it differs from the one that was `here`.

    `added` and `archived_too` are the entries that came in, `same` how many were here already. `differing` of the added
    ones answer what has been answered otherwise here; the answer given here is the one that counts.
    """

    entries: list[Entry]
    archived: list[Entry]
    added: list[Entry]
    archived_too: list[Entry]
    same: int
    differing: int


def merged(here: Document, loaded: Document) -> Merged:
    """The ledger that is here with all that another one holds.

    Both keep their order. What is new stands behind the entry that both have before it, and always before an answer to
    the same question that was given here alone: the last one counts. Entries are the same if all that they say is.
    """
    mine, theirs = here["entries"], [entry for entry in loaded["entries"] if entry["kind"] not in KEPT_APART]
    apart = [entry for entry in loaded["entries"] if entry["kind"] in KEPT_APART]
    places = _places(mine, theirs)
    shared = set(places.values())
    first_own: dict[Key, int] = {}
    for place, entry in enumerate(mine):
        if place not in shared:
            first_own.setdefault(question_of(entry), place)
    before: dict[int, list[Entry]] = {}
    after, added, differing = 0, [], 0
    for number, entry in enumerate(theirs):
        if number in places:
            after = max(after, places[number] + 1)
            continue
        own = first_own.get(question_of(entry))
        differing += own is not None
        added.append(entry)
        before.setdefault(after if own is None else min(after, own), []).append(entry)
    entries = []
    for place in range(len(mine) + 1):
        entries += [*before.get(place, []), *mine[place : place + 1]]
    old = here.get("archived", [])
    archived_too = without([*loaded.get("archived", []), *apart], [*old, *mine])
    return Merged(
        entries=entries,
        archived=[*old, *archived_too],
        added=added,
        archived_too=archived_too,
        same=len(places),
        differing=differing,
    )


def _places(mine: list[Entry], theirs: list[Entry]) -> dict[int, int]:
    """Which entry of mine each of theirs is, by their numbers; every one is matched once."""
    waiting: dict[str, list[int]] = {}
    for place, entry in enumerate(mine):
        waiting.setdefault(content_of(entry), []).append(place)
    found = {}
    for number, entry in enumerate(theirs):
        if same := waiting.get(content_of(entry)):
            found[number] = same.pop(0)
    return found


def question_of(entry: Entry) -> Key:
    """What an entry is about: its kind, lesson and item."""
    return tuple(entry[key] for key in WORDS)
