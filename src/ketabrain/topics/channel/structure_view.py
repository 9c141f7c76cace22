"""A live three-dimensional view of a published structure: the one thing in the course that needs the internet."""

import socket

from ketabrain.engine import cards, cells
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.parts import Button, Part, Words

VIEWER = "molstar.org"
_WAIT_S = 2.0


def structure_view(code: str, about: str) -> None:
    """Offer a published structure by its four-sign code in the Protein Data Bank, to be turned by hand.

    Nothing is fetched before the learner presses the button. Raises LessonError for a code of another form.
    """
    if not (len(code) == 4 and code.isalnum() and code[0].isdigit()):
        raise LessonError(f"A structure has a code of four signs that starts with a digit; got {code!r}.")
    cells.show(StructureView(code.upper(), about))


class StructureView(Card):
    """The card: what will be shown, a button, and the place for the view or for the reason why there is none."""

    def __init__(self, code: str, about: str) -> None:
        self.code, self.about = code, about
        self._view = ""
        super().__init__("kb-structure")
        self.refresh()

    def page(self) -> list[Part]:
        """The words, the button, and once it is pressed what came of it."""
        words = (
            f"A live view of structure {self.code}: {self.about} It comes from {VIEWER} and needs the internet. "
            "Everything else in the course works without."
        )
        open_view = Button(name="open", label="Open the 3-D view", act=self.look, primary=True)
        return [Words(html=cards.text(words)), open_view, Words(html=self._view)]

    def look(self) -> None:
        """Show the view, or say that there is no connection."""
        address = f"https://{VIEWER}/viewer/?pdb={self.code}&hide-controls=1"
        if online():
            self._view = (
                f'<iframe src="{address}" title="Three-dimensional structure {self.code}" '
                'style="width:100%;height:420px;border:1px solid #c4c4c0"></iframe>'
            )
        else:
            self._view = cards.say(
                f"No connection to {VIEWER} could be made from here, so there is no live view. The drawing in 4.2 "
                f"shows the same three rings. With internet, open {address} in your browser."
            )


def online() -> bool:
    """Whether the computer that runs the notebook reaches the viewer's server."""
    try:
        socket.create_connection((VIEWER, 443), _WAIT_S).close()
        return True
    except OSError:
        return False
