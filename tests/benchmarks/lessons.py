"""Each lesson run cold in a kernel of its own: seconds and peak memory; and the seconds that its imports alone take."""

import ast
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tasks.inside.in_process import NOTEBOOKS, code_cells
from tests.benchmarks.environment import TARGET_IMPORT_S, import_s

# Linux only. Not `ru_maxrss`, which a kernel inherits from the process that starts it.
PEAK = """
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) // 1000)
"""
TARGET_S, TARGET_MB = 10, 400
QUIET = ["--log-level=ERROR"]


def imports_of(path: Path) -> str:
    """Every import of a notebook's cells, a line each."""
    statements = (statement for source in code_cells(path) for statement in ast.parse(source).body)
    return "\n".join(ast.unparse(each) for each in statements if isinstance(each, ast.Import | ast.ImportFrom))


def main() -> None:
    """Print for each lesson the seconds from starting the kernel to the last cell, its peak memory and its imports."""
    print(
        f"\nLessons cold: seconds (target {TARGET_S}), peak memory (MB, target {TARGET_MB}), imports alone (s, fresh "
        f"process, target {TARGET_IMPORT_S:g})"
    )
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
        folder = {"metadata": {"path": str(path.parent)}}
        client = NotebookClient(notebook, timeout=120, resources=folder, extra_arguments=QUIET)
        start = time.perf_counter()
        client.execute()
        seconds = time.perf_counter() - start
        peak = notebook.cells[-1].outputs[0]["text"].strip()
        print(f"  {path.stem:36} {seconds:5.1f} {peak:>6} {import_s(imports_of(path)):6.2f}", flush=True)
