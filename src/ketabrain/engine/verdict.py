"""verdict: the learner judges a claim and says how sure; then the course says what it thinks, how surely, and why."""

import ipywidgets as widgets

from ketabrain.engine import cards, cells, session, tables
from ketabrain.engine.cards import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import Entry
from ketabrain.engine.prose import source_links

MEANINGS = dict(zip(
    STEPS,
    (
        "the evidence supports it as it stands",
        "true in the main, with a detail off or missing",
        "a true core, but what was left out changes the picture",
        "it may be true, but the evidence does not show it",
        "the evidence speaks against it",
    ),
    strict=True,
))  # fmt: skip
"""The five verdicts and what each means."""


def verdict(*claims: str) -> None:
    """Ask for a verdict and a confidence on each claim ("C01"); once they are locked in, show the course's.

    Raises LessonError for an unknown claim, and before `start` has run.
    """
    for claim in claims:
        cells.show(verdict_card(claim))


def my_verdicts() -> dict[str, str]:
    """The learner's latest verdict on each claim, over all lessons."""
    return {entry["item"]: entry["value"] for entry in session.entries("verdict")}


def verdict_card(claim: str) -> Card:
    """The card that `verdict` shows for one claim."""
    known = tables.load("claims").set_index("claim")
    if claim not in known.index:
        raise LessonError(
            f"There is no claim {claim!r} in claims.csv; use one of {known.index[0]} to {known.index[-1]}."
        )
    course = _course_verdict(claim)
    stored = session.latest("verdict", claim)
    place = widgets.VBox()
    card = Card(cards.text(f"{claim} · {known.loc[claim, 'statement']}", "h3"), place)

    def show_locked(entry: Entry) -> None:
        yours = cards.say(f"{entry['value']}, {entry['confidence']:g}% sure.", mark="✓ Your verdict")
        place.children = [widgets.HTML(yours + course)]

    if stored:
        show_locked(stored)
        return card

    labels = {f"{step}: {meaning}": step for step, meaning in MEANINGS.items()}
    radio = cards.radio_buttons(tuple(labels))
    sure_row, sure = cards.confidence_slider()

    def lock() -> None:
        entry = session.latest("verdict", claim)  # perhaps from another copy of this notebook
        if not entry:
            if radio.value is None:
                card.tell("Choose a verdict first.")
                return
            entry = {"value": labels[radio.value], "confidence": sure.value}
            session.record("verdict", claim, **entry)
        card.tell()
        show_locked(entry)

    place.children = [radio, sure_row, cards.button("Lock in my verdict", lock, primary=True)]
    return card


def _course_verdict(claim: str) -> str:
    """The course's verdict as HTML."""
    row = tables.load("verdicts").set_index("claim").loc[claim]
    meaning = tables.load("certainty").set_index("level").loc[row["certainty"], "meaning"]
    parts = (
        cards.text(f"The course says: {row['verdict']}", "b"),
        cards.text(row["reasons"]),
        cards.text(f"Certainty: {row['certainty']}. {meaning}"),
        f'<p class="kb-small">Sources: {source_links(tuple(row["sources"].split(";")))}</p>',
    )
    return f'<div class="kb-say kb-course" role="status">{"".join(parts)}</div>'
