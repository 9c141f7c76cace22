"""Drive a card in plain Python: find its controls by name, press its buttons, read what it shows."""

import html
import re
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets


def every(widget: widgets.Widget) -> Iterator[Any]:
    """The widget and all that it holds, from top to bottom."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def control(card: widgets.Widget, name: str) -> Any:
    """The one control whose description begins with `name`."""
    (found,) = [each for each in every(card) if getattr(each, "description", "").startswith(name)]
    return found


def radio(card: widgets.Widget) -> widgets.RadioButtons:
    """The card's radio buttons."""
    (found,) = [each for each in every(card) if isinstance(each, widgets.RadioButtons)]
    return found


def press(card: widgets.Widget, name: str) -> None:
    """Press a button by its words; a disabled one cannot be pressed."""
    button = control(card, name)
    assert not button.disabled, f"{name} is disabled"
    button.click()


def buttons(card: widgets.Widget) -> list[str]:
    """The words on the card's buttons."""
    return [each.description for each in every(card) if isinstance(each, widgets.Button)]


def raw(card: widgets.Widget) -> str:
    """All HTML on the card but its style."""
    whole = " ".join(each.value for each in every(card) if isinstance(each, widgets.HTML))
    return re.sub(r"<style>.*?</style>", "", whole, flags=re.DOTALL)


def shown(card: widgets.Widget) -> str:
    """The words on the card."""
    return words_of(raw(card))


def words_of(page: str) -> str:
    """The words of a piece of HTML."""
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
