"""What a card shows of a model: the picture with its words, what can be kept and taken of it, and how far a run is.

Plain data, as in parts.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ketabrain.engine.first_sentence import first_sentence


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run is: its `share` (0–1) and words."""

    share: float
    words: str

    def sent(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the front end is told."""
        return {"kind": "progress", "share": self.share, "words": self.words}

    def saved(self, values: Mapping[str, Any]) -> str:
        """Nothing: nothing runs on a saved page."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The card's picture: its description in words, its size in pixels, or the sentence why there is none.

    `address` is the picture as a data address, for saved pages: the live card gets the bytes by another way.
    """

    words: str
    width: int
    height: int
    refusal: str = ""
    address: Callable[[], str]

    def sent(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the front end is told."""
        first, rest = first_sentence(self.words)
        told = {key: getattr(self, key) for key in ("words", "width", "height", "refusal")}
        return {"kind": "picture", "first": first, "rest": rest, **told}

    def saved(self, values: Mapping[str, Any]) -> str:
        """The picture with its description."""
        if self.refusal:
            return f'<figure><div class="kb-say kb-wrong">{html.escape(self.refusal)}</div></figure>'
        words = html.escape(self.words)
        first, rest = map(html.escape, first_sentence(self.words))
        more = f"<details><summary>In words</summary><p>{rest}</p></details>" if rest else ""
        return (
            '<figure><div class="kb-frame" tabindex="0" role="group" aria-label="Picture">'
            f'<img class="kb-picture" width="{self.width}" height="{self.height}" alt="{words}" src="{self.address()}">'
            f"</div><figcaption><p>{first}</p>{more}</figcaption></figure>"
        )


@dataclass(frozen=True, kw_only=True)
class Share:
    """A small menu: to keep the picture beside the next, to copy its settings, to take it and its numbers home.

    `line` is what is copied, `address` names the settings in short. `act` makes the `table` of its numbers, which is
    empty until it is asked for.
    """

    name: str
    line: str
    address: str
    act: Callable[[], None]
    table: str = ""
    disabled: bool = False

    def sent(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the front end is told."""
        told = {key: getattr(self, key) for key in ("name", "line", "address", "table")}
        return {"kind": "share", "copy": "Copy settings", **told}

    def saved(self, values: Mapping[str, Any]) -> str:
        """Nothing: there is nothing to press on a saved page."""
        return ""
