"""The settings of an explore in words that bring them back: a line for a cell, or the end of a page's address.

An address is read and written in the same way by the pages' scripts: tests/engine/addresses.json holds for both.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote, unquote

from ketabrain.engine.errors import LessonError

BETWEEN = "&&"
"""What stands between the settings of two explores in one address."""
_UNESCAPED = "!~*'()-_."
"""What a browser leaves as it is, besides letters and digits, when it puts a text into an address."""
_BROKEN = re.compile("%(?![0-9a-fA-F]{2})")
_EXAMPLE = "one looks like #dose-band?mg_per_kg=1.2&minutes=5"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """The settings that an address asks for: the explore's name, and what was written for its controls."""

    name: str
    values: dict[str, str]


def settings_line(name: str, values: Mapping[str, Any]) -> str:
    """The line for a cell that brings these settings back.

    >>> settings_line("dose-band", {"mg_per_kg": 1.2, "blood": "vein"})
    'set_explore("dose-band", mg_per_kg=1.2, blood="vein")'
    """
    told = (f"{key}={_written(value) if _is_number(value) else _quoted(value)}" for key, value in values.items())
    return f"set_explore({', '.join((_quoted(name), *told))})"


def settings_address(name: str, values: Mapping[str, Any]) -> str:
    """The end of a page's address, after its #, that brings these settings back.

    >>> settings_address("dose-band", {"mg_per_kg": 1.20, "blood": "a vein"})
    'dose-band?mg_per_kg=1.2&blood=a%20vein'
    """
    told = "&".join(f"{_escaped(key)}={_escaped(_written(value))}" for key, value in values.items())
    return _escaped(name) + (f"?{told}" if told else "")


def read_settings(address: str) -> list[Preset]:
    """The settings in an address, or in what stands after its #, for one explore or several.

    Raises LessonError for anything else.
    """
    return [_read(each, address) for each in address.rpartition("#")[2].split(BETWEEN)]


def _read(words: str, address: str) -> Preset:
    name, asks, told = words.partition("?")
    pairs = [pair.partition("=") for pair in told.split("&")] if asks else []
    texts = [name, *(text for key, _, value in pairs for text in (key, value))]
    keys = [_plain_text(key, address) for key, _, _ in pairs]
    whole = name and all(key and equals for key, equals, _ in pairs) and len(set(keys)) == len(keys)
    if not whole or any(_BROKEN.search(text) for text in texts):
        raise _no_address(address)
    return Preset(
        name=_plain_text(name, address),
        values={key: _plain_text(value, address) for key, (_, _, value) in zip(keys, pairs, strict=True)},
    )


def _plain_text(escaped: str, address: str) -> str:
    try:
        return unquote(escaped, errors="strict")
    except UnicodeDecodeError:
        raise _no_address(address) from None


def _no_address(address: str) -> LessonError:
    shown = address if len(address) <= 60 else f"{address[:60]}…"
    return LessonError(f"“{shown}” is no address of settings: {_EXAMPLE}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _written(value: Any) -> str:
    """A value as both Python and a browser write it."""
    if not _is_number(value):
        return str(value)
    number = Decimal(f"{value:.12g}").normalize()
    if number and not -7 < number.adjusted() < 21:
        return re.sub(r"e([+-])0*", r"e\1", f"{number:e}")
    return f"{number:f}".replace("-0", "0") if number == 0 else f"{number:f}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _escaped(text: str) -> str:
    return quote(text, safe=_UNESCAPED)
