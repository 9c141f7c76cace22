"""Settings of a learner's own, such as a home folder and a start-up file hold."""

import os
from pathlib import Path

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
