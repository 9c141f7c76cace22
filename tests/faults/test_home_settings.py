"""A learner's own settings, of matplotlib, numpy, pandas and Brian2, change nothing that a lesson shows."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest

from ketabrain.engine import surroundings
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.picture import picture
from ketabrain.engine.start import start
from tests.faults.lesson_run import heard, shown_by

SRC = Path(__file__).resolve().parents[2] / "src"
OWN_LOOK = {
    "font.size": 30, "font.family": "serif", "axes.grid": True, "axes.facecolor": "black", "figure.autolayout": True,
    "figure.subplot.left": 0.4, "lines.marker": "o", "mathtext.fontset": "stix", "path.sketch": (3, 100, 2),
    "savefig.bbox": "tight", "savefig.transparent": True, "text.usetex": True,
}  # fmt: skip
START_UP = f"""
import decimal, random
import matplotlib, numpy, pandas
matplotlib.rcParams.update({OWN_LOOK})
numpy.set_printoptions(precision=1, suppress=True, legacy="1.13")
numpy.seterr(all="raise")
numpy.random.seed(3)
random.seed(3)
decimal.getcontext().prec = 2
pandas.set_option("display.max_columns", 1, "display.precision", 1, "display.max_colwidth", 3, "display.max_rows", 1)
pandas.set_option("display.float_format", "{{:.0f}}".format, "future.infer_string", False)
"""
"""What somebody's start-up file may do before the first cell."""


def own_settings(place):
    """A home with settings that matplotlib, IPython and Brian2 read, and the variables that name more of them."""
    files = {
        ".config/matplotlib/matplotlibrc": "font.size: 30\naxes.grid: True\nno.such.thing: 1\n",
        ".matplotlib/matplotlibrc": "font.size: 30\n",
        ".brian/user_preferences": "[core]\ndefault_float_dtype = float32\n",
        "matplotlibrc": "backend: nonsense\nsavefig.dpi: 20\n",
        "start_up.py": "raise SystemExit('a start-up file that ends Python')",
    }
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    return {
        "HOME": str(place), "XDG_CONFIG_HOME": str(place / ".config"), "MATPLOTLIBRC": str(place / "matplotlibrc"),
        "MPLBACKEND": "nonsense", "MPLCONFIGDIR": str(place / ".matplotlib"), "PYTHONPATH": str(SRC),
        "PYTHONSTARTUP": str(place / "start_up.py"),
    }  # fmt: skip


def after_start_up(place):
    """The variables for a Python that runs START_UP before anything else."""
    place.mkdir()
    (place / "sitecustomize.py").write_text(START_UP)
    return {"PYTHONPATH": os.pathsep.join([str(place), str(SRC)])}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """What a lesson shows without any settings, with own files and variables, and after an own start-up file."""
    place = tmp_path_factory.mktemp("own")
    settings = {
        "here": {"PYTHONPATH": str(SRC)},
        "files": own_settings(place / "home"),
        "start-up": after_start_up(place / "start-up"),
    }
    started = {name: shown_by("03", place / f"{name}.json", each) for name, each in settings.items()}
    return {name: heard(run) for name, run in started.items()}


@pytest.mark.parametrize("whose", ["files", "start-up"])
def test_a_lesson_shows_the_same_with_somebodys_own_settings(runs, whose):
    here, there = runs["here"], runs[whose]
    assert here["checked"]
    assert there["checked"] == here["checked"]
    assert len(there["pages"]) == len(here["pages"]) > 10
    for page, (one, other) in enumerate(zip(here["pages"], there["pages"], strict=True)):
        assert one == other, f"page {page}"


def drawn():
    """A picture of what takes its look from settings, as bytes."""

    def draw(figure):
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1])
        axes.scatter([0.5], [0.5], marker=sign.__wrapped__("?"), s=200)
        axes.set_title("A title with $x^2$")
        axes.legend(["a line"])
        return ""

    return picture(draw, new_figure())[0]


def test_a_picture_asks_no_setting_but_the_courses_own():
    plain = drawn()
    with mpl.rc_context(OWN_LOOK):
        assert drawn() == plain
        assert mpl.rcParams["font.size"] == OWN_LOOK["font.size"], "a learner's own plots keep their look"


def test_the_look_leaves_every_setting_as_it_was():
    before = {key: dict.get(mpl.rcParams, key) for key in mpl.rcParams}
    with house_style():
        assert mpl.rcParams["savefig.facecolor"] == "#FFFFFF"
    assert {key: dict.get(mpl.rcParams, key) for key in mpl.rcParams} == before


def test_the_look_keeps_the_backend_that_was_chosen():
    code = (
        "import sys, matplotlib; matplotlib.use('svg'); from ketabrain.engine.draw import style; "
        "sys.stderr.write(matplotlib.get_backend())"
    )
    assert said(code, PYTHONPATH=str(SRC)) == "svg"


def test_opening_a_lesson_has_numpy_go_on_at_small_numbers():
    with np.errstate(all="raise"):
        start("00")
        assert np.exp(np.array([-1e5])) == 0


def said(code, **environ):
    """What a Python of its own says on its standard error, which a notebook shows in red."""
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=True)
    return run.stderr


DRAW = """
import sys
if {outside}:
    sys.prefix = sys.base_prefix  # no environment of the course's own, as on Colab
from ketabrain.engine.draw.style import new_figure
from ketabrain.engine.picture import png
figure = new_figure()
figure.subplots().set_title("x")
png(figure)
"""


@pytest.mark.parametrize(("home", "outside"), [("/nonexistent", False), ("/nonexistent", True), ("/dev/full", True)])
def test_matplotlib_says_nothing_about_a_home_that_takes_no_files(home, outside):
    environ = {"HOME": home, "XDG_CONFIG_HOME": f"{home}/config", "XDG_CACHE_HOME": f"{home}/cache"}
    assert said(DRAW.format(outside=outside), PYTHONPATH=str(SRC), MPLCONFIGDIR="", **environ) == ""


def test_fonts_are_listed_in_the_environment_if_it_can_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    environ = {"MPLBACKEND": "nonsense", "MATPLOTLIBRC": "x"}
    surroundings.shield(environ)
    assert Path(environ["MPLCONFIGDIR"]).is_dir()
    assert tmp_path in Path(environ["MPLCONFIGDIR"]).parents
    assert "MATPLOTLIBRC" not in environ
    assert environ["MPLBACKEND"] != "nonsense"


def test_an_environment_that_cannot_be_written_leaves_the_place_to_matplotlib(tmp_path, monkeypatch):
    (tmp_path / "share").write_text("a file where a folder is wanted")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    environ = {}
    surroundings.shield(environ)
    assert "MPLCONFIGDIR" not in environ
    assert not logging.getLogger("matplotlib.font_manager").isEnabledFor(logging.WARNING)


def test_a_full_disk_is_no_place(tmp_path, monkeypatch):
    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    assert surroundings.can_be_written(tmp_path)
    monkeypatch.setattr(surroundings.tempfile, "TemporaryFile", lambda dir: Full())
    assert not surroundings.can_be_written(tmp_path)
