"""What every lesson shows: explores, for tests that move them, and slides. All tests of a lesson share one run."""

from dataclasses import dataclass

import pytest

from ketabrain.engine import session
from ketabrain.engine.explore import Explorer, Runner
from ketabrain.engine.predict import Asked, Truth
from tasks.inside.in_process import NOTEBOOKS, run_again
from tasks.inside.projected.deck import Slide, slides_of
from tasks.inside.projected.things import lesson_things
from tasks.inside.slides import guide_of


@dataclass(frozen=True, kw_only=True)
class LessonRun:
    """One lesson that was run: its explores by name, its slides as they stand before any test moves these, and the
    questions and truths of its predictions, by item.
    """

    explores: dict[str, Explorer]
    slides: list[Slide]
    asked: dict[str, Asked]
    truths: dict[str, Truth]


@pytest.fixture(scope="session", params=NOTEBOOKS, ids=lambda path: path.stem)
def lesson_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LessonRun:
    shown = run_again(request.param, tmp_path_factory.mktemp("ledger") / "my-ledger.json")
    here = session.current()
    explores = dict(here.explores)
    asked = {item: question for (lesson, item), question in here.asked.items() if lesson == here.lesson}
    truths = {item: truth for (lesson, item), truth in here.revealed.items() if lesson == here.lesson}
    slides = slides_of(lesson_things(request.param, shown), guide_of(request.param))
    return LessonRun(explores=explores, slides=slides, asked=asked, truths=truths)


@pytest.fixture(scope="session")
def explores(lesson_run: LessonRun) -> dict[str, Explorer]:
    """Every explore of one lesson, alive."""
    return lesson_run.explores


@dataclass(frozen=True, kw_only=True)
class FirstRun:
    """What an explore behind a button gives where its controls begin."""

    picture: bytes
    words: str


@pytest.fixture(scope="session")
def first_runs(explores: dict[str, Explorer]) -> dict[str, FirstRun]:
    """A run of each explore of one lesson that waits for its button, by name: it takes seconds."""
    runs = {}
    for name, explorer in explores.items():
        if isinstance(explorer, Runner):
            explorer.set(**explorer.defaults)
            explorer.run()
            assert explorer.refusal == "", name
            runs[name] = FirstRun(picture=explorer.image, words=explorer.description_text)
            explorer.set(**explorer.defaults)
    return runs
