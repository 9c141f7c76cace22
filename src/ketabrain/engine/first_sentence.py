"""Where the first sentence of a description ends."""

import re

from ketabrain.engine.numerals import shortened

LONGEST_FIRST = 190
"""Letters of a first sentence that fit two lines under a picture."""
_ABBREVIATIONS = (" al.", " vs.", " e.g.", " i.e.")


def first_sentence(words: str) -> tuple[str, str]:
    """The first sentence of a description, and the rest; of a very long one its beginning, and all of the description.

    >>> first_sentence("The peak is 0.5 mg (Smith et al. 2014). The tail is long.")
    ('The peak is 0.5 mg (Smith et al. 2014).', 'The tail is long.')
    """
    first, rest = words, ""
    for end in re.finditer(r"[.!?](?= )", words):
        if not words[: end.end()].endswith(_ABBREVIATIONS):
            first, rest = words[: end.end()], words[end.end() + 1 :]
            break
    return (shortened(first, LONGEST_FIRST), words) if len(first) > LONGEST_FIRST else (first, rest)
