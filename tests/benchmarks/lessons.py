"""Each lesson run cold in a kernel of its own: seconds and peak memory; and the seconds that its imports alone take."""

import ast
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.benchmarks.environment import TARGET_IMPORT_S, import_s
from tests.notebooks.conftest import NOTEBOOKS, code_cells

PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def imports_of(path: Path) -> str:
    """Every import of a notebook's cells, a line each."""
    statements = (statement for source in code_cells(path) for statement in ast.parse(source).body)
    return "\n".join(ast.unparse(each) for each in statements if isinstance(each, ast.Import | ast.ImportFrom))


def main() -> None:
    """Print for each lesson the seconds from starting the kernel to the last cell, its peak memory and its imports."""
    print(f"\nLessons cold: seconds, peak memory (MB), imports alone (s, fresh process, target {TARGET_IMPORT_S:g})")
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
        client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(Path(path).parent)}})
        start = time.perf_counter()
        client.execute()
        seconds = time.perf_counter() - start
        peak = notebook.cells[-1].outputs[0]["text"].strip()
        print(f"  {path.stem:36} {seconds:5.1f} {peak:>6} {import_s(imports_of(path)):6.2f}", flush=True)
