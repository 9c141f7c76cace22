"""A live three-dimensional view of a published structure: the one thing in the course that needs the internet."""

import socket

import ipywidgets as widgets

from ketabrain.engine import cards, cells
from ketabrain.engine.errors import LessonError

VIEWER = "molstar.org"
_WAIT_S = 2.0


def structure_view(code: str, about: str) -> None:
    """Offer a published structure by its four-sign code in the Protein Data Bank, to be turned by hand.

    Nothing is fetched before the learner presses the button. Raises LessonError for a code of another form.
    """
    if not (len(code) == 4 and code.isalnum() and code[0].isdigit()):
        raise LessonError(f"A structure has a code of four signs that starts with a digit; got {code!r}.")
    cells.show(StructureView(code.upper(), about))


class StructureView(widgets.VBox):
    """The card: what will be shown, a button, and the place for the view or for the reason why there is none."""

    def __init__(self, code: str, about: str) -> None:
        self.code = code
        self.place = widgets.HTML()
        words = (
            f"A live view of structure {code}: {about} It comes from {VIEWER} and needs the internet. "
            "Everything else in the course works without."
        )
        heading = widgets.HTML(cards.STYLE + cards.text(words))
        super().__init__([heading, cards.button("Open the 3-D view", self.show, primary=True), self.place])
        self.add_class("kb-card")

    def show(self) -> None:
        """Show the view, or say that there is no connection."""
        address = f"https://{VIEWER}/viewer/?pdb={self.code}&hide-controls=1"
        if online():
            self.place.value = (
                f'<iframe src="{address}" title="Three-dimensional structure {self.code}" '
                'style="width:100%;height:420px;border:1px solid #c4c4c0"></iframe>'
            )
        else:
            self.place.value = cards.say(
                f"No connection to {VIEWER} could be made from here, so there is no live view. The drawing in 4.1 "
                "shows "
                f"the same three rings. With internet, open {address} in your browser."
            )


def online() -> bool:
    """Whether the computer that runs the notebook reaches the viewer's server."""
    try:
        socket.create_connection((VIEWER, 443), _WAIT_S).close()
        return True
    except OSError:
        return False
