"""A plasma level among the bands: inside, beyond an end by little, far from every band."""

import pytest

from ketabrain.topics.shared.bands import read_level, reported_bands


@pytest.mark.parametrize("place", range(3))
def test_both_ends_of_a_band_are_inside_it(place):
    band = reported_bands()[place]
    assert all(band in read_level(level).inside for level in (band.lower, band.upper))


def test_a_little_above_a_band_is_not_called_far_from_it():
    dissociation, anaesthesia = reported_bands()[1:]
    assert read_level(1.01 * dissociation.upper).words == "just above the band of dissociation"
    middle = (dissociation.upper + anaesthesia.lower) / 2
    assert read_level(middle).words == "between the bands of dissociation and anaesthesia"
    assert read_level(0.9 * reported_bands()[0].lower).words == "below every band"
    assert read_level(1.01 * anaesthesia.upper).words == "above every band"


def test_overlapping_bands_are_both_named():
    analgesia, dissociation = reported_bands()[:2]
    assert read_level((dissociation.lower + analgesia.upper) / 2).words == "in the bands of analgesia and dissociation"


def test_a_negative_level_is_refused():
    with pytest.raises(ValueError, match="cannot be negative; got -1"):
        read_level(-1)
