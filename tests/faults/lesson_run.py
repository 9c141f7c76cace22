"""Run one lesson in a Python of its own and print everything that it shows, so that two such runs can be compared."""

import json
import locale
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from ketabrain.engine.ledger.format import FORMAT

ROOT = Path(__file__).parents[2]
CHECKED = "nbval-check-output"


def shown_by(lesson: str, ledger: Path, settings: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a fresh Python, under `settings`, that prints what a lesson ("08") shows; give it to `heard`."""
    same = {"format": FORMAT, "learner": "0123456789abcdef", "entries": []}  # the order of options goes by the learner
    ledger.write_text(json.dumps(same), encoding="utf-8")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.lesson_run", lesson], cwd=ROOT, stdout=subprocess.PIPE, encoding="ascii",
        env={**inherited, "KETABRAIN_LEDGER": str(ledger), **settings},
    )  # fmt: skip


def heard(run: subprocess.Popen[str]) -> dict[str, Any]:
    """What that Python printed: the text of the checked cells, and every card, table and picture as HTML."""
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 0
    return json.loads(said)


def main(lesson: str) -> None:
    """Run the cells and print, in ASCII, what came of them."""
    with suppress(locale.Error):  # not every machine has every locale
        locale.setlocale(locale.LC_ALL, "")  # as a front end or a library may do
    (path,) = (ROOT / "notebooks").glob(f"{lesson}-*.ipynb")
    os.chdir(path.parent)
    shell = InteractiveShell.instance()
    checked, pages = [], []
    for cell in json.loads(path.read_bytes())["cells"]:  # nbformat would be a second to import
        if cell["cell_type"] != "code":
            continue
        with capture_output() as output:
            shell.run_cell("".join(cell["source"]), store_history=False).raise_error()
        if CHECKED in cell["metadata"].get("tags", []):
            checked.append(output.stdout)
        pages += [_without_id(each.data["text/html"]) for each in output.outputs if "text/html" in each.data]
    print(json.dumps({"checked": checked, "pages": pages}))


def _without_id(page: str) -> str:
    """A card's page without the id by which the live card finds it, which is drawn by lot."""
    return re.sub(r"kb-saved-[0-9a-f]{12}", "kb-saved", page)


if __name__ == "__main__":
    main(sys.argv[1])
