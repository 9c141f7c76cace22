"""The front end of every card: one JavaScript module and one style sheet, kept in a few files each and joined here.

`page.js` makes elements and keeps keys from the notebook, `numbers.js` reads what people type, `kinds.js` draws the
kinds of part, `take.js` the menu of what a learner keeps and takes, `card.js` a whole card for any host, and
`kernel.js` is the host that a running notebook is. The files share one scope. `loader.js` is what each card brings to
the page itself.
"""

from pathlib import Path

_HERE = Path(__file__).parent


def _joined(*names: str) -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


CARDS = _joined("page.js", "numbers.js", "kinds.js", "take.js", "card.js")
"""The cards for any host."""
SCRIPT = "\n".join((CARDS, _joined("kernel.js")))
STYLE_SHEET = _joined("page.css", "card.css")
LOADER = _joined("loader.js")
