"""explore: the one widget of the course. It joins a pure model to a drawing and to the learner's controls."""

import inspect
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from ketabrain.engine import ask_first, cards, cells, notes, session
from ketabrain.engine.card import Card
from ketabrain.engine.controls import Control
from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.draw.waiting import waiting
from ketabrain.engine.errors import LessonError
from ketabrain.engine.parts import Block, Button, Part, Words
from ketabrain.engine.picture import address, picture, png, size_px
from ketabrain.engine.settings_line import settings_address, settings_line
from ketabrain.engine.show_table import Rows
from ketabrain.engine.shown import Progress, Share, Shown
from ketabrain.engine.take_away import numbers_table

WHAT_TO_FIND = "What is there to find"
SHARP = 2
"""How many times more pixels a side a picture at rest has than it takes on the page."""


@dataclass(frozen=True)
class WhatToFind:
    """What there is to find with an explore: the answer to its task, and the settings at which it shows."""

    words: str
    settings: tuple[Mapping[str, Any], ...]


def finding(words: str, *settings: Mapping[str, Any]) -> WhatToFind:
    """Answer an explore's task in one or two sentences; each number in them shows at one of the settings.

    Raises LessonError without words or settings.
    """
    if not words or not settings:
        raise LessonError("finding(…) needs its sentence and at least one setting of the controls at which it shows.")
    return WhatToFind(words, settings)


class Explorer(Card):
    """The live card that `explore` builds: a task, controls, one picture with its description.

    `controls` are by name, `found` answers the task. `description_text` is what the picture shows in words, `rows` the
    table below it as HTML; `refusal` is the sentence shown instead of a picture when the model refuses a value, else
    empty.
    """

    def __init__(
        self,
        name: str,
        compute: Callable[..., Any],
        draw: Callable[..., str],
        controls: Mapping[str, Control],
        task: str,
        height_in: float,
        found: WhatToFind | None = None,
        after: ask_first.Items = "",
        table: Callable[[Any], Rows] | None = None,
    ) -> None:
        super().__init__("kb-explore", live=True, after=after)
        self.name, self.task, self.controls, self.found = name, task, controls, found
        self.figure = new_figure(height_in)
        self.description_text = ""
        self.refusal = ""
        self.moves = 0
        self._compute, self._draw, self._table = compute, draw, table
        self._began: Any = None
        self.rows = ""
        self._numbers = ""
        self._tried: dict[str, list[Any]] = {}
        self._small_image = b""
        self._read: list[session.Reading] = []
        self.values = self.defaults
        self._picture(self.values)

    @property
    def defaults(self) -> dict[str, Any]:
        """Where every control stood at first."""
        return {key: control.value for key, control in self.controls.items()}

    @property
    def reads_ledger(self) -> bool:
        """Whether the picture shows something that the learner's ledger holds."""
        return bool(self._read)

    def page(self) -> list[Part]:
        """The task, the controls with Reset, and the picture."""
        controls = [control.part(key) for key, control in self.controls.items()]
        width, height = size_px(self.figure)
        shown = Shown(
            words=self.description_text, width=width, height=height, refusal=self._refused(),
            address=lambda: address(self._small_image),
        )  # fmt: skip
        task = Words(html=cards.text(self.task, style="kb-task"))
        share = Share(
            name="numbers", line=settings_line(self.name, self.values), act=self._take_numbers, table=self._numbers,
            address=settings_address(self.name, self.values),
        )  # fmt: skip
        buttons = Block(parts=(*self._buttons(), share), style="kb-row")
        answer = notes.folded(WHAT_TO_FIND, cards.text(self.found.words)) if self.found else ""
        below = [Words(html=page) for page in ("" if self.refusal else self.rows, answer) if page]
        return [task, Block(parts=(*controls, buttons), style="kb-controls"), shown, *below]

    def _buttons(self) -> tuple[Part, ...]:
        return (Button(name="reset", label="Reset", act=self._reset, hint="Put every control back where it started"),)

    def _reset(self) -> None:
        self.values |= self.defaults
        self.moved(*self.controls)

    def numbers(self, most: int | None = None) -> list[str]:
        """The picture as a table of numbers, in blocks to be joined; of each series at most so many points.

        Raises LessonError where there is no picture.
        """
        if self.refusal:
            raise LessonError("There is no picture here to take.")
        return numbers_table(self.name, self.controls, self.values, self.description_text, self.figure, most)

    def _take_numbers(self) -> None:
        self._numbers = "".join(self.numbers())

    def _do(self, values: dict[str, Any], press: str) -> None:
        self._numbers = ""  # they went with the last answer
        super()._do(values, press)

    def set(self, **values: Any) -> None:
        """Move several controls at once and draw once. Raises LessonError for a value that a control cannot take."""
        self.values |= {key: self.controls[key].part(key).take(value) for key, value in values.items()}
        self.moved(*values)
        self.refresh()

    def redraw(self) -> None:
        """Compute and draw again where the controls stand, for a compute that has something new to say."""
        self._try(lambda: self._picture(self.values))
        self.refresh()
        self._rest_soon()

    def notice(self) -> None:
        """Draw again if what the picture shows of the ledger has changed."""
        if not session.still_holds(self._read):
            self._try(lambda: self._picture(self.values))
        super().notice()

    def moved(self, *names: str) -> None:
        """Draw what the controls say now, and note in the ledger what has been tried."""
        self._try(lambda: self._picture(self.values))
        self.moves += 1
        for key in names:
            self._tried[key] = _span(self._tried.get(key), self.values[key])
        if self.moves & (self.moves - 1) == 0:  # at 1, 2, 4, 8 … moves: few writes, and never more than half is lost
            session.record_exploration(self.name, self.moves, self._tried)

    def rest(self) -> None:
        """Once nothing moves the picture gets sharp, for which there is no time before."""
        if not self.refusal and not self.waits:
            self.image = png(self.figure, SHARP)
            self.picture = self.image
        super().rest()

    def _try(self, show: Callable[[], None]) -> None:
        try:
            show()
        except Exception as problem:  # a swallowed error would leave a stale picture: show it in its place
            self.refusal = str(problem) if isinstance(problem, ValueError) else f"{type(problem).__name__}: {problem}"

    def _picture(self, values: Mapping[str, Any]) -> None:
        with session.reading() as self._read:
            result = self._compute(**values)
        self._draw_result(result)

    @property
    def _draws_beginning(self) -> bool:
        """Whether the drawing asks for what the controls gave at first, to show it beside what they give now."""
        return "began" in inspect.signature(self._draw).parameters

    def _draw_result(self, result: Any) -> None:
        if self._began is None or self.values == self.defaults:
            self._began = result
        beside = {"began": self._began} if self._draws_beginning and result is not self._began else {}
        self._show(lambda figure: self._draw(result, figure, **beside), self._table and self._table(result))

    def _show(self, draw: Callable[[Figure], str], rows: Rows | None = None) -> None:
        self.image, self.description_text = picture(draw, self.figure)
        self._small_image, self.refusal = self.image, ""
        self.rows = rows.page() if rows else ""

    def _refused(self) -> str:
        return f"{self.refusal} Move a control, or press Reset." if self.refusal else ""


class Runner(Explorer):
    """An explore whose model takes seconds: it waits for its button, shows how far it is, and then the picture.

    A move puts the picture away, since it would belong to other settings.
    """

    def __init__(self, button: str, name: str, compute: Callable[..., Any], *rest: Any) -> None:
        self._button = button
        self._done: float | None = None
        super().__init__(name, compute, *rest)

    def run(self) -> None:
        """Run the model with the controls as they stand and show its picture; an interrupted run says so."""
        self._hear(0.0)
        modules = len(sys.modules)
        try:
            with _stoppable():
                self._try(self._run)
        finally:
            self._done = None
            if len(sys.modules) > modules:  # an engine; to settle after every run would keep every old picture
                cells.settle()
        self.refresh()

    def _run(self) -> None:
        try:
            result = self._compute(**self.values, progress=self._hear)
        except KeyboardInterrupt:
            raise LessonError("The run was stopped.") from None
        self._draw_result(result)

    def _hear(self, done: float) -> None:
        self._done = done
        self.refresh()

    def _picture(self, values: Mapping[str, Any]) -> None:
        settings = {control.part(key).label: control.describe(values[key]) for key, control in self.controls.items()}
        self._show(lambda figure: waiting(settings, self._button, figure))

    def _buttons(self) -> tuple[Part, ...]:
        runs = self._done is not None
        run = Button(name="run", label=self._button, act=self.run, primary=True, slow=True, disabled=runs)
        if self._done is None:
            return (run, *super()._buttons())
        words = f"{self._done:.0%} run" if self._done else "Starting …"
        return (run, *super()._buttons(), Progress(share=self._done, words=words))


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let the notebook's stop button end what runs inside: a kernel is deaf to it while no cell runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def explore(
    compute: Callable[..., Any],
    draw: Callable[..., str],
    *,
    name: str,
    task: str = "",
    height_in: float | None = None,
    run: str = "",
    found: WhatToFind | None = None,
    after: ask_first.Items = "",
    table: Callable[[Any], Rows] | None = None,
    **controls: Control,
) -> None:
    """Show `draw(compute(**controls), figure)` and redraw it whenever the learner moves a control.

    compute is pure and returns a result; draw puts it on the reused Figure and returns its description in words. A
    draw that takes `began` is given there what the controls gave at first, once they have moved (else nothing). What
    has no position and no amount stands in the `table` of the result, folded below the picture.
    `name` identifies the widget in the learner's ledger; `task` says in one sentence what to find, and `found` opens
    the answer to it. What would give the answer of a prediction away waits until that (its item) is locked in: `after`.
    A model that takes seconds gets a button, labelled `run`: nothing is computed before it is pressed, and compute is
    also given `progress`, a function to call with the share done (0–1). A drawing says how high it is meant to be
    (`drawn`); `height_in` is for one that shows more in one lesson than in another.
    A cell that is run again, edited or not, replaces its explore. Raises LessonError if no control is given or another
    cell shows an explore of that name, and whatever the first picture raises: a default must always work.
    """
    if not controls:
        raise LessonError(f"explore {name!r} has nothing to move: give it at least one slider or choice.")
    height_in = height_of(draw) if height_in is None else height_in
    cells.clear()
    _make_room(name)
    cells.settle()
    if run:
        explorer: Explorer = Runner(run, name, compute, draw, controls, task, height_in, found, after, table)
    else:
        explorer = Explorer(name, compute, draw, controls, task, height_in, found, after, table)
    session.current().explores[name] = explorer
    cells.show(explorer)


def _make_room(name: str) -> None:
    """Forget the explores that are closed, and close the earlier one of this name, unless another cell shows it.

    Only a front end that names its cells can tell that, and then never of a cell that is run again, which has closed
    its own explore by now; with any other the earlier one is taken for that of an earlier run.
    """
    explores = session.current().explores
    for each in list(explores.values()):
        if each.comm is None:
            del explores[each.name]
    if name not in explores:
        return
    if cells.this_run().cell and cells.shows(explores[name]):
        raise LessonError(
            f"Another explore is named {name!r} already: give this one a name of its own, or restart the kernel if the "
            "cell of the other is gone."
        )
    cells.close(explores.pop(name))


def _span(seen: list[Any] | None, value: Any) -> list[Any]:
    """Lowest and highest number, or every option, that the learner has tried."""
    if isinstance(value, str):
        return sorted({*(seen or []), value})
    return [min([value, *(seen or [])]), max([value, *(seen or [])])]
