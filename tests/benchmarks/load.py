"""How many learners one machine carries: a real hub, N simulated learners who run lesson 02 and then move its sliders.

Every learner has a server and a kernel of their own behind JupyterHub's proxy, runs all cells, starting together, and
then moves sliders for a minute: a move, the new picture, one to three seconds of looking at it. Latency is from sending
the move to having received the picture. At the end all drag at once without looking. The simulated browsers share the
machine.
`make load LEARNERS="5 10 20"` chooses the numbers; otherwise they grow until a cell fails or the 95th percentile of the
latency passes a second.
"""

import asyncio
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tasks.environment import ROOT, clean_environ, prepare_node
from tasks.hub import hub_command, hub_environ
from tasks.inside.in_process import code_cells

LESSON = "02-getting-into-the-brain.ipynb"
STEPS = (5, 10, 15, 20, 25, 30, 40, 50, 60)
EXPLORING_S, DRAGGING_S = 60.0, 10.0
PAUSE_S = (1.0, 3.0)
CELL_S, PICTURE_S = 600.0, 60.0
LIMIT_MS = 1000.0
SERVICE = """
load_subconfig({config!r})
c.JupyterHub.services = [{{"name": "load", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "load", "services": ["load"],
                            "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
c.JupyterHub.log_level = "WARN"
c.JupyterHub.concurrent_spawn_limit = 10
"""


@dataclass
class Learner:
    """One simulated learner: a server, a kernel and the sliders of the explores that the lesson has shown so far.

    `explores` are the ids of their comms, `sliders` by comm and name what the front end was told of each.
    """

    hub: "Hub"
    name: str
    socket: WebSocketClientConnection | None = None
    session: str = ""
    kernel: str = ""
    explores: set[str] = field(default_factory=set)
    sliders: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    moves: int = 0
    failed: list[str] = field(default_factory=list)
    lesson_s: float = 0.0

    async def open(self) -> None:
        """Start the server if it is not running, then a kernel for the lesson."""
        asked = {"path": f"notebooks/{LESSON}", "type": "notebook", "name": LESSON, "kernel": {"name": "python3"}}
        try:
            await self.hub.server(self.name)
            made = await self.hub.ask("POST", f"/user/{self.name}/api/sessions", asked)
        except HTTPClientError as problem:
            where = problem.response and problem.response.effective_url
            self.failed.append(f"no server or no kernel: {problem} at {where}")
            return
        self.session, self.kernel = made["id"], made["kernel"]["id"]

    async def connect(self) -> None:
        """Listen to the kernel, as the notebook's page does."""
        address = f"{self.hub.url.replace('http', 'ws')}/user/{self.name}/api/kernels/{self.kernel}/channels"
        request = HTTPRequest(address, headers=self.hub.headers, request_timeout=120, connect_timeout=120)
        self.socket = await websocket_connect(request, max_message_size=2**28)

    async def close(self) -> None:
        """End the kernel, as closing the notebook and its kernel does."""
        if self.socket:
            self.socket.close()
        await self.hub.ask("DELETE", f"/user/{self.name}/api/sessions/{self.session}")

    async def run(self, cells: list[str]) -> None:
        """Run every cell of the lesson, noting those that fail."""
        await self.connect()
        start = time.perf_counter()
        for place, source in enumerate(cells):
            asked = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
            sent = await self.send("execute_request", asked, "shell")
            answer = await self.wait(lambda message, sent=sent: _answers(message, sent, "execute_reply"), CELL_S)
            if answer is None or answer["content"]["status"] != "ok":
                words = "no answer" if answer is None else answer["content"].get("evalue", "failed")
                self.failed.append(f"cell {place}: {words}")
        self.lesson_s = time.perf_counter() - start

    async def move(self) -> float | None:
        """Move one slider by one to five steps; returns milliseconds until the picture is there, or None."""
        (comm, name), state = random.choice(list(self.sliders.items()))
        steps = round((state["high"] - state["low"]) / state["step"])
        here = round((state["value"] - state["low"]) / state["step"])
        there = random.choice([place for place in range(max(0, here - 5), min(steps, here + 5) + 1) if place != here])
        state["value"] = round(state["low"] + there * state["step"], 9)
        self.moves += 1
        start = time.perf_counter()
        move = {"seq": self.moves, "values": {name: state["value"]}, "press": ""}
        sent = await self.send("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": move}}, "shell")
        came = await self.wait(lambda message: _is_picture(message, sent), PICTURE_S)
        return None if came is None else 1000 * (time.perf_counter() - start)

    async def send(self, kind: str, content: dict[str, Any], channel: str) -> str:
        """Send a message to the kernel; returns its id."""
        assert self.socket is not None
        sent = uuid.uuid4().hex
        header = {"msg_id": sent, "msg_type": kind, "username": "", "session": "load", "version": "5.3", "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel}
        await self.socket.write_message(json.dumps(message | {"buffers": []}))
        return sent

    async def wait(self, wanted: Callable[[dict[str, Any]], bool], seconds: float) -> dict[str, Any] | None:
        """Read messages until the wanted one; None after some seconds without it."""
        assert self.socket is not None
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            try:
                raw = await asyncio.wait_for(self.socket.read_message(), left)
            except TimeoutError:
                return None
            if raw is None:
                return None
            message = json.loads(_without_buffers(raw))
            self._note_sliders(message)
            if wanted(message):
                return message
        return None

    def _note_sliders(self, message: dict[str, Any]) -> None:
        """Remember where the sliders of an explore stand: the only cards that are told of every move."""
        if message["msg_type"] not in ("comm_open", "comm_msg"):
            return
        comm, state = message["content"]["comm_id"], message["content"]["data"].get("state", {})
        if state.get("live"):
            self.explores.add(comm)
        if comm in self.explores:
            for part in _every(state.get("parts", [])):
                if part["kind"] == "slider":
                    self.sliders[comm, part["name"]] = part


@dataclass(frozen=True)
class Hub:
    """A running hub and the key that may start and use everybody's server on it."""

    url: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"token {self.token}"}

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One request to the hub or a learner's server. Raises HTTPClientError."""
        content = None if method in ("GET", "DELETE") else json.dumps(body or {})
        request = HTTPRequest(self.url + path, method, self.headers, content, request_timeout=300, connect_timeout=300)
        answer = await AsyncHTTPClient().fetch(request)
        return json.loads(answer.body) if answer.body else None

    async def server(self, name: str) -> None:
        """Make a learner and start their server, unless it runs; returns when it answers.

        What a busy hub refuses is asked again, as a browser does, whose page waits until the server is there.
        """
        for _ in range(600):
            with suppress(HTTPClientError):
                if await self._is_ready(name):
                    await self.ask("GET", f"/user/{name}/api/status")
                    return
            await asyncio.sleep(0.5 + random.random())
        raise RuntimeError(f"the server of {name} did not start")

    async def _is_ready(self, name: str) -> bool:
        """Whether the hub calls a learner's server ready; if not, the next step is taken. Raises HTTPClientError."""
        learner = f"/hub/api/users/{name}"
        try:
            user = await self.ask("GET", learner)
        except HTTPClientError:
            user = await self.ask("POST", learner)
        if user["servers"].get("", {}).get("ready"):
            return True
        if not user["pending"]:
            await self.ask("POST", f"{learner}/server")
        return False


def _answers(message: dict[str, Any], sent: str, kind: str) -> bool:
    return message["msg_type"] == kind and message["parent_header"].get("msg_id") == sent


def _is_picture(message: dict[str, Any], sent: str) -> bool:
    """Whether a message brings the picture of a move, not the sharp one of the move before it."""
    return _answers(message, sent, "comm_msg") and ["picture"] in message["content"]["data"].get("buffer_paths", [])


def _without_buffers(raw: str | bytes) -> str | bytes:
    """The JSON of a message; one with buffers is bytes: how many parts, where each begins, JSON, the buffers."""
    if isinstance(raw, str):
        return raw
    parts = int.from_bytes(raw[:4])
    begin, end = (int.from_bytes(raw[place : place + 4]) for place in (4, 8))
    return raw[begin : end if parts > 1 else None]


def _every(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Parts of a card, and those in their groups."""
    for part in parts:
        yield part
        yield from _every(part.get("parts", []))


async def _for(seconds: float, learner: Learner, pause: Callable[[], Awaitable[None]]) -> list[float]:
    """Move sliders for some seconds; a picture that never came counts as the whole wait."""
    end, times = time.perf_counter() + seconds, []
    while time.perf_counter() < end:
        await pause()
        took = await learner.move()
        times.append(1000 * PICTURE_S if took is None else took)
    return times


async def _look() -> None:
    await asyncio.sleep(random.uniform(*PAUSE_S))


async def _no_pause() -> None:
    await asyncio.sleep(0)


def _joined(lists: Iterable[list[float]]) -> list[float]:
    return [value for values in lists for value in values]


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _available_mb() -> float:
    lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(lines["MemAvailable"].split()[0]) / 1024


async def measure(hub: Hub, count: int, empty_mb: float) -> bool:
    """Let some learners work at once and print one line; returns whether all went well."""
    learners = [Learner(hub, f"learner-{number:02}") for number in range(count)]
    start = time.perf_counter()
    await asyncio.gather(*(learner.open() for learner in learners))
    opened_s = time.perf_counter() - start
    working = [learner for learner in learners if not learner.failed]
    cells = code_cells(ROOT / "notebooks" / LESSON)
    await asyncio.gather(*(learner.run(cells) for learner in working))
    moves = _joined(await asyncio.gather(*(_for(EXPLORING_S, learner, _look) for learner in working)))
    per_learner = (empty_mb - _available_mb()) / count
    drags = _joined(await asyncio.gather(*(_for(DRAGGING_S, learner, _no_pause) for learner in working)))
    await asyncio.gather(*(learner.close() for learner in working))
    failed = [f"{learner.name} {words}" for learner in learners for words in learner.failed]
    lesson = [learner.lesson_s for learner in working]
    late = _percentile(moves, 0.95)
    print(
        f"{count:8} {opened_s:8.0f} {statistics.median(lesson):9.0f} {max(lesson):7.0f} {len(failed):7} "
        f"{len(moves):7} {statistics.median(moves):8.0f} {late:7.0f} {_percentile(drags, 0.95):9.0f} "
        f"{per_learner:9.0f}",
        flush=True,
    )
    for words in failed[:3]:
        print("         ", words)
    return not failed and late < LIMIT_MS


async def _measure_all(hub: Hub, counts: tuple[int, ...], growing: bool) -> None:
    AsyncHTTPClient.configure(None, max_clients=500)
    empty_mb = _available_mb()
    print("learners  open(s) lesson(s)   worst  failed   moves   median  p95(ms) dragging  MB each")
    for count in counts:
        if not await measure(hub, count, empty_mb) and growing:
            break


def main() -> None:
    """Start a hub of its own in a temporary folder, let more and more learners work on it, and print what happened."""
    wanted = tuple(map(int, os.environ.get("LEARNERS", "").split()))
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as folder:
        chosen = hub_environ({"DATA": folder, "PORT": os.environ.get("PORT", "8123")})
        *command, config = hub_command(Path(sys.executable), prepare_node(), chosen)
        with_service = Path(folder) / "config.py"
        with_service.write_text(SERVICE.format(config=config, token=token), encoding="utf-8")
        log = (Path(folder) / "hub.log").open("w")
        environ = clean_environ(**chosen)
        hub = subprocess.Popen([*command, str(with_service)], cwd=folder, env=environ, stdout=log, stderr=log)
        try:
            running = Hub(chosen["KETABRAIN_HUB_URL"], token)
            asyncio.run(_when_up(running, lambda: _measure_all(running, wanted or STEPS, growing=not wanted)))
        finally:
            hub.terminate()
            hub.wait(60)


async def _when_up(hub: Hub, then: Callable[[], Awaitable[None]]) -> None:
    for _ in range(120):
        try:
            await hub.ask("GET", "/hub/api/")
            break
        except (OSError, HTTPClientError):
            await asyncio.sleep(0.5)
    await then()


if __name__ == "__main__":
    main()
