"""`python -m tasks minutes [LESSON]`: how long a lesson and its short route take, from what stands in them.

Words are read at 200 a minute: the Markdown and what `tell` says, the claims of the start card, the tasks and first
sentences of the pictures, and what explains each answer. An explore takes 2.5 minutes and so does anything else to do
with one's hands, an exercise 2, a prediction 1, a verdict 1.5, the ten questions on the ideas 5. What is folded under
“More”, tables, references and exercises' own words are left out. Rules of thumb: nobody's time has been taken.
"""

import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import nbformat

from ketabrain.engine import session, tables
from ketabrain.engine.explore import Explorer
from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.prose import told
from ketabrain.engine.strip import claims_in
from tasks.environment import ROOT
from tasks.inside.in_process import run_in_process
from tasks.inside.reading_level import told_calls
from tasks.inside.routes import BINDER_LINE, Placed, placed

WORDS_A_MINUTE = 200
MINUTES = {
    "explore": 2.5, "sort_out": 2.5, "fair_version": 2.5, "structure_view": 2.5, "check": 2.0, "predict": 1.0,
    "verdict": 1.5, "idea_quiz": 5.0,
}  # fmt: skip
"""Minutes for each thing to do, by what a cell calls; a verdict for each claim."""
LONGEST, LONGEST_SHORT = 45, 20
HEADING = f"{'lesson':<42}{'words':>6}{'things':>7}{'minutes':>9}   {'short: words':>12}{'things':>7}{'minutes':>9}"


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a way through a lesson asks of a learner: words to read, and things to do by what calls for them."""

    words: int
    things: dict[str, int]

    @property
    def minutes(self) -> int:
        """Whole minutes, up."""
        return ceil(self.words / WORDS_A_MINUTE + sum(MINUTES[name] * n for name, n in self.things.items()))


@dataclass(frozen=True, kw_only=True)
class Times:
    """A lesson's load, and that of its short route."""

    lesson: str
    whole: Load
    short: Load

    def __str__(self) -> str:
        whole, short = (
            f"{load.words:>{wide}}{sum(load.things.values()):>7}{load.minutes:>9}"
            for load, wide in ((self.whole, 6), (self.short, 12))
        )
        return f"{self.lesson:<42}{whole}   {short}"


def times(path: Path, explores: Mapping[str, Explorer]) -> Times:
    """Count what stands in a lesson that this process has just run, and whose explores are these."""
    first = {name: f"{each.task} {first_sentence(each.description_text)[0]}" for name, each in explores.items()}
    explained = {item: truth.explain for (_, item), truth in session.current().revealed.items()}
    cells = placed(nbformat.read(path, as_version=4))
    return Times(
        lesson=path.stem,
        whole=_load([each for each in cells if not each.folded], first, explained),
        short=_load([each for each in cells if each.short], first, explained),
    )


def _load(cells: list[Placed], first: dict[str, str], explained: dict[str, str]) -> Load:
    words, things = [], dict.fromkeys(MINUTES, 0)
    for each in cells:
        source = each.cell.source
        if each.cell.cell_type == "markdown":
            words.append(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", BINDER_LINE.sub("", source)))
            continue
        words += [told(text) for text in told_calls(source)]
        words += [first[name] for name in re.findall(r'\bname="([^"]+)"', source) if name in first]
        words += [explained[item] for item in re.findall(r'\breveal\(\s*"([^"]+)"', source)]
        words += [_claims(lesson) for lesson in re.findall(r'^start\("([^"]+)"', source, re.MULTILINE)]
        for name in MINUTES:
            things[name] += len(re.findall(rf"^(?:    )?(?:\w+ = )?{name}\(", source, re.MULTILINE))
        things["idea_quiz"] -= len(re.findall(r'idea_quiz\("later"', source))  # it opens a month after the lesson
        things["verdict"] += max(len(claims_in(source)) - 1, 0)  # the call itself is counted above
    return Load(words=sum(len(text.split()) for text in words), things=things)


def _claims(lesson: str) -> str:
    known = tables.load("lessons").set_index("lesson").at[lesson, "claims"]
    said = tables.load("claims").set_index("claim")["statement"]
    return " ".join(said[claim] for claim in known.split(";") if claim)


def main(lessons: list[str]) -> int:
    """Print a line for each lesson; returns the exit status."""
    print(HEADING, flush=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if not lessons or path.stem.partition("-")[0] in lessons:
            with tempfile.TemporaryDirectory() as folder:
                found = times(path, run_in_process(path, Path(folder) / "my-ledger.json"))
            print(found, "  over" if found.whole.minutes > LONGEST or found.short.minutes > LONGEST_SHORT else "")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
