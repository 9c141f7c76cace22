"""What the guide says, for every slide: each remark stands beside the first slide that bears a name it mentions."""

from collections.abc import Sequence

from tasks.inside.projected.deck import Slide
from tasks.inside.projected.guide import Guide, Remark


def notes_of(slides: Sequence[Slide], guide: Guide) -> list[str]:
    """The speaker's notes of each slide (HTML): the guide's remarks, and what the lesson says to it.

    What the guide says of something that no slide shows stands nowhere.
    """
    notes: list[list[str]] = [[] for _ in slides]
    for remark in guide.remarks:
        place = _place(slides, remark)
        if place is not None:
            notes[place].append(remark.words)
    return ["".join((*said, slide.spoken)) for said, slide in zip(notes, slides, strict=True)]


def _place(slides: Sequence[Slide], remark: Remark) -> int | None:
    """The number of the first slide that bears the remark's first name that any bears."""
    for name in remark.names:
        for place, slide in enumerate(slides):
            if name in slide.names:
                return place
    return None
