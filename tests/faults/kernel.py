"""A kernel of its own that runs cells as a front end sends them, with the cell's id or without."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel

_MEASURE = """
import gc, json, os
import psutil
from ipywidgets.widgets import widget as of_ipywidgets
gc.collect()
print(json.dumps([psutil.Process(os.getpid()).memory_info().rss / 2**20, len(of_ipywidgets._instances)]))
"""


class Use(NamedTuple):
    """What a kernel holds: memory of its process (MB) and live widgets."""

    memory_mb: float
    widgets: int


class Heard(NamedTuple):
    """What one run of a cell sent back; `error` holds ename, evalue and traceback, or nothing."""

    printed: str
    error: dict[str, Any]


class Kernel:
    """Runs cells in a Python of its own, in the folder of the notebooks."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._manager: KernelManager
        self._client: BlockingKernelClient
        self._manager, self._client = start_new_kernel(kernel_name="python3", cwd=str(folder), env=settings)

    def run(self, source: str, cell: str = "") -> str:
        """Run one cell, as JupyterLab sends it if it has an id; returns what it printed. Raises AssertionError."""
        heard = self.hear(source, cell)
        assert not heard.error, f"{heard.error['ename']}: {heard.error['evalue']}"
        return heard.printed

    def hear(self, source: str, cell: str = "") -> Heard:
        """Run one cell that may fail."""
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": True}  # fmt: skip
        message = self._client.session.msg("execute_request", content, metadata={"cellId": cell} if cell else {})
        self._client.shell_channel.send(message)
        printed, error = "", {}
        while True:
            heard = self._client.get_iopub_msg(timeout=120)
            if heard["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, said = heard["msg_type"], heard["content"]
            if kind == "stream" and said["name"] == "stdout":
                printed += said["text"]
            if kind == "error":
                error = said
            if kind == "status" and said["execution_state"] == "idle":
                return Heard(printed, error)

    def use(self) -> Use:
        """Memory and widgets now, after Python has collected."""
        found: list[Any] = json.loads(self.run(_MEASURE))
        return Use(*found)

    def stop(self) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)
