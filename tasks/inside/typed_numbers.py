"""The numbers that were typed into the words of a lesson, found by reading its notebook and its exercises.

Nothing is run: strings are taken from the syntax tree, and what is filled in, cited or code leaves a gap in them.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ketabrain.engine import tables

AROUND = 40
"""Letters shown on either side of a typed number."""
UNITS = r"(?:mg|kg|ng|µg|g|mL|L|h|s|ms|min|Hz|nM|µM|mV)\b"
UP_TO_TWENTY = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED = dict(zip(UP_TO_TWENTY + TENS, (*range(2, 21), *range(30, 100, 10)), strict=True))
MEASURES = "seconds|minutes|hours|days|weeks|months|years|people|patients|volunteers|mice|rats|times|percent"
COUNTS = "trials|studies|reports|infusions|doses|sessions|kinds|grades"
"""What a spelled number has to stand before, to be read: "two boxes" is no fact, nor are two or three of COUNTS."""
UNIT = rf"(?:{UNITS}|{MEASURES}|{COUNTS}|points|standard|per)"
"""What makes an amount of the number before it."""

_DIGITS = rf"(?<![\w.,])[−-]?(?:\d{{1,3}}(?:[,\u202f\u00a0]\d{{3}})+|\d+)(?:\.\d+)?(?=$|[^\w]|{UNITS})"
_WORDS = "|".join(SPELLED)
_WORD = (
    rf"\b(?:{_WORDS})(?= (?:{MEASURES})\b| (?:in|of) (?:{_WORDS}|a thousand)\b|fold\b)"
    rf"|\b(?!two|three)(?:{_WORDS})(?= (?:{COUNTS})\b)"
)
_NUMBER = re.compile(f"{_DIGITS}|{_WORD}", re.IGNORECASE)
_ANY_NUMBER = re.compile(rf"{_DIGITS}|\b(?:{_WORDS})\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{([a-z0-9][a-z0-9-]*)(?:\.\w+)?\}")
_HIDDEN = re.compile(r"```.*?```|`[^`]*`|\[@[^\]]*\]|<[^>]*>|\{[^{}]*\}|(?<=\])\([^)\s]*\)", re.DOTALL)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    """Something a learner reads: in which cell or exercise, through which call ("" for Markdown), and what was typed.

    Placeholders, sources, code and addresses are replaced by a gap. `literals` are the numbers in the code beside it.
    """

    cell: str
    call: str
    text: str
    literals: frozenset[float] = frozenset()


@dataclass(frozen=True)
class Lesson:
    """A notebook as `check-facts` needs it: headings such as "4.2", and quantities in order with the cell."""

    name: str
    words: tuple[Words, ...]
    sections: frozenset[str]
    quantities: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        """The number at the start of its name, such as "02"."""
        return self.name.partition("-")[0]


@dataclass(frozen=True)
class Typed:
    """A typed number and where it stands in its words."""

    lesson: Lesson
    words: Words
    start: int
    end: int

    @property
    def figure(self) -> str:
        """The number as it was typed."""
        return self.words.text[self.start : self.end]

    @property
    def value(self) -> float:
        """Its size."""
        return _value(self.figure)

    @property
    def before(self) -> str:
        """What the text says up to the number."""
        return self.words.text[: self.start]

    @property
    def after(self) -> str:
        """What the text says after it."""
        return self.words.text[self.end :]

    @property
    def sentence(self) -> str:
        """The number between a few of its neighbours."""
        return f"{self.before[-AROUND:]}[{self.figure}]{self.after[:AROUND]}".strip()


def read_lesson(path: Path, exercises: Path | None = None) -> Lesson:
    """Read one notebook, and the module of its exercises if there is one."""
    words: list[Words] = []
    used: list[tuple[str, str]] = []
    markdown = ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            markdown += source + "\n"
            words.append(Words(cell["id"], "", _plain(_HEADING.sub("", source))))
        elif cell["cell_type"] == "code":
            tree = ast.parse(re.sub(r"^\s*[%!?].*$", "", source, flags=re.MULTILINE))
            words += _cell_words(cell["id"], tree)
            used += [(id, cell["id"]) for id in _quantities(tree)]
    if exercises and exercises.is_file():
        tree = ast.parse(exercises.read_text(encoding="utf-8"))
        words += _exercise_words(tree)
        used += [(id, "exercises") for id in _quantities(tree)]
    sections = frozenset(re.findall(r"^#+ (\d+(?:\.\d+)?)", markdown, flags=re.MULTILINE))
    return Lesson(path.stem, tuple(words), sections, tuple(dict.fromkeys(used)))


def typed_numbers(lesson: Lesson) -> Iterator[Typed]:
    """Every number that was typed into the words of a lesson, in order."""
    return (Typed(lesson, words, *found.span()) for words in lesson.words for found in _NUMBER.finditer(words.text))


def numbers_in(text: str) -> set[float]:
    """The size of every number of a text, in digits or words."""
    return {_value(found[0]) for found in _ANY_NUMBER.finditer(text)}


def _cell_words(cell: str, tree: ast.Module) -> Iterator[Words]:
    literals = _literals(tree)
    return (Words(cell, call, text, literals) for text, call in _sentences(tree))


def _exercise_words(module: ast.Module) -> Iterator[Words]:
    """What each exercise says. Beside its prompt stands its code, and the prompt's numbers beside whatever follows."""
    constants = (each for each in module.body if isinstance(each, ast.Assign) and "Exercise" not in ast.unparse(each))
    shared = frozenset[float]().union(*map(_literals, constants))
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Exercise"):
            parts = {each.arg: each.value for each in call.keywords}
            id, code = ast.literal_eval(parts["id"]), shared | _literals(call)
            given = code.union(*(numbers_in(text) for text, _ in _sentences(parts["prompt"])))
            for name, part in parts.items():
                beside = code if name == "prompt" else given
                yield from (Words(id, "exercise", text, beside) for text, _ in _sentences(part))


def _literals(tree: ast.AST) -> frozenset[float]:
    """The size of every number in code; True is none."""
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(
        abs(float(each)) for each in values if isinstance(each, int | float) and not isinstance(each, bool)
    )


def _sentences(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The strings that hold a space, as they are read, each with the call that it is given to."""
    return ((_plain(text), call) for text, call in _strings(tree, "") if " " in text.strip())


def _strings(node: ast.AST, call: str) -> Iterator[tuple[str, str]]:
    """Every string under a node with the innermost call around it; of an f-string what was typed, with gaps."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield "".join(map(str, parts)), call
        for gap in (each for each in node.values if isinstance(each, ast.FormattedValue)):
            yield from _strings(gap.value, call)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, call
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        yield from _strings(node.value, call)  # a key is no sentence
    elif isinstance(node, ast.keyword) and node.arg == "seen":
        ends = node.value.elts if isinstance(node.value, ast.Tuple) else ()
        if ends and all(isinstance(end, ast.Constant) for end in ends):
            yield " to ".join(map(ast.unparse, ends)), "seen"  # such a range is a fact, unlike the rest of a control
    else:
        inner = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else call
        for child in ast.iter_child_nodes(node):
            yield from _strings(child, inner)


def _quantities(tree: ast.Module) -> Iterator[str]:
    """Ids of quantities that a cell names, in its words or on their own, in order."""
    for text, _ in _strings(tree, ""):
        for id in [text, *_PLACEHOLDER.findall(text)]:
            if id in _known_quantities():
                yield id


def _plain(text: str) -> str:
    """A text on one line, with a gap for whatever is filled in, and for code and addresses."""
    return " ".join(_HIDDEN.sub("…", text).split())


def _value(figure: str) -> float:
    """The size of a typed number without its sign: a dash may be a minus or a range."""
    figure = re.sub(r"[,\u202f\u00a0]", "", figure).lstrip("−-").casefold()
    return float(SPELLED.get(figure, 0) or figure)


@cache
def _known_quantities() -> frozenset[str]:
    return frozenset(tables.load("quantities")["id"])
