"""Drive a card as the front end does: read the parts that it was sent, report fields and presses, read its words."""

import html
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from ketabrain.engine.card import Card

FIELDS = {"slider", "choice", "options", "range", "number", "text", "tick", "upload"}
Sent = dict[str, Any]
_numbers = count(1)


def every(card: Card) -> Iterator[Sent]:
    """Every part that the front end was sent, from top to bottom."""
    yield from _within(card.parts)


def _within(parts: list[Sent]) -> Iterator[Sent]:
    for part in parts:
        yield part
        yield from _within(part.get("parts", []))


def fields(card: Card) -> dict[str, Sent]:
    """The parts that a learner fills in, by name."""
    return {part["name"]: part for part in every(card) if part["kind"] in FIELDS}


def buttons(card: Card) -> list[str]:
    """The words on the card's buttons."""
    return [part["label"] for part in every(card) if part["kind"] == "button"]


def button(card: Card, label: str) -> Sent:
    """The one button with these words."""
    (found,) = [part for part in every(card) if part["kind"] == "button" and part["label"] == label]
    return found


def hear(card: Card, press: str = "", **values: Any) -> None:
    """Report to the card what the front end reports: fields with new values, a pressed button by its name."""
    card.hear({"seq": next(_numbers), "values": values, "press": press})


def press(card: Card, label: str, **typed: Any) -> None:
    """Fill in fields by name, then press a button by its words; a disabled or missing one cannot be pressed.

    A button that reads brings every field as it stands with it.
    """
    pressed, there = button(card, label), fields(card)
    assert not pressed["disabled"], f"{label} is disabled"
    assert set(typed) <= set(there), f"no field {set(typed) - set(there)}"
    standing = {name: part["value"] for name, part in there.items()} if pressed["reads"] else {}
    hear(card, pressed["name"], **standing | typed)


def see(card: Card) -> None:
    """Have the card before one's eyes for a moment, which the front end reports to a card that asks for it."""
    for part in list(every(card)):
        if part["kind"] == "sight":
            hear(card, part["name"])


def raw(card: Card) -> str:
    """All HTML that the front end puts on the page as it is."""
    return " ".join(part["html"] for part in every(card) if part["kind"] == "words")


def shown(card: Card) -> str:
    """The words to read on the card, its last line included; not those on buttons and options."""
    return " ".join(filter(None, [*(_words(part) for part in every(card)), card.said]))


def _words(part: Sent) -> str:
    match part["kind"]:
        case "words":
            return words_of(part["html"])
        case "picture":
            return str(part["refusal"] or part["words"])
        case "button":
            return ""
        case _:
            return str(part.get("legend") or part.get("label") or "")


def words_of(page: str) -> str:
    """The words of a piece of HTML."""
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
