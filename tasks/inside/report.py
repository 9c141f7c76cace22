"""`python -m tasks report handed-in`: what a class has done so far, as a page and a CSV in build/report.

For the teacher alone. Without a folder it is that of an invented class. Names of learners and of files come from
outside: the page escapes them, and in the CSV no cell is a formula.
"""

import csv
import html
import io
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from ketabrain.engine.classroom.inbox import Answers, Inbox, InboxError
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.report import IN_VAIN, ClassReport, LearnerDone, class_report
from ketabrain.engine.ideas import Round
from ketabrain.engine.numerals import counted, shortened
from ketabrain.engine.stats.proportions import wilson
from ketabrain.engine.tables import DataError
from tasks.environment import ROOT, TaskError

FOLDER = ROOT / "build" / "report"
LOOKS = Path(__file__).with_name("templates") / "report.css"
FEWEST_TOLD = 5
"""With fewer learners the shares of the key ideas would say who was right; they are left out."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_KINDS = ("predictions locked in", "exercises tried", "claims judged")
_LONGEST_PROMPT = 110
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Report on the class</title><style>{style}</style></head>
<body><main>{parts}</main></body></html>
"""


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows as it stands: what it would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULAS) else cell


def csv_of(report: ClassReport) -> str:
    """A row a learner, with a column for each number, so that it can be summed and sorted."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    heads = [f"{ask.lesson} {kind} (of {of})" for ask in report.asks
             for kind, of in zip(_KINDS, ask.counts, strict=True)]  # fmt: skip
    rows.writerow(["id", "name", "last seen", *heads, "key ideas before", "key ideas after", "offer help with"])
    for each in report.learners:
        numbers = [number for done in each.lessons for number in done.counts]
        ideas = ["yes" if asked in each.ideas else "no" for asked in (Round.BEFORE, Round.AFTER)]
        # Four signs such as 12e4 would be read as a number.
        who = [f"id {each.short_id}", harmless(each.name), _seen(each)]
        rows.writerow([*who, *numbers, *ideas, harmless("; ".join(each.in_vain))])
    return written.getvalue()


def page_of(report: ClassReport, where: str, invented: bool) -> str:
    """The page for the teacher. `where` is the folder as it was named."""
    count = counted(len(report.learners), "learner")
    made = f"{datetime.now():%d %B %Y, %H:%M}".lstrip("0")
    parts = ["<h1>Report on the class</h1>", _text(f"{count} in {where}. Made on {made}; report.csv beside it has the "
             "same rows.", "soft")]  # fmt: skip
    if invented:
        parts.append(_text("This class is invented. make report FOLDER=… reports on a folder of real ledgers.", "note"))
    parts.append(
        _text("What was done, not whether it was right. Names of people and of files stand here: do not project it.")
    )
    if report.learners:
        parts += [_done(report), _help(report), _ideas(report)]
    if report.set_aside:
        lines = (f"<b>{html.escape(each.file)}</b> {html.escape(each.why)}" for each in report.set_aside)
        parts += [f"<h2>Set aside: {counted(len(report.set_aside), 'file')}</h2>", _list(lines)]
    return PAGE.format(style=LOOKS.read_text(encoding="utf-8"), parts="\n".join(parts))


def _done(report: ClassReport) -> str:
    asks = [report.asks[place] for place in report.begun]
    heads = "".join(
        f'<th class="count" scope="col" title="{html.escape(ask.title)}">{ask.lesson}'
        f"<small>{'·'.join(map(str, ask.counts))}</small></th>"
        for ask in asks
    )
    rows = "".join(_row(each, report) for each in report.learners)
    head = f'<tr><th scope="col">Learner</th><th scope="col">Last seen</th>{heads}<th scope="col">Key ideas</th></tr>'
    caption = "Predictions locked in · exercises tried · claims judged; ✓ all that the lesson has (below its number)."
    untouched = [ask.lesson for place, ask in enumerate(report.asks) if place not in report.begun]
    below = _text(f"Nobody has begun {', '.join(untouched)}.", "soft") if untouched else ""
    return (
        '<h2>What was done</h2><div class="frame" tabindex="0" role="region" aria-label="What was done">'
        f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody></table></div>{below}"
    )


def _row(each: LearnerDone, report: ClassReport) -> str:
    cells = []
    for place in report.begun:
        done, asked = each.lessons[place].counts, report.asks[place].counts
        kind = "all" if done == asked else "part" if any(done) else "none"
        words = {"all": "✓", "part": "·".join(map(str, done)), "none": "–"}[kind]
        cells.append(f'<td class="count {kind}">{words}</td>')
    ideas = [asked.value for asked in (Round.BEFORE, Round.AFTER) if asked in each.ideas]
    name = f"{html.escape(each.name)} <small>{each.short_id}</small>" if each.name else each.short_id
    seen = "<br>".join(_seen(each).split()) or "–"
    cells.append(f"<td>{'<br>'.join(ideas) or '–'}</td>")
    return f'<tr><th scope="row">{name}</th><td class="when">{seen}</td>{"".join(cells)}</tr>'


def _help(report: ClassReport) -> str:
    prompts = {exercise: prompt for ask in report.asks for exercise, prompt in ask.exercises.items()}
    head = f"<h2>Tried {IN_VAIN} times or more in vain: offer help</h2>"
    if not report.in_vain:
        return head + _text("Nobody, in no exercise.")
    lines = []
    for exercise, count in report.in_vain.items():
        who = ", ".join(
            html.escape(f"{each.name} ({each.short_id})" if each.name else each.short_id)
            for each in report.learners
            if exercise in each.in_vain
        )
        prompt = html.escape(shortened(prompts[exercise], _LONGEST_PROMPT))
        lines.append(f"<b>{html.escape(exercise)}</b>, {counted(count, 'learner')}: {who}<br>"
                     f'<span class="soft">{prompt}</span>')  # fmt: skip
    return head + _list(lines)


def _ideas(report: ClassReport) -> str:
    ideas = report.ideas
    parts = ["<h2>Key ideas, before the course and after it</h2>", _text(ideas.words)]
    if ideas.learners < FEWEST_TOLD:
        few = f"Shares by idea wait for {FEWEST_TOLD} learners: of fewer they would tell who was right."
        return "".join([*parts, _text(few, "soft")])
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row.name)}</th>{_share(row.before, ideas.learners)}'
        f"{_share(row.after, ideas.learners)}</tr>"
        for row in ideas.rows
    )
    head = '<tr><th scope="col">Idea</th><th scope="col">Right before</th><th scope="col">Right after</th></tr>'
    caption = "In brackets the 95% interval of each share; few learners make it wide."
    table = f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return f'{"".join(parts)}<div class="frame">{table}</div>'


def _share(share: float, of: int) -> str:
    low, high = wilson(round(share * of), of)
    return f"<td>{share:.0%} ({100 * low:.0f} to {100 * high:.0f})</td>"


def _seen(each: LearnerDone) -> str:
    """When the newest answer was given, by this computer's clock; empty if no entry says."""
    return f"{each.last_seen.astimezone():%Y-%m-%d %H:%M}" if each.last_seen else ""


def _text(words: str, style: str = "") -> str:
    return f'<p class="{style}">{html.escape(words)}</p>'


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def handed_in(folder: Path) -> Answers:
    """What a folder holds. Raises TaskError for one that cannot be read, or holds nothing."""
    if not folder.is_dir():
        raise TaskError(f"There is no folder {str(folder)!r}; make it, or give FOLDER another name.")
    try:
        answers = Inbox(folder).read()
    except InboxError as problem:
        raise TaskError(str(problem)) from problem
    if not answers.learners and not answers.set_aside:
        raise TaskError(f"The folder {folder} is empty: put the ledgers there that your class has handed in.")
    return answers


def write_report(answers: Answers, where: str, folder: Path, invented: bool = False) -> str:
    """Write page and CSV into a folder; returns a sentence on what is there. Raises TaskError if that cannot be done.

    The CSV begins with a byte order mark, by which Excel and LibreOffice know UTF-8.
    """
    report = class_report(answers)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.csv").write_bytes(csv_of(report).encode("utf-8-sig"))
        (folder / "report.html").write_text(page_of(report, where, invented), encoding="utf-8")
    except OSError as problem:
        raise TaskError(
            f"The report could not be written ({problem.strerror}): close report.csv where it is open, or make room on "
            "the disk, then type the same command again."
        ) from problem
    aside = counted(len(report.set_aside), "file")
    if not report.learners:
        raise TaskError(f"There is no ledger of this course in {where}; {_place(folder)}/report.html says why.")
    said = f"; {aside} set aside" if report.set_aside else ""
    who = counted(len(report.learners), "learner")
    return f"{_place(folder)}/report.html and report.csv: {who}{said}. Open the page in a browser."


def _place(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix() if folder.is_relative_to(ROOT) else str(folder)


def main(typed: Sequence[str]) -> int:
    """Report on a folder of ledgers, or on an invented class; returns the exit status."""
    named = typed[0] if typed else ""
    try:
        if named:
            print(write_report(handed_in(Path(named).expanduser()), named, FOLDER))
        else:
            with tempfile.TemporaryDirectory() as place:
                write_class(Path(place))
                answers = Inbox(Path(place)).read()
            print(write_report(answers, "an invented class", FOLDER, invented=True))
    except (TaskError, DataError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
