"""The pictures of an explore at every setting that the reading edition holds: drawn by the lesson's own functions."""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ketabrain.engine.explore import Explorer, Runner
from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.picture import png
from tasks.inside.reading.numbers import MOST_POINTS, write_numbers
from tasks.inside.reading.settings import Setting, few_settings, settings
from tasks.inside.states import moved_shares, show

SHARPNESS = 1.5
"""Pixels of a picture for each that it takes on a desk: on a phone, whose pixels are small, it stays sharp."""
COLOURS = 128
"""Colours of a picture. All of them would take a third more room, and nobody would see which are which."""
MODEL_S = 60
"""Time for the runs of a slow model."""
NEVER_MORE = 40
"""Runs of a slow model."""

State = dict[str, Any]
"""A setting (`values`) with what shows at it: `picture` (a file), `words` and their `first` sentence, `table`, or the
`refusal` in their place; `yours` if a learner's own answers would show.
"""


def draw_states(explorer: Explorer, folder: Path) -> list[State]:
    """Draw an explore at every setting that a page holds; pictures and numbers go to the folder, and what they say is
    returned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    states = list(_states(explorer, _wanted(explorer), folder))
    write_numbers(explorer.name, [state.pop("numbers") for state in states], folder)
    return states


def _wanted(explorer: Explorer) -> Sequence[Setting]:
    found = explorer.found.settings if explorer.found else ()
    if isinstance(explorer, Runner):
        began = time.perf_counter()
        show(explorer, explorer.defaults)
        most = int(MODEL_S / (time.perf_counter() - began))
        return few_settings(explorer.controls, min(most, NEVER_MORE), found)
    return settings(explorer.controls, lambda: _most_telling(explorer), found)


def _most_telling(explorer: Explorer) -> list[str]:
    return [key for key, _ in sorted(moved_shares(explorer), key=lambda moved: -moved[1])]


def _states(explorer: Explorer, wanted: Iterable[Setting], folder: Path) -> Iterator[State]:
    for values in wanted:
        show(explorer, values)
        image = b"" if explorer.refusal else webp(png(explorer.figure, SHARPNESS))
        name = f"{hashlib.sha256(image).hexdigest()[:16]}.webp" if image else ""
        if name:
            (folder / name).write_bytes(image)
        words = explorer.description_text
        yield {
            "values": values, "picture": name, "words": words, "first": first_sentence(words)[0],
            "table": "" if explorer.refusal else explorer.rows, "refusal": explorer.refusal,
            "yours": explorer.reads_ledger, "numbers": [] if explorer.refusal else explorer.numbers(MOST_POINTS),
        }  # fmt: skip


def webp(image: bytes) -> bytes:
    """A PNG as WebP without loss but for the number of its colours, which takes a quarter of the room."""
    file = io.BytesIO()
    picture = Image.open(io.BytesIO(image)).convert("RGB")
    picture = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    picture.save(file, format="webp", lossless=True, quality=60, method=4)
    return file.getvalue()
