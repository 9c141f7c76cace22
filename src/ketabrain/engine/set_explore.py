"""set_explore: move the explores of a notebook from a cell, to settings that somebody has copied or sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from ketabrain.engine import cards, session
from ketabrain.engine.controls import Choice, Slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer
from ketabrain.engine.numerals import minus
from ketabrain.engine.settings_line import read_settings


def set_explore(name: str, /, **values: Any) -> None:
    """Move the controls of an explore that stands in this notebook: `set_explore("dose-band", mg_per_kg=1.2)`.

    What is not named stays as it is. Instead of a name it takes an address with settings, for one explore or several.
    Nothing is moved if anything is wrong. Raises LessonError for a name, a control or a value that is not there.
    """
    asked: Iterable[tuple[str, Mapping[str, Any]]] = [(name, values)]
    if "?" in name or "#" in name:
        asked = [(each.name, {**each.values, **values}) for each in read_settings(name)]
    checked = [(explorer, _taken(explorer, told)) for each, told in asked for explorer in (_named(each),)]
    for explorer, taken in checked:
        explorer.set(**taken)
        settings = (f"{control.part(key).label}: {control.describe(explorer.values[key])}"
                    for key, control in explorer.controls.items())  # fmt: skip
        cards.show_page(cards.text(f"“{explorer.name}” has moved. {'; '.join(settings)}."))


def _named(name: str) -> Explorer:
    there = {key: card for key, card in session.current().explores.items() if card.comm is not None}
    if name in there:
        return there[name]
    if not there:
        raise LessonError(f"No explore stands in this notebook yet; run the cell of “{name}” first.")
    raise LessonError(f"No explore named “{name}” stands in this notebook; there is {_listed(there)}.")


def _taken(explorer: Explorer, values: Mapping[str, Any]) -> dict[str, Any]:
    taken = {}
    for key, value in values.items():
        if key not in explorer.controls:
            raise LessonError(f"“{explorer.name}” has no control named “{key}”; it has {_listed(explorer.controls)}.")
        control = explorer.controls[key]
        try:
            taken[key] = control.part(key).take(value)
        except LessonError:
            raise LessonError(f"{key} cannot be {value!r}: {_possible(control)}.") from None
    return taken


def _possible(control: Slider | Choice) -> str:
    if isinstance(control, Choice):
        return f"it is {_listed(control.options, 'or')}"
    kind = "a whole number" if control.whole else "a number"
    return f"it is {kind} from {minus(control.low)} to {control.describe(control.high)}"


def _listed(names: Iterable[str], last: str = "and") -> str:
    *others, end = (f"“{each}”" for each in names)
    return f"{', '.join(others)} {last} {end}" if others else end
