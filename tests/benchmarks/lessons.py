"""Each lesson run cold in a kernel of its own: seconds and peak memory."""

import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.notebooks.conftest import NOTEBOOKS

PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def main() -> None:
    """Print for each lesson the seconds from starting the kernel to the last cell, and the kernel's peak memory."""
    print("\nLessons cold: seconds, peak memory (MB)")
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
        client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(Path(path).parent)}})
        start = time.perf_counter()
        client.execute()
        seconds = time.perf_counter() - start
        print(f"  {path.stem:28} {seconds:5.1f} {notebook.cells[-1].outputs[0]['text'].strip():>6}")
