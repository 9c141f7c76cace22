"""Contrast of the palette."""

import pytest
from coloraide import Color

from ketabrain.engine.draw import style

LINES = {"blue": style.BLUE, "red": style.RED, "green": style.GREEN, "ink": style.INK}


def contrast(one, other):
    return Color(one).contrast(other, method="wcag21")


@pytest.mark.parametrize("colour", [style.INK, style.GREY])
def test_text_colours_meet_the_contrast_for_small_text(colour):
    assert contrast(colour, style.PAPER) >= 4.5


@pytest.mark.parametrize("colour", LINES.values(), ids=LINES)
def test_line_colours_meet_the_contrast_for_graphics(colour):
    assert contrast(colour, style.PAPER) >= 3
