"""For what one drug is licensed, and where: a grid of what was looked up, and the answer to the question asked."""

from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import GREEN, INK, LIGHT, ORANGE, PAPER, RED, pale
from ketabrain.topics.history.licences import Country, Indication, Licences, LicenceState

_LOOKS = {
    LicenceState.LICENSED: (pale(GREEN), "yes"),
    LicenceState.NOT_YET: (pale(ORANGE), "not yet"),
    LicenceState.NOT_LICENSED: (pale(RED), "no"),
    LicenceState.NOT_LISTED: (LIGHT, "not listed"),
    LicenceState.UNKNOWN: (PAPER, "?"),
}
"""Fill and word of every answer."""
_NOT_LISTED = "Not listed: the label that we read names other uses. That is no proof for every product."
_SHORT = {Country.UNITED_STATES: "US", Country.UNITED_KINGDOM: "UK", Country.EUROPEAN_UNION: "EU"}
_LEFT, _TOP, _WIDE, _HIGH = 245.0, 34.0, 68.0, 34.0
_COLUMNS = {country: _LEFT + (_WIDE + 3) * place for place, country in enumerate(Country)}
_ROWS = {use: _TOP + (_HIGH + 3) * place for place, use in enumerate(Indication)}
"""Left ends of the columns and upper ends of the rows, in pixels."""


def licence_grid(result: Licences, figure: Figure) -> str:
    """Uses by countries in the chosen year, the question framed, its answer below; a pair not looked up stays bare."""
    axes = canvas(figure, 0.905, 380)
    asked = result.asked
    for answer in result.answers:
        _cell(axes, answer.state, _COLUMNS[answer.country], _ROWS[answer.use])
    corner = _COLUMNS[asked.country], _ROWS[asked.use]
    axes.add_patch(Rectangle(corner, _WIDE, _HIGH, facecolor="none", edgecolor=INK, linewidth=3.5, zorder=4))
    words(axes, [(use, _LEFT - 10, y + _HIGH / 2) for use, y in _ROWS.items()], "right")
    heads = [(_SHORT.get(name, name), x + _WIDE / 2, _TOP - 14) for name, x in _COLUMNS.items()]
    words(axes, heads, "center")
    question = f"{asked.drug}, for {asked.use}, {asked.country}, {result.year}: {asked.state}."
    lines = [question, *wrap(asked.why, 88)]
    words(axes, [(line, 20, 238 + 24 * place) for place, line in enumerate(lines)], "left")
    counts = ", ".join(f"{result.count(state)} {state}" for state in _LOOKS if result.count(state))
    total = len(result.answers) + result.not_looked_up
    looked_up = f"Looked up: {len(result.answers)} of {total}. {counts}."
    words(axes, [(looked_up, 20, 238 + 24 * 4), (_NOT_LISTED, 20, 238 + 24 * 5)], "left")
    axes.set_title(f"Is {asked.drug} approved? In {result.year}, for …", x=0.02, y=1.0)
    yes = [f"{each.use} in {each.country}" for each in result.answers if each.state == LicenceState.LICENSED]
    return (
        f"In {result.year} {asked.drug} is licensed for {len(yes)} of the {len(result.answers)} pairs of use and place "
        f"that we looked up. {question} {asked.why} {looked_up} {_NOT_LISTED} "
        f"Licensed in {result.year}: {'; '.join(yes) or 'none in our table'}."
    )


def _cell(axes: Axes, state: LicenceState, x: float, y: float) -> None:
    fill, word = _LOOKS[state]
    axes.add_patch(Rectangle((x, y), _WIDE, _HIGH, facecolor=fill, edgecolor=PAPER))
    words(axes, [(word, x + _WIDE / 2, y + _HIGH / 2)], "center")
