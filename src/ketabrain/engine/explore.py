"""explore: the one widget of the course. It joins a pure model to a drawing and to the learner's controls."""

import html
import sys
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
from matplotlib.figure import Figure

from ketabrain.engine import cards, cells, session
from ketabrain.engine.controls import Bound, Control, bind
from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.draw.waiting import waiting
from ketabrain.engine.errors import LessonError
from ketabrain.engine.picture import STYLE, picture


class Explorer(widgets.VBox):
    """The live widget that `explore` builds: controls above, one picture with its description below.

    `description_text` is what the picture shows in words; `refusal` is the sentence shown instead of a picture
    when the model refuses a value, else empty.
    """

    def __init__(
        self,
        name: str,
        compute: Callable[..., Any],
        draw: Callable[[Any, Figure], str],
        controls: Mapping[str, Control],
        task: str,
        height_in: float,
    ) -> None:
        self.name, self.task = name, task
        self.figure = new_figure(height_in)
        self.description_text = ""
        self.refusal = ""
        self.moves = 0
        self._compute, self._draw = compute, draw
        self._tried: dict[str, list[Any]] = {}
        self._quiet = False
        self.bounds: dict[str, Bound] = {key: bind(key, control, self._moved) for key, control in controls.items()}
        self._view = widgets.HTML()
        self._view.value = self._page(self.values)
        heading = widgets.HTML(f"{cards.STYLE}{cards.ARROW_KEYS}{cards.SLIDER_NAMES}{STYLE}{cards.text(task)}")
        controls = widgets.VBox([*(bound.box for bound in self.bounds.values()), self._buttons()])
        super().__init__([heading, controls, self._view])
        self.add_class("kb-card")
        self.add_class("kb-explore")

    @property
    def values(self) -> dict[str, Any]:
        """Where every control stands now."""
        return {key: bound.holder.value for key, bound in self.bounds.items()}

    @property
    def defaults(self) -> dict[str, Any]:
        """Where every control stood at first."""
        return {key: bound.control.value for key, bound in self.bounds.items()}

    def _buttons(self) -> widgets.Widget:
        return cards.button(
            "Reset", lambda: self.set(**self.defaults), tooltip="Put every control back where it started"
        )

    def set(self, **values: Any) -> None:
        """Move several controls at once and draw once."""
        self._quiet = True
        try:
            for key, value in values.items():
                self.bounds[key].holder.value = value
        finally:
            self._quiet = False
        self._moved(*values)

    def redraw(self) -> None:
        """Compute and draw again where the controls stand, for a compute that has something new to say."""
        self._show(self._page, self.values)

    def _moved(self, *names: str) -> None:
        if self._quiet:
            return
        values = self.values
        self._show(self._page, values)
        self.moves += 1
        for key in names:
            self._tried[key] = _span(self._tried.get(key), values[key])
        if self.moves & (self.moves - 1) == 0:  # at 1, 2, 4, 8 … moves: few writes, and never more than half is lost
            session.record_exploration(self.name, self.moves, self._tried)

    def _show(self, page: Callable[[Mapping[str, Any]], str], values: Mapping[str, Any]) -> None:
        try:
            self._view.value = page(values)
        except Exception as problem:  # a swallowed error would leave a stale picture: show it in its place
            self.refusal = str(problem) if isinstance(problem, ValueError) else f"{type(problem).__name__}: {problem}"
            self._view.value = self._refused()

    def _page(self, values: Mapping[str, Any]) -> str:
        result = self._compute(**values)
        return self._picture(lambda figure: self._draw(result, figure))

    def _picture(self, draw: Callable[[Figure], str]) -> str:
        page, self.description_text = picture(draw, self.figure)
        self.refusal = ""
        return page

    def _refused(self) -> str:
        height = round(self.figure.get_size_inches()[1] * self.figure.dpi)
        return (
            f'<figure style="min-height:{height}px"><div class="kb-say kb-wrong" role="alert">'
            f"{html.escape(self.refusal)} Move a control, or press Reset.</div></figure>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Add the picture and its description as plain HTML, which shows where no kernel or widget script runs."""
        bundle = dict(super()._repr_mimebundle_(**kwargs))
        style = cards.STYLE + STYLE
        bundle["text/html"] = f'<div class="kb-card kb-explore">{style}{cards.text(self.task)}{self._view.value}</div>'
        return bundle


class Runner(Explorer):
    """An explore whose model takes seconds: it waits for its button, shows how far it is, and then the picture.

    A move puts the picture away, since it would belong to other settings.
    """

    def __init__(self, button: str, name: str, compute: Callable[..., Any], *rest: Any) -> None:
        self._button = cards.button(button, self.run, primary=True)
        self._bar = widgets.FloatProgress(min=0, max=1, layout=widgets.Layout(width="220px", visibility="hidden"))
        super().__init__(name, compute, *rest)

    def run(self) -> None:
        """Run the model with the controls as they stand and show its picture; an interrupted run says so."""
        self._button.disabled = True
        self._bar.layout.visibility = "visible"
        self._hear(0.0)
        modules = len(sys.modules)
        try:
            self._show(self._run, self.values)
        finally:
            self._bar.layout.visibility = "hidden"
            self._button.disabled = False
            if len(sys.modules) > modules:  # an engine; to settle after every run would keep every old picture
                cells.settle()

    def _run(self, values: Mapping[str, Any]) -> str:
        try:
            result = self._compute(**values, progress=self._hear)
        except KeyboardInterrupt:
            raise LessonError("The run was stopped.") from None
        return self._picture(lambda figure: self._draw(result, figure))

    def _hear(self, done: float) -> None:
        self._bar.value = done
        self._bar.description = f"{done:.0%} run" if done else "Starting …"

    def _page(self, values: Mapping[str, Any]) -> str:
        settings = {bound.label: bound.control.describe(values[key]) for key, bound in self.bounds.items()}
        return self._picture(lambda figure: waiting(settings, self._button.description, figure))

    def _buttons(self) -> widgets.Widget:
        return cards.line(self._button, super()._buttons(), self._bar)


def explore(
    compute: Callable[..., Any],
    draw: Callable[[Any, Figure], str],
    *,
    name: str,
    task: str = "",
    height_in: float | None = None,
    run: str = "",
    **controls: Control,
) -> None:
    """Show `draw(compute(**controls), figure)` and redraw it whenever the learner moves a control.

    compute is pure and returns a result; draw puts it on the reused Figure and returns its description in words.
    `name` identifies the widget in the learner's ledger; `task` says in one sentence what to find.
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
        explorer: Explorer = Runner(run, name, compute, draw, controls, task, height_in)
    else:
        explorer = Explorer(name, compute, draw, controls, task, height_in)
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
