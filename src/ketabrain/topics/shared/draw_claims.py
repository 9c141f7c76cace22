"""The article's claims as tiles that fill with the learner's verdicts."""

from functools import lru_cache

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import label
from ketabrain.engine.draw.style import GREEN, GREY, INK, LIGHT, ORANGE, PAPER, PURPLE, RED, SKY, SMALL
from ketabrain.topics.shared.claims import ClaimMap

VERDICT_COLOURS = {
    "Right": GREEN, "Mostly right": SKY, "Oversimplified": ORANGE, "Unsupported": PURPLE, "Wrong": RED,
}  # fmt: skip
_COLUMNS = 5
_WIDEST_PT = 91


@drawn(height_in=7)
def claim_map(result: ClaimMap, figure: Figure) -> str:
    """Draw one tile for each claim: its number, its words and, once given, the verdict in colour and in words."""
    axes = panel(figure, left=0.005, right=0.995, bottom=0.005, top=0.93)
    rows = -(-len(result.tiles) // _COLUMNS)
    axes.set(xlim=(0, _COLUMNS), ylim=(rows, 0))
    axes.axis("off")
    for i, tile in enumerate(result.tiles):
        x, y = i % _COLUMNS, i // _COLUMNS
        chosen = tile.claim in result.highlighted
        colour = VERDICT_COLOURS.get(tile.verdict or "", LIGHT)
        axes.add_patch(
            FancyBboxPatch(
                (x + 0.02, y + 0.03),
                0.96,
                0.94,
                boxstyle="round,pad=0,rounding_size=0.05",
                facecolor=colour,
                alpha=(0.45 if tile.verdict else 0.9) if chosen else 0.25,
                edgecolor=INK if chosen else GREY,
                linewidth=1.6 if chosen else 0.6,
            )
        )
        if not chosen:
            axes.text(x + 0.5, y + 0.5, tile.claim, fontsize=SMALL, va="center", ha="center", color=GREY)
            continue
        head = f"{tile.claim} · lesson {tile.lesson}"
        axes.text(x + 0.045, y + 0.12, head, fontsize=SMALL, va="top", color=INK, weight="bold")
        axes.text(x + 0.045, y + 0.28, _wrapped(tile.statement), fontsize=SMALL, va="top", color=INK, linespacing=1.12)
        if tile.verdict:
            axes.text(
                x + 0.955,
                y + 0.94,
                tile.verdict,
                fontsize=SMALL,
                va="bottom",
                ha="right",
                color=INK,
                weight="bold",
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
            )
    judged = [tile for tile in result.tiles if tile.verdict]
    axes.set_title(f"{len(result.highlighted)} of {len(result.tiles)} claims shown: {result.focus}", x=0.005)
    said = ", ".join(f"{tile.claim} {tile.verdict}" for tile in judged) or "none yet"
    return (
        f"{len(result.highlighted)} of the article's {len(result.tiles)} claims are shown, {result.focus}: "
        f"{', '.join(result.highlighted) or 'none'}. Your verdicts so far: {said}."
    )


@lru_cache(maxsize=64)
def _wrapped(text: str) -> str:
    """Text in lines that fit a tile; counting letters will not do, since they differ in width."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        fits = label(longer, size=SMALL).get_extents().width <= _WIDEST_PT
        lines[-1:] = [longer] if fits else [lines[-1], word]
    return "\n".join(lines).strip()
