"""`python -m tasks worksheet 05`: a lesson on one sheet of paper, for rooms without computers, in build/worksheets.

The front asks: the claims, the predictions, the verdict. The back tells and is turned after predicting: two pictures
that the guide projects, findings to weigh, an exercise. All of it comes from the lesson, its tables and its guide.
"""

import io
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from PIL import Image, ImageOps

from ketabrain.engine import exercises, tables
from ketabrain.engine.classroom.questions import all_questions
from ketabrain.engine.draw.layout import HEADING
from ketabrain.engine.exercise import ChoiceExercise, NumberExercise
from ketabrain.engine.explore import Explorer, Runner
from ketabrain.engine.picture import png
from ketabrain.engine.strip import claims_in
from ketabrain.topics.shared.findings import findings_map
from tasks.environment import ROOT, TaskError
from tasks.inside.in_process import NOTEBOOKS, run_in_process
from tasks.inside.print_lesson import read_saved
from tasks.inside.projected.guide import CLOCK, guide_text, part_of_guide
from tasks.inside.routes import placed
from tasks.inside.worksheet_page import Back, Front, PaperClaim, PaperFinding, PaperPicture, worksheet_page
from tasks.present import lesson_notebook, lesson_number

FOLDER = ROOT / "build" / "worksheets"
PICTURES = 2
TOGETHER_IN = 9.15
"""Height of all pictures at a desk that leaves room below them for findings and an exercise."""
SHARPNESS = 3
"""Pixels of a picture for each that it takes on a desk: about 340 to the inch on paper."""
FINDING_PX = 38
"""Height of a picture's first line, its finding, at a desk: the learner writes that line."""
LONGEST_FINDING = 200
"""Letters of a finding for which there is room."""
FOR, AGAINST = ("supports",), ("contradicts", "qualifies")
_SPAN = re.compile(r"`([a-z0-9][a-z0-9.-]*)(?:: [^`]*)?`")
"""A name in a guide, perhaps with settings behind it."""
_ELSEWHERE = re.compile(r"\b(?:of|from|in) [3-6]\.\d\b")
"""Words of an exercise that lead back to a picture with controls, such as “the model of 4.1”."""


_COLOURS = re.compile(r"\b(?:blue|green|orange|purple|red|yellow)\b", re.IGNORECASE)


def named_to_project(guide: str) -> list[str]:
    """Names of what a guide projects: first those of its clock for 50 minutes, then the others, each once."""
    clock = "\n".join(line for line in part_of_guide(guide, CLOCK).splitlines() if line.startswith("|"))
    project = part_of_guide(guide, "What to project").partition("\n### ")[0]
    return list(dict.fromkeys(_SPAN.findall(clock) + _SPAN.findall(project)))


def collected_first(guide: str, items: Iterable[str]) -> list[str]:
    """Predictions by item, the one that the guide collects before the others."""
    collected = _SPAN.findall(part_of_guide(guide, "The prediction to collect"))[:1]
    return sorted(items, key=lambda item: item not in collected)


def pictures_for_paper(explorers: Sequence[Explorer], named: Sequence[str], items: Sequence[str]) -> list[Explorer]:
    """The explores to print, in the order of the lesson: of each prediction, the first one first, the last that the
    guide names and that waits for it; then others as the guide names them, then as they come, until the sheet is full.
    """
    able = [each for each in explorers if works_on_paper(each)]
    by_name = {each.name: each for each in able}
    shown = [by_name[name] for name in named if name in by_name]
    telling = [[each for each in shown if item in {one.item for one in each.after}][-1:] for item in items]
    chosen: list[Explorer] = []
    for each in dict.fromkeys([*(each for some in telling for each in some), *shown, *able]):
        together = sum(one.figure.get_figheight() for one in (*chosen, each))
        if len(chosen) < PICTURES and together <= TOGETHER_IN:
            chosen.append(each)
    return [each for each in able if each in chosen]


def works_on_paper(explorer: Explorer) -> bool:
    """Whether an explore says something without a computer and in greys: its task has an answer, it needs no run and no
    answers of the learner's own, and neither its task nor its picture calls anything by its colour.
    """
    written = "\n".join([explorer.task, *(str(each.get_gid() or "") for each in explorer.figure.findobj())])
    alone = explorer.found and not explorer.reads_ledger and not isinstance(explorer, Runner)
    return bool(alone) and not _COLOURS.search(written)


def on_paper(explorer: Explorer) -> PaperPicture:
    """An explore where the answer to its task first shows, in greys and without the line that says what it finds."""
    assert explorer.found is not None
    explorer.set(**{**explorer.defaults, **explorer.found.settings[0]})
    finding = next(each for each in explorer.figure.artists if each.get_label() == HEADING)
    finding.remove()
    picture = Image.open(io.BytesIO(png(explorer.figure, SHARPNESS))).convert("L")
    drawn = ImageOps.invert(picture).getbbox() or (0, 0, *picture.size)
    below = picture.crop((0, FINDING_PX * SHARPNESS, picture.width, drawn[3]))
    image = io.BytesIO()
    below.save(image, format="png", optimize=True)
    shown = {key: explorer.controls[key] for key in explorer.found.settings[0]}
    words = "; ".join(
        f"{control.part(key).label}: {control.describe(explorer.values[key])}".replace(" %", "\u00a0%")
        for key, control in shown.items()
    )
    return PaperPicture(
        task=explorer.task, settings=words, image=image.getvalue(), words=explorer.description_text,
    )  # fmt: skip


def exercise_for_paper(lesson: str, named: Sequence[str]) -> ChoiceExercise | NumberExercise | None:
    """An exercise that needs neither computer nor controls: one of the guide's clock if it has such, else the first."""
    able = [
        each
        for each in exercises.of_lesson(lesson)
        if isinstance(each, ChoiceExercise | NumberExercise) and not _ELSEWHERE.search(each.prompt)
    ]
    return min(able, key=lambda each: named.index(each.id) if each.id in named else len(named), default=None)


def findings_for_paper(claims: Sequence[str], stances: Sequence[str], count: int) -> list[PaperFinding]:
    """So many findings that take one of these stances, claim by claim in turn: the largest of those made in people
    first, long ones and those made elsewhere last. None where the table of findings has none.
    """
    known = set(tables.load("findings")["claim"])
    found = [findings_map(claim).rows for claim in claims if claim in known]
    if not found:
        return []
    rows = pd.concat(found)
    rows = rows[rows["stance"].isin(stances)]
    elsewhere, letters = rows["level"] != "people", rows["what_was_done"].str.len() + rows["what_was_found"].str.len()
    rows = rows.assign(late=elsewhere | (letters > LONGEST_FINDING), size=-rows["number"].fillna(0), letters=letters)
    rows = rows.sort_values(["late", "size", "letters"], kind="stable")
    rows = rows.assign(turn=rows.groupby("claim").cumcount()).sort_values(["late", "turn", "size"], kind="stable")
    chosen = rows.head(count)[["claim", "study", "what_was_done", "what_was_found"]].itertuples(index=False)
    return [PaperFinding(claim=claim, study=study, done=done, found=found) for claim, study, done, found in chosen]


def front_of(notebook: Path) -> Front:
    """What the front of a lesson's sheet asks. Nothing of it is run."""
    lesson = lesson_number(notebook)
    row = tables.load("lessons").set_index("lesson").loc[lesson]
    known = tables.load("claims").set_index("claim")
    claims = [
        PaperClaim(claim=claim, statement=known.loc[claim, "statement"], article=known.loc[claim, "article_says"])
        for claim in claims_judged_in(notebook)
    ]
    questions = [each for each in all_questions().values() if each.lesson == lesson]
    return Front(lesson=lesson, title=row["title"], claims=claims, questions=questions)


def claims_judged_in(notebook: Path) -> list[str]:
    """The claims whose verdict a lesson asks for. Raises TaskError for a notebook that cannot be read."""
    cells = read_saved(notebook).cells
    return claims_in("\n".join(cell.source for cell in cells if cell.cell_type == "code"))


def back_of(notebook: Path, front: Front) -> Back:
    """What the back of a lesson's sheet tells and asks. Runs the lesson; raises TaskError if a cell fails."""
    guide = guide_text(notebook)
    named = named_to_project(guide)
    with tempfile.TemporaryDirectory() as folder:
        try:
            explorers = run_in_process(notebook, Path(folder) / "my-ledger.json")
        except Exception as error:  # whatever a cell raises, in a notebook that somebody has edited
            raise TaskError(
                f"{notebook.name} stops at a cell with {type(error).__name__}: open the lesson, mend the cell, save "
                "it, then type the same command again."
            ) from error
    items = collected_first(guide, [each.item for each in front.questions])
    chosen = pictures_for_paper(_open(notebook, explorers), named, items)
    claims = [each.claim for each in front.claims]
    return Back(
        pictures=[on_paper(each) for each in chosen],
        exercise=exercise_for_paper(front.lesson, named),
        supporting=findings_for_paper(claims, FOR, 1),
        limiting=findings_for_paper(claims, AGAINST, 1),
    )


def _open(notebook: Path, explorers: Mapping[str, Explorer]) -> list[Explorer]:
    """The explores that a lesson does not fold away."""
    cells = placed(read_saved(notebook))
    folded = "\n".join(each.cell.source for each in cells if each.folded)
    hidden = set(re.findall(r'\bname="([^"]+)"', folded))
    return [each for name, each in explorers.items() if name not in hidden]


def write_worksheet(notebook: Path, folder: Path) -> Path:
    """Write the sheet of a lesson into a folder, which is made if need be; returns the file.

    Raises TaskError for a notebook that cannot be read or run.
    """
    front = front_of(notebook)
    page = worksheet_page(front, back_of(notebook, front))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{notebook.stem}.html"
    file.write_text(page, encoding="utf-8")
    return file


def main(lessons: Sequence[str]) -> int:
    """Write the sheets of lessons such as "05", or of all; returns the exit status."""
    try:
        notebooks = [lesson_notebook(lesson) for lesson in lessons] or NOTEBOOKS
        for notebook in notebooks:
            print(write_worksheet(notebook, FOLDER).relative_to(ROOT).as_posix(), flush=True)
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Open in a browser and print (Ctrl+P): A4, both sides of one sheet, at 100 %.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
