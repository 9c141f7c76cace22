"""What a slip in a cell is answered by: an extension of IPython that loads in no time.

For a name that Python does not know it says what to do about it; most often a cell was run before those above it. A
cell that Python cannot read at all still shows its exercise, hints and all, and there the line that breaks.
`tasks/lab_settings.py` has each kernel of the course load it at its start, and so does the first cell that imports the
course, wherever that file is not read. What the course itself raises is one sentence anyhow: see `errors.Sentence`.
"""

import linecache
import re
import sys
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # in a kernel IPython is there already; this module must cost its start nothing
    from IPython.core.interactiveshell import InteractiveShell

TOP_OF_A_CELL = ("<module>", "<cell line")
"""How the code of a cell outside its functions is called: by most versions of IPython, and by some of version 8."""


_EXERCISE = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)
"""How a cell asks for an exercise."""


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Have a shell answer unknown names by `explain`, and unreadable code by the exercise that it was for."""
    shell.set_custom_exc((NameError,), _show)
    if not hasattr(shell.showsyntaxerror, "instead_of"):
        shell.showsyntaxerror = _Unreadable(shell)  # type: ignore[method-assign]  # there is no other way in


class _Unreadable:
    """What shows a SyntaxError in the place of the shell's own method, which does so wherever no exercise was meant.

    IPython asks no handler of exceptions about code that it cannot compile, and asks this method about all of it.
    """

    def __init__(self, shell: "InteractiveShell") -> None:
        self.instead_of = shell.showsyntaxerror

    def __call__(self, *given: object, **named: object) -> None:
        """Show the exercise, or else what IPython shows. The error stays one, and stops the run."""
        error = sys.exc_info()[1]
        if not (isinstance(error, SyntaxError) and _exercise_shown(error)):
            self.instead_of(*given, **named)


def _exercise_shown(error: SyntaxError) -> bool:
    """Whether the cell that holds the error was for an exercise, and that could be shown."""
    entry = linecache.cache.get(error.filename or "")
    if entry is None or len(entry) != 4 or entry[1] is not None:  # no cell: a file, which has a time of its own
        return False
    asked = _EXERCISE.search("".join(entry[2]))
    if not asked:
        return False
    with suppress(Exception):
        from ketabrain.engine.check import show_unreadable  # only once the course is at work

        show_unreadable(asked[1], error)
        return True
    return False


def explain(error: NameError, traceback: TracebackType, cells: dict[str, object]) -> str:
    """What to do about a name that code of the cells (whose variables are `cells`) does not know.

    Within a function the line is told as well, as the cell that was run need not be the one where it stands. Empty for
    a name that is missing in other code, whose fault it is, and for one that a function uses before giving it a value.
    """
    last = traceback
    while last.tb_next is not None:
        last = last.tb_next
    if type(error) is not NameError or not error.name or last.tb_frame.f_globals is not cells:
        return ""
    sentence = (
        f"Python does not know “{error.name}” yet: run the cells above this one first "
        "(Run → Run All Above Selected Cell), or check how it is spelled."
    )
    code = last.tb_frame.f_code
    if code.co_name.startswith(TOP_OF_A_CELL):
        return sentence
    line = linecache.getline(code.co_filename, last.tb_lineno).strip()
    return f"{sentence}\nIt stands in line {last.tb_lineno} of its cell: {line}"


def _show(
    shell: "InteractiveShell",
    kind: type[NameError],
    error: NameError,
    traceback: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """IPython's handler: the error stays one, and stops the run; only what is shown of it changes."""
    said = explain(error, traceback, shell.user_ns)
    if said:
        error._render_traceback_ = lambda: [said]  # type: ignore[attr-defined]  # IPython asks the error itself first
    shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)
