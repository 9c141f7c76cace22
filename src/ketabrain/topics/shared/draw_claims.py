"""The article's argument: its claims from left to right, an arrow for every “because”, filled by your verdicts."""

from collections.abc import Iterable, Iterator

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import EDGE, canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import (
    BEGAN,
    BLUE,
    BODY,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SKY,
    ink,
)
from ketabrain.engine.numerals import counted
from ketabrain.topics.shared.claims import REASONS, ROOT, Because, ClaimMap, Tile

VERDICT_COLOURS = {
    "Right": GREEN, "Mostly right": SKY, "Oversimplified": ORANGE, "Unsupported": PURPLE, "Wrong": RED,
}  # fmt: skip
VERDICT_SIGNS = {"Right": "✓", "Mostly right": "(✓)", "Oversimplified": "≈", "Unsupported": "?", "Wrong": "✗"}
COLUMNS = {
    "history": ("C01", "C02a", "C02b", "C02c"),
    "target": ("C05", "", "", "C04", "C03"),
    "change": ("C06", "C08", "C09", "", "", "C15"),
    "growth": ("", "C10", "C11"),
    "relief": ("C07", "C12", "C13", "C14", "C18", "C16"),
}
"""The five stages of the argument with their claims from above; an empty place lets an arrow through."""
ASIDE = ("C17", "C19", "C20", "C21")
"""Claims that stand outside the argument, in a row of their own below the last four columns."""
_KEYWORDS = {
    "C01": "anaesthetic", "C02a": "depression", "C02b": "anxiety", "C02c": "PTSD", "C03": "glutamate", "C04": "memory",
    "C05": "NMDA", "C06": "signalling", "C07": "reset", "C08": "BDNF ↑", "C09": "transmitter", "C10": "connections",
    "C11": "resilience", "C12": "speed", "C13": "hours", "C14": "weeks", "C15": "detachment", "C16": "distance",
    "C17": "unknowns", "C18": "powerful", "C19": "doctors", "C20": "harms", "C21": "author",
}  # fmt: skip
_WIDE, _HIGH = 121.0, 40.0
_COLUMN_PX, _ROW_PX = 151.75, 53.0
_FIRST_ROW, _LAST_ROW = 98.0, 434.0
"""Upper edges of the first row and of the one below the line (px)."""
_KEY = 322.0
"""Height of the first line of the verdicts' key, in the empty corner below the history (px)."""

Place = tuple[float, float]


@drawn(height_in=4.9)
def claim_map(result: ClaimMap, figure: Figure) -> str:
    """Draw one tile for each claim, in the order of the argument, with its keyword and the sign of your verdict."""
    axes = canvas(figure)
    places = dict(_places())
    lit = {ROOT, *result.following} if not result.focused else set(result.highlighted)
    _tiles(axes, result, places, lit)
    _arrows(axes, places, lit, BLUE if not result.focused else INK)
    rule = (_LAST_ROW + _FIRST_ROW + 5 * _ROW_PX + _HIGH) / 2
    axes.plot((EDGE, 760 - EDGE), (rule, rule), color=LIGHT, linewidth=1)
    names = [(name, EDGE + i * _COLUMN_PX, _FIRST_ROW - 14) for i, name in enumerate(COLUMNS)]
    words(axes, names, "left", ink(GREY))
    judged = [tile for tile in result.tiles if tile.verdict]
    if judged:
        signs = [(sign, EDGE + 12, _KEY + 18 * i) for i, sign in enumerate(VERDICT_SIGNS.values())]
        words(axes, signs, "center", INK, bold=True)
        words(axes, [(name.lower(), x + 18, y) for (_, x, y), name in zip(signs, VERDICT_SIGNS, strict=True)], "left")
    finding, said = _found(result)
    heading(figure, finding, "→ “because” · dashed: “may”, “can”")
    return f"{said} Your verdicts so far: {_list(f'{tile.claim} {tile.verdict}' for tile in judged) or 'none yet'}."


def _found(result: ClaimMap) -> tuple[str, str]:
    """What the map shows, for its heading and in words."""
    total = len(result.tiles)
    if result.focused:
        chosen = [tile for tile in result.tiles if tile.claim in result.highlighted]
        verb = "is" if len(chosen) == 1 else "are"
        return f"{len(chosen)} of {total} claims: the kind “{result.kind}”", (
            f"{len(chosen)} of the article's {total} claims {verb} of the kind “{result.kind}”: "
            f"{_list(tile.claim for tile in chosen)}. {' '.join(f'{tile.claim}: {tile.statement}' for tile in chosen)}"
        )
    many = len(result.following)
    stages = "; ".join(f"{name} {_list(claim for claim in claims if claim)}" for name, claims in COLUMNS.items())
    reasons = "; ".join(f"{each.because} to {each.claim}{' (can or may)' if each.hedged else ''}" for each in REASONS)
    return f"{ROOT} is given as the reason for {many} other claims", (
        f"One claim of {total}, {ROOT} (the NMDA receptor is blocked), is given as the reason for "
        f"{counted(many, 'other')}, directly or by steps. From left to right: {stages}. Apart from the argument: "
        f"{_list(ASIDE)}. Arrows, for each “because” of the article as we read it: {reasons}."
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _places() -> Iterator[tuple[str, Place]]:
    """Upper left corner of every claim's tile, in pixels."""
    for column, claims in enumerate(COLUMNS.values()):
        for row, claim in enumerate(claims):
            if claim:
                yield claim, (EDGE + column * _COLUMN_PX, _FIRST_ROW + row * _ROW_PX)
    for column, claim in enumerate(ASIDE, start=1):
        yield claim, (EDGE + column * _COLUMN_PX, _LAST_ROW)


def _tiles(axes: Axes, result: ClaimMap, places: dict[str, Place], lit: set[str]) -> None:
    tiles = {tile.claim: tile for tile in result.tiles}
    order = sorted(tiles, key=lambda claim: claim in lit)
    boxes = [FancyBboxPatch(places[claim], _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=6") for claim in order]
    edge = BLUE if not result.focused else INK
    axes.add_collection(
        PatchCollection(
            boxes,
            facecolors=[_filling(tiles[claim], claim in lit or not result.focused) for claim in order],
            edgecolors=[edge if claim in lit else BEGAN for claim in order],
            linewidths=[1.8 if claim in lit else 0.9 for claim in order],
            zorder=0.8,  # words stand at 1
        ),
        autolim=False,
    )
    for clear in (True, False):
        shown = [claim for claim in order if (claim in result.highlighted) == clear]
        colour = INK if clear else ink(GREY)
        corners = [(claim, *places[claim]) for claim in shown]
        words(axes, [(claim, x + 9, y + 11) for claim, x, y in corners], "left", colour, bold=clear)
        words(axes, [(_KEYWORDS[claim], x + 9, y + 29) for claim, x, y in corners], "left", colour, size=BODY)
        signs = [(tiles[claim].verdict, x, y) for claim, x, y in corners]
        given = [(VERDICT_SIGNS[verdict], x + _WIDE - 8, y + 12) for verdict, x, y in signs if verdict]
        words(axes, given, "right", colour, size=BODY, bold=True)


def _filling(tile: Tile, clear: bool) -> tuple[float, ...]:
    """A tint of the verdict's colour, grey before there is one; what is not in focus is left white."""
    if tile.verdict:
        return to_rgba(VERDICT_COLOURS[tile.verdict], 0.45 if clear else 0.15)
    return to_rgba(LIGHT, 0.55) if clear else to_rgba(PAPER)


def _arrows(axes: Axes, places: dict[str, Place], lit: set[str], colour: str) -> None:
    """Arrows along the gaps between the tiles, in the colour where what they lead to is in focus."""
    for hedged in (False, True):
        for clear in (False, True):
            chosen = [each for each in REASONS if each.hedged == hedged and _leads(each, lit) == clear]
            ways = [_way(places[each.because], places[each.claim]) for each in chosen]
            shade = colour if clear else "#8A8F94"
            axes.add_collection(
                LineCollection(ways, colors=shade, linewidths=1.8 if clear else 1.2,
                               linestyles=[(0, (3, 2)) if hedged else "-"], zorder=0.6 if clear else 0.5),
                autolim=False,
            )  # fmt: skip
            for level in (True, False):
                ends = [way[-1] for way in ways if (way[-1][1] == way[-2][1]) == level]
                x, y = zip(*ends, strict=True) if ends else ((), ())
                # The tip of a marker stands beyond its place.
                back = (4, 0) if level else (0, 4)
                axes.plot([each - back[0] for each in x], [each - back[1] for each in y], ">" if level else "v",
                          color=shade, markersize=7 if clear else 6, markeredgewidth=0, zorder=0.7)  # fmt: skip


def _leads(reason: Because, lit: set[str]) -> bool:
    return reason.because in lit and reason.claim in lit


def _way(start: Place, end: Place) -> list[Place]:
    """From the side of one tile to the side of another, down the gap before it; straight down within a column."""
    (x, y), (to_x, to_y) = start, end
    middle, to_middle = y + _HIGH / 2, to_y + _HIGH / 2
    if x == to_x:
        return [(x + _WIDE / 2, y + _HIGH), (x + _WIDE / 2, to_y - 1)]
    gap = to_x - (_COLUMN_PX - _WIDE) / 2
    corners = [] if y == to_y else [(gap, middle), (gap, to_middle)]
    return [(x + _WIDE, middle), *corners, (to_x - 1, to_middle)]
