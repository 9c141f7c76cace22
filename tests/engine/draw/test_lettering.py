"""Words as paths have their size and place."""

import pytest

from ketabrain.engine.draw.lettering import label


def test_a_label_ends_at_its_point_and_has_its_size():
    box, double = (label("Moda-Sava 2019", size=size).get_extents() for size in (9.5, 19.0))
    assert box.x1 == pytest.approx(0, abs=1)  # within the white beside its last letter
    assert double.width == pytest.approx(2 * box.width, rel=0.02)
    assert box.y0 < 0 < box.y1
