"""`python -m tasks lesson 14-some-slug --title "Some title"`: a lesson that runs, with every room still to be written.

Writes the notebook, its exercises and its guide from the files in templates/, and its row of lessons.csv; then says
what is left to do by hand. Each text that waits for an author begins with "TO WRITE" and says what belongs there.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from tasks.binder import (
    link,
    page_link,
    readme_link,
    repository_and_branch,
    short_address,
    site_address,
    zip_link,
)
from tasks.environment import ROOT, TaskError

TEMPLATES = Path(__file__).with_name("templates")
MINUTES = ("25", "40")
"""Minutes of a quick and of a thorough learner that a lesson is planned for."""
TOPICS = Path("src", "ketabrain", "topics")
PLACES = (
    ("notebooks", "{}-*.ipynb"),
    ("instructor/guides", "{}-*.md"),
    ("instructor/answers", "{}-*.md"),
)
"""Where the files of a lesson lie, and their names for a number."""
OBJECTIVES = tuple(
    f"TO WRITE: what a learner can do {when}, beginning with a verb"
    for when in ("after playing with the model", "after seeing the data", "with the next article they read")
)


@dataclass(frozen=True)
class NewLesson:
    """Number ("14"), slug ("some-slug") and title of a lesson to be written."""

    number: str
    slug: str
    title: str

    @property
    def stem(self) -> str:
        """The name that its notebook, guide and answer sheet share."""
        return f"{self.number}-{self.slug}"

    @property
    def topic(self) -> str:
        """The folder of its models, drawings and exercises."""
        return self.slug.replace("-", "_")


def new_lesson(name: str, title: str, root: Path = ROOT) -> NewLesson:
    """The lesson that a name such as "14-some-slug" asks for.

    Raises TaskError for a name or title of another form, and for a number, slug or title that the course has already.
    """
    found = re.fullmatch(r"([01][0-9])-([a-z]+(?:-[a-z]+)*)", name, re.ASCII)
    if not found:
        raise TaskError(f"{name!r} is no name for a lesson; write two digits up to 19 and small letters: 14-some-slug.")
    if not re.fullmatch(r"[^\W_][\w ,.:;?’“”()–-]{2,70}", title):
        raise TaskError(f"The title {title!r} must be 3 to 71 letters, digits, spaces or plain marks such as , : or ?")
    lesson = NewLesson(found[1], found[2], title)
    with (root / "data" / "lessons.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, value in (("lesson", lesson.number), ("slug", lesson.slug), ("title", title)):
        if value in [row[column] for row in rows]:
            what = {"lesson": "number"}.get(column, column)
            raise TaskError(f"The course has a lesson with the {what} {value!r} already; choose another.")
    for folder, pattern in PLACES:
        if there := sorted((root / folder).glob(pattern.format(lesson.number))):
            raise TaskError(f"{there[0].relative_to(root).as_posix()} is there already; choose another number.")
    if (room := root / TOPICS / lesson.topic).exists():
        raise TaskError(f"{room.relative_to(root).as_posix()} is there already; choose another slug.")
    return lesson


def lessons_table(before: str, lesson: NewLesson) -> str:
    """The text of lessons.csv with the lesson's row in its place; the other rows are left as they are."""
    row = io.StringIO()
    writer = csv.writer(row, lineterminator="\n")
    writer.writerow([lesson.number, lesson.slug, lesson.topic, lesson.title, *MINUTES, "", "", *OBJECTIVES])
    head, *rows = before.splitlines(keepends=True)
    return head + "".join(sorted([*rows, row.getvalue()]))


def filled(template: str, lesson: NewLesson, root: Path = ROOT) -> str:
    """A file of templates/ with the lesson's number, stem, title and addresses in it."""
    place = (*repository_and_branch(root), f"{lesson.stem}.ipynb")
    text = Template((TEMPLATES / template).read_text(encoding="utf-8"))
    return text.substitute(
        number=lesson.number,
        stem=lesson.stem,
        topic=lesson.topic,
        title=lesson.title,
        binder=link(*place),
        page=page_link(*place),
        zip=zip_link(*place[:2]),
        readme=readme_link(place[0]),
        short=short_address(site_address(root), lesson.number),
    )


def write_lesson(lesson: NewLesson, root: Path = ROOT) -> list[Path]:
    """Write everything that a lesson needs below `root`; returns the files."""
    table = root / "data" / "lessons.csv"
    contents = {
        root / "notebooks" / f"{lesson.stem}.ipynb": filled("notebook.ipynb", lesson, root),
        root / TOPICS / lesson.topic / "__init__.py": f'"""Lesson {lesson.number}: {lesson.title.rstrip("?.!")}."""\n',
        root / TOPICS / lesson.topic / "exercises.py": filled("exercises.py", lesson, root),
        root / "instructor" / "guides" / f"{lesson.stem}.md": filled("guide.md", lesson, root),
        table: lessons_table(table.read_text(encoding="utf-8"), lesson),
    }
    (root / TOPICS / lesson.topic).mkdir()
    for file, text in contents.items():
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(contents)


def main(argv: Sequence[str], root: Path = ROOT) -> int:
    """Write a lesson's files and print what is left to do; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tasks lesson", description=__doc__)
    parser.add_argument("name", metavar="NAME", help="such as 14-some-slug")
    parser.add_argument("--title", required=True, help='such as "Some title"')
    given = parser.parse_args(argv)
    try:
        lesson = new_lesson(given.name, given.title, root)
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Written:")
    for file in write_lesson(lesson, root):
        print(f"  {file.relative_to(root).as_posix()}")
    print("\n" + filled("left_to_do.txt", lesson, root))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
