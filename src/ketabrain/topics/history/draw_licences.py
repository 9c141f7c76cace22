"""For what one drug is licensed, and where: a grid of what was looked up, the question that was asked framed."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BODY, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink, pale
from ketabrain.topics.history.licences import Country, Indication, Licences, LicenceState

_HIGH = 430
"""Height of the picture in pixels."""
_LOOKS = {
    LicenceState.LICENSED: (pale(GREEN), "✓"),
    LicenceState.NOT_YET: (pale(ORANGE), "…"),
    LicenceState.NOT_LICENSED: (pale(RED), "✗"),
    LicenceState.NOT_LISTED: (LIGHT, "–"),
    LicenceState.UNKNOWN: (PAPER, "?"),
}
"""Fill and sign of every answer."""
_SAID = {
    LicenceState.LICENSED: "is licensed", LicenceState.NOT_YET: "is not yet licensed",
    LicenceState.NOT_LICENSED: "is not licensed", LicenceState.NOT_LISTED: "is not listed",
    LicenceState.UNKNOWN: "was not looked up",
}  # fmt: skip
_KEY = {LicenceState.NOT_LICENSED: "no"}
"""Shorter words below the grid."""
_NOT_LISTED = "Not listed: the label that we read names other uses. That is no proof for every product."
_SHORT = {Country.UNITED_STATES: "US", Country.UNITED_KINGDOM: "UK", Country.EUROPEAN_UNION: "EU"}
_LEFT, _TOP, _WIDE, _HIGH_CELL, _GAP = 266.0, 112.0, 63.0, 46.0, 4.0
_COLUMNS = {country: _LEFT + (_WIDE + _GAP) * place for place, country in enumerate(Country)}
_ROWS = {use: _TOP + (_HIGH_CELL + _GAP) * place for place, use in enumerate(Indication)}
"""Left ends of the columns and upper ends of the rows, in pixels."""


@drawn(height_in=_HIGH / 100)
def licence_grid(result: Licences, figure: Figure) -> str:
    """Uses by countries in the chosen year, the question framed; a pair that was not looked up has no colour."""
    axes = canvas(figure)
    asked = result.asked
    for answer in result.answers:
        corner = _COLUMNS[answer.country], _ROWS[answer.use]
        axes.add_patch(Rectangle(corner, _WIDE, _HIGH_CELL, facecolor=_LOOKS[answer.state][0], linewidth=0))
    corner = _COLUMNS[asked.country], _ROWS[asked.use]
    axes.add_patch(Rectangle(corner, _WIDE, _HIGH_CELL, facecolor="none", edgecolor=INK, linewidth=3.5, zorder=4))
    states = {(each.country, each.use): each.state for each in result.answers}
    signs = [
        (_LOOKS[states.get((country, use), LicenceState.UNKNOWN)][1], x + _WIDE / 2, y + _HIGH_CELL / 2)
        for country, x in _COLUMNS.items()
        for use, y in _ROWS.items()
    ]
    words(axes, signs, "center", size=BODY)
    for chosen in (False, True):
        uses = [(use, _LEFT - 12, y + _HIGH_CELL / 2) for use, y in _ROWS.items() if (use == asked.use) == chosen]
        words(axes, uses, "right", bold=chosen)
        heads = [
            (_SHORT.get(name, name), x + _WIDE / 2, _TOP - 16)
            for name, x in _COLUMNS.items()
            if (name == asked.country) == chosen
        ]
        words(axes, heads, "center", bold=chosen)
    there = {sign for sign, _, _ in signs}
    key = "        ".join(f"{sign} {_KEY.get(state, state)}" for state, (_, sign) in _LOOKS.items() if sign in there)
    words(axes, [(key, EDGE, _ROWS[Indication.PTSD] + _HIGH_CELL + 26)], "left", ink(GREY))
    drug = f"{asked.drug[0].upper()}{asked.drug[1:]}"
    finding = f"{drug} {_SAID[asked.state]} for {asked.use}, {_SHORT.get(asked.country, asked.country)}"
    yes, total = result.count(LicenceState.LICENSED), len(result.answers)
    heading(figure, finding, f"In {result.year}: {yes} of {total} are licensed")
    return _in_words(result)


def _in_words(result: Licences) -> str:
    asked = result.asked
    yes = [f"{each.use} in {each.country}" for each in result.answers if each.state == LicenceState.LICENSED]
    counts = ", ".join(f"{result.count(state)} {state}" for state in _LOOKS if result.count(state))
    total = len(result.answers) + result.not_looked_up
    return (
        f"In {result.year} {asked.drug} {_SAID[asked.state]} for {asked.use} in {_THE.get(asked.country, '')}"
        f"{asked.country}. {asked.drug}, for {asked.use}, {asked.country}, {result.year}: {asked.state}. {asked.why} "
        f"It is licensed for {len(yes)} of the {len(result.answers)} pairs of use and place that we looked up. "
        f"Looked up: {len(result.answers)} of {total}. {counts}. {_NOT_LISTED} "
        f"Licensed in {result.year}: {'; '.join(yes) or 'none in our table'}."
    )


_THE = {Country.UNITED_STATES: "the ", Country.UNITED_KINGDOM: "the ", Country.EUROPEAN_UNION: "the "}
