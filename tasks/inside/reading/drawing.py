"""The pictures of an explore at every setting that the reading edition holds: drawn by the lesson's own functions."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from ketabrain.engine.explore import Explorer
from ketabrain.engine.first_sentence import first_sentence
from tasks.inside.reading.settings import settings
from tasks.inside.states import moved_shares, show

MOST_POINTS = 60
"""Points of one series that a page holds."""


def draw_states(explorer: Explorer, folder: Path) -> list[dict[str, Any]]:
    """Draw an explore at every setting that a page holds; pictures go to the folder, and what they say is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    telling = [key for key, _ in sorted(moved_shares(explorer), key=lambda moved: -moved[1])]
    return list(_states(explorer, settings(explorer.controls, telling), folder))


def _states(explorer: Explorer, wanted: list[dict[str, Any]], folder: Path) -> Iterator[dict[str, Any]]:
    for values in wanted:
        show(explorer, values)
        image = b"" if explorer.refusal else webp(explorer.image)
        name = f"{hashlib.sha256(image).hexdigest()[:16]}.webp" if image else ""
        if name:
            (folder / name).write_bytes(image)
        first, rest = first_sentence(explorer.description_text)
        yield {
            "values": values, "picture": name, "words": explorer.description_text, "first": first, "rest": rest,
            "refusal": explorer.refusal, "table": "" if explorer.refusal else explorer.rows,
            "numbers": [] if explorer.refusal else explorer.numbers(MOST_POINTS),
        }  # fmt: skip


def without_numbers(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """States without their tables of numbers, which are loaded only when they are asked for."""
    return [{key: value for key, value in state.items() if key != "numbers"} for state in states]


def webp(image: bytes) -> bytes:
    """A PNG without loss as WebP, which takes a third of the room."""
    file = io.BytesIO()
    Image.open(io.BytesIO(image)).convert("RGB").save(file, format="webp", lossless=True, quality=60, method=4)
    return file.getvalue()


def write_states(key: str, states: list[dict[str, Any]], folder: Path) -> None:
    """Write what the page's scripts read: scripts, since a page from disk may load nothing else.

    Of the tables of numbers each block is written once, however many settings show it, and so is what all its lines
    begin with.
    """
    blocks: dict[str, int] = {}
    places = [[blocks.setdefault(block, len(blocks)) for block in state["numbers"]] for state in states]
    _write(folder / "states.js", "kbDrawn", key, without_numbers(states))
    _write(folder / "numbers.js", "kbNumbers", key, {"blocks": [*map(_in_short, blocks)], "states": places})


def _in_short(block: str) -> tuple[str, list[str]]:
    """The cells that all lines of a block begin with, and what each goes on with."""
    lines = block.splitlines()
    low, high = min(lines), max(lines)
    same = next((place for place, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    before = low[: low.rfind(",", 0, same) + 1]
    return before, [line.removeprefix(before) for line in lines]


def _write(file: Path, place: str, key: str, told: Any) -> None:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"(globalThis.{place} ??= {{}})[{json.dumps(key)}] = {text};\n", encoding="utf-8")
