"""A real JupyterLab (or Voilà) with a real Chromium, working on copies of the notebooks and a ledger of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Locator, Page, Response, expect, sync_playwright

from tasks.course import LAUNCH
from tasks.inside.in_process import look_at_everything
from tasks.inside.notebooks import MORE, SHUT
from tasks.present import TEMPLATES, projector_arguments, voila_arguments

ROOT = Path(__file__).parents[2]
TOKEN = "course"
EVERY_KIND = "every-kind"
LIVE = ".kb-explore.kb-live"
"""An explore that can be moved; above each stands its copy for reading, out of sight."""
EVERY_KIND_CELLS = Path(__file__).parent / "every_kind.py"
PATIENCE_MS = 30_000
"""How long a browser may take to show what it should: a busy machine is no failure."""
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
OPEN = """async path => {
  const app = window.jupyterapp;
  await app.restored;
  await app.serviceManager.kernelspecs.ready;
  await app.commands.execute('docmanager:open', {path});
}"""
"""Opens a notebook as a double click does. At an address of its own (/lab/tree/…) JupyterLab does not wait until it
knows which kernels there are: on a busy machine it then asks for one, and cells wait behind that question.
"""
OPEN_BESIDE = """async path => {
  const app = window.jupyterapp;
  const beside = await app.commands.execute('docmanager:open', {path, options: {mode: 'split-right'}});
  await beside.context.ready;
  await beside.sessionContext.ready;
}"""
"""Opens a second notebook on the right of the first."""
CONNECTED = """() => {
  const session = window.jupyterapp.shell.currentWidget?.sessionContext?.session;
  return session?.kernel?.connectionStatus == 'connected';
}"""
UNFOLD = "window.jupyterapp.commands.execute('notebook:expand-all-headings')"
"""Opens what stands folded under “More”."""
RUN_ALL = """() => Promise.race([
  window.jupyterapp.commands.execute('notebook:run-all-cells'),
  new Promise((_, reject) => setTimeout(() => reject(new Error('not all cells ran in 180 s')), 180000)),
])"""
"""Settled once the kernel has answered for the last cell."""
RESTART_AND_RUN_ALL = "void (window.again = window.jupyterapp.commands.execute('notebook:restart-run-all'))"
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status == 'idle'"
SAVE = "window.jupyterapp.commands.execute('docmanager:save')"
SHUT_DOWN = "window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
CULLED = ["--MappingKernelManager.cull_interval=5", "--MappingKernelManager.cull_idle_timeout=120"]
"""Ends a kernel of Voilà soon after its page has closed. The page itself asks for that in vain."""
WATCH = """view => {
  const image = view.querySelector('img'), before = image.src;
  window.newPicture = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no new picture within 5 s of a key')), 5000);
    view.addEventListener('keydown', key => {
      const look = () => image.src !== before && image.complete
        ? image.decode().then(() => requestAnimationFrame(() => resolve(performance.now() - key.timeStamp)))
        : requestAnimationFrame(look);
      look();
    }, {once: true, capture: true});
  });
}"""
"""Promises, as `window.newPicture`, the ms from the next key to the picture that it brings, painted."""
LATE = """(() => {
  const soon = window.setTimeout;
  window.setTimeout = (act, ms, ...more) => soon(act, ms === 100 ? 4000 : ms, ...more);
})()"""
"""Makes timers of 0.1 s late. ipywidgets asks that often, for 2 s, whether a model has come."""
VIEW = '"application/vnd.jupyter.widget-view+json"'
"""What the server's answer holds once for each widget that a cell shows: here each is a card."""
COPIES_IN_SIGHT = """() => [...document.querySelectorAll('.kb-saved')]
  .filter(copy => getComputedStyle(copy).display != 'none').map(copy => copy.textContent.slice(0, 60))"""
"""Cards that are not drawn: each card that is hides its own copy for reading, by the id that both bear."""
SHARP = """view => {
  const image = view.querySelector('img');
  return image.complete && image.naturalWidth >= 2 * image.getAttribute('width');
}"""
"""Whether an explore is at rest: its picture has got sharp, and so is not drawn once more by itself."""


def chromium_path() -> str | None:
    """Where a Chromium is installed, or None."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
        None,
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser that looks for nothing outside this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True)
class Server:
    """A running server: its address, the folder that it shows and the ledger that its kernels write."""

    url: str
    folder: Path
    ledger: Path


@contextmanager
def jupyter(folder: Path, application: str = "lab") -> Iterator[Server]:
    """Serve copies of the notebooks, and EVERY_KIND, from `folder` with JupyterLab ("lab") or Voilà ("voila")."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", dirs_exist_ok=True)
    write_every_kind(folder / "notebooks")
    ledger, log = folder / "my-ledger.json", folder / f"{application}.log"
    look_at_everything(ledger)
    port = free_port()
    if application == "lab":
        options = [
            "-c", LAUNCH, "--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
            f"--IdentityProvider.token={TOKEN}", "--expose-app-in-browser", f"--ServerApp.root_dir={folder}",
            "--allow-root", f"--LabApp.workspaces_dir={folder / 'workspaces'}",
            f"--LabApp.user_settings_dir={folder / 'settings'}",
        ]  # fmt: skip
        ready = f"/api/status?token={TOKEN}"
    else:
        options = voila_arguments(folder / "notebooks", {"PORT": str(port), "BROWSER": "0"}) + CULLED
        ready = "/"
    url = f"http://127.0.0.1:{port}"
    with running([sys.executable, *options], url + ready, log, KETABRAIN_LEDGER=str(ledger), **TEMPLATES):
        yield Server(url, folder, ledger)


@contextmanager
def projected(notebook: Path, folder: Path, **environ: str) -> Iterator[str]:
    """Show one notebook as `make present` and `make room` do; gives its address."""
    port = free_port()
    options = projector_arguments(notebook, {"PORT": str(port), "BROWSER": "0"})
    url = f"http://127.0.0.1:{port}/"
    look_at_everything(folder / "my-ledger.json")
    own = {"KETABRAIN_LEDGER": str(folder / "my-ledger.json"), **TEMPLATES, **environ}
    still = (
        f"{url}voila/static/voila.js"  # the page itself would run the notebook, and then once more when it is opened
    )
    with running([sys.executable, *options], still, folder / "voila.log", seconds=90, **own):
        yield url


@contextmanager
def running(command: list[str], address: str, log: Path, seconds: float = 90, **environ: str) -> Iterator[None]:
    """Run a server until the block ends, from when its address answers."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=log.parent, env={**os.environ, **environ}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_up(address, process, log, seconds)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def write_every_kind(folder: Path, name: str = EVERY_KIND, ledger: str = "") -> None:
    """Write the notebook that has a card of every kind; its ledger bears its name unless another is given."""
    code = EVERY_KIND_CELLS.read_text(encoding="utf-8").replace(f"{EVERY_KIND}.json", f"{ledger or name}.json")
    _, *parts = re.split(r"^# %%( \[markdown\])?\n", code, flags=re.MULTILINE)
    cells = [
        nbformat.v4.new_markdown_cell(cell.strip(), metadata={"tags": [MORE], SHUT: True})
        if kind
        else nbformat.v4.new_code_cell(cell.strip())
        for kind, cell in zip(parts[::2], parts[1::2], strict=True)
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / f"{name}.ipynb")


def open_lesson(page: Page, server: Server, name: str) -> None:
    """Open one notebook in JupyterLab, run all its cells and wait until the kernel is idle."""
    open_without_running(page, server, name)
    run_all(page)


def open_without_running(page: Page, server: Server, name: str) -> None:
    """Open one notebook in JupyterLab and wait for its kernel."""
    page.goto(f"{server.url}/lab?token={TOKEN}&reset")
    # With &reset JupyterLab goes on to an address without it, and only there the page stays.
    page.wait_for_function("window.jupyterapp !== undefined && !location.search.includes('reset')", timeout=60_000)
    page.evaluate(OPEN, f"notebooks/{name}")
    page.wait_for_function(CONNECTED, timeout=60_000)
    page.evaluate(UNFOLD)


def run_all(page: Page) -> None:
    """Run all cells and wait until the kernel is idle."""
    page.evaluate(RUN_ALL)
    page.wait_for_function(IDLE)


def restart_and_run_all(page: Page) -> None:
    """Restart the kernel by Lab's own command, as a learner does, and run every cell again."""
    page.evaluate(RESTART_AND_RUN_ALL)
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    page.evaluate("window.again")
    page.wait_for_function(IDLE)


def close_lesson(page: Page) -> None:
    """Close a notebook of JupyterLab and end its kernel."""
    page.evaluate(SHUT_DOWN)
    page.close()


def open_app(page: Page, server: Server, name: str) -> None:
    """Open one notebook in Voilà and wait until it shows every card that its kernel has made, and nothing is folded.

    The browser's timers are late, as on a busy machine; that has cost cards.
    """
    page.add_init_script(LATE)
    wait_for_every_card(page, page.goto(f"{server.url}/voila/render/{name}", timeout=120_000))
    unfold(page)


def wait_for_every_card(page: Page, answer: Response | None) -> None:
    """Wait until a page of Voilà, whose server has answered, shows every card that the kernel has made."""
    made = answer.text().count(VIEW) if answer else 0
    assert made > 0
    expect(page.locator(".kb-live")).to_have_count(made, timeout=120_000)
    assert page.evaluate(COPIES_IN_SIGHT) == []


def unfold(page: Page) -> None:
    """Open what stands folded under “More” in Voilà."""
    shut = page.locator("button.kb-fold[aria-expanded=false]")
    while shut.count():
        shut.first.click()


def sliders(page: Page) -> Locator:
    """Every explore on the page that has a slider."""
    return page.locator(LIVE).filter(has=page.locator("input[type=range]"))


def move(explore: Locator, key: str = "ArrowRight") -> float:
    """Press a key on the first slider of an explore at rest; ms from the press until the new picture is painted."""
    explore.page.wait_for_function(SHARP, arg=explore.element_handle())
    explore.evaluate(WATCH)
    explore.locator("input[type=range]").first.press(key)
    milliseconds: Any = explore.page.evaluate("window.newPicture")
    return float(milliseconds)


def _wait_until_up(url: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped at once:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(url, timeout=seconds).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()[-2000:]}")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
