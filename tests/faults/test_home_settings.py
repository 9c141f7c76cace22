"""A learner's own settings and a home that takes no files change no picture; see also test_same_everywhere.py."""

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
from tests.faults.own_settings import OWN_LOOK, SRC


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
