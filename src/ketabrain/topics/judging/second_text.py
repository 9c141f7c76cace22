"""A second text to judge with the same tools: invented, about an invented drug, with invented evidence."""

from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.sort_out import Piece


@dataclass(frozen=True, kw_only=True)
class TextSentence:
    """One sentence of the text: its words, the evidence, the fair verdicts, and the idea that decides ("" for none)."""

    number: int
    text: str
    evidence: str
    fair: tuple[str, ...]
    idea: str
    why: str


def sentences() -> tuple[TextSentence, ...]:
    """The text, sentence by sentence."""
    names = {row["idea"]: row["name"] for row in tables.load("ideas").to_dict("records")}
    return tuple(
        TextSentence(
            number=row.sentence, text=row.text, evidence=row.evidence, fair=tuple(row.fair.split(";")),
            idea=names.get(row.idea, ""), why=row.why,
        )
        for row in tables.load("second_text").itertuples()
    )  # fmt: skip


def second_pieces() -> dict[str, Piece]:
    """Every sentence with its evidence, to be given one of the five verdicts."""
    return {
        f"Sentence {each.number}": Piece(
            f"“{each.text}” The evidence: {each.evidence}",
            each.fair,
            f"{each.why} {each.idea and f'({each.idea})'}".strip(),
        )
        for each in sentences()
    }
