"""Change a table or a JSON file of a copied data folder."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def rewrite(path: Path, change: Callable[[Rows], object]) -> None:
    """Rewrite a table after a change to its cells (header included)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def change_json(path: Path, change: Callable[[Any], object]) -> None:
    """Rewrite a JSON file after a change to its content."""
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")
