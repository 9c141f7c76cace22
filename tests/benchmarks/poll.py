"""How a poll carries a room: a real server, 100 simulated phones that join, answer everything, then all send at once.

Within about a minute each phone joins, opens the page, follows the stage as the page's script does, and answers all the
lesson's predictions, second answers and verdicts, with pauses. Then every phone revises a verdict at the same moment.
Latency is from sending a request until its page is there; of an answer that is from pressing the button to reading that
it is kept, which is after it is on the disk. The simulated phones share the machine. At the end every answer must be in
the folder. `make poll-load PHONES=150` chooses another number.
"""

import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ketabrain.engine.classroom.poll.asked import LessonPoll, Stage, poll_of
from ketabrain.engine.classroom.questions import Question
from tasks.environment import ROOT, clean_environ
from tasks.poll import poll_environ, projector_link

LESSON = "07"
PHONES = 100
STAGE_S = 16.0
"""How long each stage is open; joining takes as long."""
FOLLOW_S = 3.0
LIMIT_MS = 1000.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
KINDS = {Stage.PREDICTIONS: "prediction", Stage.SECOND: "second", Stage.VERDICTS: "verdict"}


@dataclass
class Timed:
    """Milliseconds by what was asked, and what went wrong."""

    ms: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Line:
    """One connection, which stays open as a browser's does; one request at a time."""

    port: int
    open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> Reply:
        """One request. Raises OSError."""
        async with self.busy:
            if self.open is None:
                self.open = await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self.open
            told = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body)), **headers}
            lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode())
            first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            found = dict(line.split(": ", 1) for line in rest)
            content = await reader.readexactly(int(found.get("Content-Length", "0")))
            return Reply(int(first.split()[1]), found, content)


@dataclass
class Simulated:
    """One phone: its connections, its cookie, and how many answers the server has said that it keeps.

    A browser asks for the stage while an answer is on its way, so that there are two connections.
    """

    port: int
    timed: Timed
    cookie: str = ""
    kept: int = 0
    lines: dict[bool, Line] = field(default_factory=dict)

    async def ask(self, what: str, path: str, form: dict[str, str] | None = None) -> Reply | None:
        """One request, timed with the page that it leads to; None if it failed."""
        line = self.lines.setdefault(what == "stage", Line(self.port))
        begun = time.perf_counter()
        try:
            if form is None:
                reply = await line.ask("GET", path, {"Cookie": self.cookie})
            else:
                reply = await line.ask("POST", path, {"Cookie": self.cookie} | FORM, urllib.parse.urlencode(form))
            if reply.status == 303:
                self.cookie = reply.headers.get("Set-Cookie", self.cookie).partition(";")[0]
                reply = await line.ask("GET", "/", {"Cookie": self.cookie})
        except (OSError, EOFError) as problem:
            self.timed.failed[f"{what}: {problem!r}"] += 1
            return None
        if reply.status != 200:
            self.timed.failed[f"{what}: {reply.status}"] += 1
            return None
        self.timed.ms[what].append(1000 * (time.perf_counter() - begun))
        return reply

    async def join(self, word: str) -> None:
        """Open the page, join, and load what the page is made of."""
        await asyncio.sleep(random.uniform(0, STAGE_S * 0.8))
        await self.ask("open", "/")
        await self.ask("join", "/join", {"word": word, "name": ""})
        for file in ("/poll.css", "/phone.js"):
            await self.ask("files", file)

    async def follow(self) -> None:
        """Ask for the stage, as the page's script does, until it is closed."""
        while True:
            await asyncio.sleep(FOLLOW_S)
            answer = await self.ask("stage", "/stage")
            if answer and json.loads(answer.body)["stage"] == Stage.CLOSED:
                return

    async def answer_all(self, poll: LessonPoll, stage: Stage) -> None:
        """Answer everything that a stage asks, with pauses."""
        forms = verdict_forms(poll) if stage is Stage.VERDICTS else prediction_forms(poll, KINDS[stage])
        for form in forms:
            await asyncio.sleep(random.uniform(0, 0.8 * STAGE_S / len(forms)))
            await self.send("answer", form)

    async def send(self, what: str, form: dict[str, str]) -> None:
        """Send one answer, and count it if the server led on to the page: a refusal is an error."""
        answer = await self.ask(what, "/verdict" if "claim" in form else "/answer", form)
        if answer is not None:
            self.kept += 1


def prediction_forms(poll: LessonPoll, kind: str) -> list[dict[str, str]]:
    """An answer to every question."""
    return [{"lesson": poll.lesson, "item": each.item, "kind": kind, **_typed(each)} for each in poll.questions]


def _typed(question: Question) -> dict[str, str]:
    if question.kind == "choice":
        return {"answer": random.choice(question.options), "sure": "70"}
    low, high = sorted(random.uniform(question.low, question.high) for _ in range(2))
    if question.kind == "number":
        return {"answer": f"{low:.2f}".replace(".", ","), "sure": "70"}
    return {"low": repr(low), "high": repr(high)}


def verdict_forms(poll: LessonPoll, seen: int = 0) -> list[dict[str, str]]:
    """A verdict on every claim; a later one than the first with a reason."""
    more = {"reason": "It was said at the same moment as everybody's."} if seen else {}
    verdict = {"lesson": poll.lesson, "seen": str(seen), "verdict": "Mostly right", "sure": "65", **more}
    return [{"claim": each.claim, **verdict} for each in poll.claims]


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, str]]:
    """A server of a poll that others could reach; gives what it was started with, and prints what it took."""
    environ = {"HOST": "0.0.0.0", "PORT": os.environ.get("PORT", "8094"), "ADDRESS": "127.0.0.1"}
    chosen = poll_environ(LESSON, str(folder), environ)
    own = clean_environ(**chosen, KETABRAIN_POLL_BROWSER="0")
    own["PYTHONPATH"] = os.pathsep.join(["src", "."])
    command = [sys.executable, "-m", "tasks.inside.poll"]
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if "Ctrl-C" in line:
                    break
            yield chosen
        finally:
            server.terminate()
            server.communicate()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"The server took {used.ru_utime + used.ru_stime:.1f} s of a processor, its start included.")


async def teacher(chosen: dict[str, str]) -> Callable[[Stage], Awaitable[None]]:
    """What the teacher's buttons do."""
    link = projector_link(chosen)
    line = Line(int(chosen["KETABRAIN_POLL_PROJECTOR_PORT"]))
    first = await line.ask("GET", f"/?{link.partition('?')[2]}", {})
    cookie = first.headers["Set-Cookie"].partition(";")[0]

    async def turn_to(stage: Stage) -> None:
        await line.ask("POST", "/to", {"Cookie": cookie, **FORM}, f"stage={stage}")

    return turn_to


async def simulate(chosen: dict[str, str], phones: int, poll: LessonPoll) -> tuple[Timed, list[Simulated]]:
    """The whole lesson, and the burst."""
    timed = Timed()
    room = [Simulated(int(chosen["KETABRAIN_POLL_PORT"]), timed) for _ in range(phones)]
    turn_to = await teacher(chosen)
    await asyncio.gather(*(each.join(chosen["KETABRAIN_POLL_WORD"]) for each in room))
    following = [asyncio.create_task(each.follow()) for each in room]
    for stage in KINDS:
        await turn_to(stage)
        await asyncio.gather(*(each.answer_all(poll, stage) for each in room))
    revised = verdict_forms(poll, seen=1)[0]
    await asyncio.gather(*(each.send("burst", revised) for each in room))
    await turn_to(Stage.CLOSED)
    await asyncio.gather(*following)
    return timed, room


def report(timed: Timed) -> bool:
    """Print the latencies; returns whether answers stayed within the limit."""
    print(f"{'':10}{'requests':>9}{'median':>9}{'95th':>9}{'longest':>9}  ms")
    for what, found in timed.ms.items():
        p95 = statistics.quantiles(found, n=20)[-1]
        print(f"{what:10}{len(found):9}{statistics.median(found):9.0f}{p95:9.0f}{max(found):9.0f}")
    for what, count in timed.failed.items():
        print(f"Failed {count} times: {what}")
    return all(statistics.quantiles(timed.ms[what], n=20)[-1] <= LIMIT_MS for what in ("answer", "burst"))


def in_folder(folder: Path) -> Counter[str]:
    """How many answers of each kind the ledgers hold."""
    ledgers = [json.loads(path.read_text()) for path in folder.glob("phone-*.json")]
    return Counter(entry["kind"] for ledger in ledgers for entry in ledger["entries"])


def main() -> int:
    """Measure and print; returns 1 if an answer was lost or the limit passed."""
    phones = int(os.environ.get("PHONES") or PHONES)
    poll = poll_of(LESSON)
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as chosen:
        timed, room = asyncio.run(simulate(chosen, phones, poll))
        found = in_folder(Path(name))
    quick = report(timed)
    questions, claims = len(poll.questions), len(poll.claims)
    wanted = Counter(prediction=phones * questions, second=phones * questions, verdict=phones * (claims + 1))
    told = ", ".join(f"{found[kind]} of {count} {kind}s" for kind, count in wanted.items())
    print(f"{phones} phones, lesson {LESSON}. In the folder: {told}; {sum(each.kept for each in room)} acknowledged.")
    return 0 if quick and found == wanted and not timed.failed else 1


if __name__ == "__main__":
    sys.exit(main())
