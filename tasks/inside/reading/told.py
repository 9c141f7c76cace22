"""What the scripts of a page read: data written as a script, since a page from disk may load nothing else."""

import json
from pathlib import Path
from typing import Any


def write_told(file: Path, name: str, data: Any, key: str = "") -> None:
    """Write data that pages find under a global name; with a `key` beside what other files put there under theirs."""
    file.parent.mkdir(exist_ok=True)
    place = f"(globalThis.{name} ??= {{}})[{json.dumps(key)}]" if key else f"globalThis.{name}"
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"{place} = {words};\n", encoding="utf-8")


def read_told(file: Path) -> Any:
    """The data that a file of `write_told` holds."""
    return json.loads(file.read_text(encoding="utf-8").partition(" = ")[2].removesuffix(";\n"))
