"""How pictures look elsewhere."""

import io

import pytest
from PIL import Image

from tasks.inside.looks import BESIDE_PX, LOOKS, looks

RED, GREEN, GREY, WHITE = (213, 94, 0), (0, 158, 115), (128, 128, 128), (255, 255, 255)


def apart(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def seen(name, colour):
    return LOOKS[name](Image.new("RGB", (8, 8), colour)).getpixel((4, 4))


@pytest.mark.parametrize("deficiency", ["protanopia", "deuteranopia", "tritanopia"])
def test_grey_stays_grey_to_every_eye(deficiency):
    assert apart(seen(deficiency, GREY), GREY) <= 12


@pytest.mark.parametrize("deficiency", ["protanopia", "deuteranopia"])
def test_red_and_green_come_closer(deficiency):
    assert apart(seen(deficiency, RED), seen(deficiency, GREEN)) < 0.75 * apart(RED, GREEN)


def test_dark_paper_turns_light_and_dark_and_keeps_the_hue():
    assert seen("dark", WHITE) == (0, 0, 0)
    red, green, blue = seen("dark", RED)
    assert red > green > blue


def test_every_look_is_a_picture_and_the_small_one_is_small():
    kept = io.BytesIO()
    Image.new("RGB", (760, 420), WHITE).save(kept, format="png")
    found = {name: Image.open(io.BytesIO(image)) for name, image in looks(kept.getvalue()).items()}
    assert set(found) == set(LOOKS)
    assert found["small"].width == BESIDE_PX
