"""The palette as people with a colour-vision deficiency see it, and every text of the cards on its background.

Deficiencies are simulated at full strength (Machado 2009 for the red and the green cones; Brettel 1997 for the blue,
where Machado's is not meant to be used), and distances measured as Delta E 2000: 1 is what a careful eye just sees
between two large patches side by side. Curves and marks are thin, small and apart, and need several times that.
"""

import re
from itertools import combinations

import pytest
from coloraide import Color

from ketabrain.engine import cards
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


def declared(css: str) -> list[tuple[str, dict[str, str]]]:
    """Each rule of a style sheet: its selector, and its properties with their values."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [
        (selector.strip(), {key.strip(): value.strip() for key, _, value in (each.partition(":") for each in parts)})
        for selector, body in RULE.findall(bare)
        if (parts := [each for each in body.split(";") if ":" in each])
    ]


def variables(css: str, theme: str) -> dict[str, str]:
    """The style sheet's own variables in a theme, "light" or "dark"; what only the dark one sets comes on top."""
    homes = [":root,body", ":root"] + [f'body[data-theme="{theme}"]'] * (theme == "dark")
    return {
        name: value
        for home in homes
        for selector, values in declared(css)
        if home == selector or home in selector.split(",")
        for name, value in values.items()
        if name.startswith("--")
    }


def resolved(value: str, known: dict[str, str]) -> str:
    """A value in which every variable stands for what it is, or else for its fallback."""
    while found := re.search(r"var\((--[\w-]+)(?:,([^()]*))?\)", value):
        value = value.replace(found[0], known.get(found[1], found[2]))
    return value


def rules(css: str, theme: str) -> list[tuple[str, str, str]]:
    """Each rule of a style sheet that sets a colour, with the text and the background that hold under it in a theme.

    What a rule leaves open is ink on paper.
    """
    known, found = variables(css, theme), []
    for selector, values in declared(css):
        text, background = (
            resolved(values.get(key, f"var({usual})"), known)
            for key, usual in (("color", "--kb-ink"), ("background", "--kb-paper"))
        )
        if {text, background} & {"inherit", "none", "transparent"} or not {"color", "background"} & set(values):
            continue
        found.append((f"{theme}: {selector}", text, background))
    return found


NO_WORDS = ("-thumb", ".kb-picture")
"""Ends of selectors of what holds no words: handles, and pictures, which have their own paper."""
TEXTS = [each for theme in ("light", "dark") for each in rules(cards.CSS, theme) if not each[0].endswith(NO_WORDS)]


@pytest.mark.parametrize(("selector", "text", "background"), TEXTS, ids=[selector for selector, _, _ in TEXTS])
def test_words_on_cards_can_be_read(selector, text, background):
    assert Color(text).contrast(background, method="wcag21") >= TEXT


def test_both_themes_have_rules_and_differ():
    light, dark = (rules(cards.CSS, theme) for theme in ("light", "dark"))
    assert len(light) == len(dark) > 15
    assert [text for _, text, _ in light] != [text for _, text, _ in dark]


def test_rules_are_read_with_variables_fallbacks_and_defaults():
    css = (
        ':root{--kb-ink:var(--jp,#111);--kb-paper:#fff;--soft:#777}body[data-theme="dark"]{--soft:#999;--jp:#eee}'
        "/* p{color:#123} */a{color:var(--soft);margin:0}\np{color:inherit}b{background:#eee}\ni{margin:0}"
    )
    assert rules(css, "light") == [("light: a", "#777", "#fff"), ("light: b", "#111", "#eee")]
    assert rules(css, "dark") == [("dark: a", "#999", "#fff"), ("dark: b", "#eee", "#eee")]


@pytest.mark.parametrize("name", ["INK", "GREY"])
@pytest.mark.parametrize("background", ["PAPER"])
def test_words_on_figures_can_be_read(name, background):
    assert Color(PALETTE[name]).contrast(PALETTE[background], method="wcag21") >= TEXT
