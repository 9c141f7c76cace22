"""The palette as people with a colour-vision deficiency see it, and every text of the cards on its background.

Deficiencies are simulated at full strength (Machado 2009 for the red and the green cones; Brettel 1997 for the blue,
where Machado's is not meant to be used), and distances measured as Delta E 2000: 1 is what a careful eye just sees
between two large patches side by side. Curves and marks are thin, small and apart, and need several times that.
"""

import re
from itertools import combinations

import pytest
from coloraide import Color

from ketabrain.engine import cards, picture
from ketabrain.engine.draw import style

PALETTE = {
    name: getattr(style, name)
    for name in ("BLUE", "ORANGE", "GREEN", "RED", "PURPLE", "SKY", "GREY", "INK", "PAPER")
}  # fmt: skip
DEFICIENCIES = {"protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}
CURVES = 10
"""Least distance between two curves of one picture: ten times what is just seen."""
ANY = 7
"""Least distance between any two colours; those that meet in a picture also differ in shape, dash or hatching."""
TEXT = 4.5
"""WCAG 2.2, success criterion 1.4.3: contrast of text that is not large."""

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def seen(colour: str, deficiency: str) -> Color:
    return Color(colour).filter(DEFICIENCIES[deficiency]).clip("srgb")


def distance(one: str, other: str, deficiency: str) -> float:
    return seen(one, deficiency).delta_e(seen(other, deficiency), method="2000")


def too_close(colours: dict[str, str], deficiency: str, least: float) -> dict[tuple[str, str], float]:
    """The pairs of colours that are nearer to one another than `least`."""
    found = {
        (one, other): distance(colours[one], colours[other], deficiency) for one, other in combinations(colours, 2)
    }
    return {pair: round(apart, 1) for pair, apart in found.items() if apart < least}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_any_two_colours_stay_apart(deficiency):
    assert too_close(PALETTE, deficiency, ANY) == {}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_curves_of_one_picture_stay_apart(deficiency):
    assert too_close({f"curve {i}": colour for i, (colour, _) in enumerate(style.LINES)}, deficiency, CURVES) == {}


def test_curves_differ_also_without_colour():
    dashes = [str(dash) for _, dash in style.LINES]
    assert len(set(dashes)) == len(dashes)


@pytest.mark.parametrize(
    ("deficiency", "pair"), [("protanopia", ("#a04000", "#406000")), ("deuteranopia", ("#c06060", "#808060"))]
)
def test_the_check_can_fail(deficiency, pair):
    assert Color(pair[0]).delta_e(Color(pair[1]), method="2000") > 2 * ANY
    assert too_close(dict(enumerate(pair)), deficiency, ANY) != {}


def rules(css: str) -> list[tuple[str, str, str]]:
    """Each rule of a style sheet that sets a colour, with the text and the background that hold under it.

    A theme's variable stands for its fallback; what a rule leaves open is ink on paper.
    """
    found = []
    for selector, body in RULE.findall(re.sub(r"</?style>", "", css)):
        values = dict(each.split(":", 1) for each in body.strip().split(";") if ":" in each)
        values = {key.strip(): re.sub(r"var\([^,]+,([^)]+)\)", r"\1", value).strip() for key, value in values.items()}
        text, background = values.get("color", style.INK), values.get("background", style.PAPER)
        if text != "inherit" and background != "none" and {"color", "background"} & set(values):
            found.append((selector.strip(), text, background))
    return found


TEXTS = [*rules(cards.STYLE), *rules(picture.STYLE)]


@pytest.mark.parametrize(("selector", "text", "background"), TEXTS, ids=[selector for selector, _, _ in TEXTS])
def test_words_on_cards_can_be_read(selector, text, background):
    assert Color(text).contrast(background, method="wcag21") >= TEXT


def test_rules_are_read_with_fallbacks_and_defaults():
    css = "<style>a{color:var(--x,#777);margin:0}\np{color:inherit}b{background:#eee}\ni{margin:0}</style>"
    assert rules(css) == [("a", "#777", style.PAPER), ("b", style.INK, "#eee")]


@pytest.mark.parametrize("name", ["INK", "GREY"])
@pytest.mark.parametrize("background", ["PAPER"])
def test_words_on_figures_can_be_read(name, background):
    assert Color(PALETTE[name]).contrast(PALETTE[background], method="wcag21") >= TEXT
