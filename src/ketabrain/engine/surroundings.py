"""A learner's own settings, kept away from the course: it computes, draws and says what its tests see.

The package calls `shield` before anything else is imported, and `start` calls `shield_numbers`. What pictures look like
is set in draw/style.py.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Mapping, MutableMapping
from pathlib import Path


def shield(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set what numpy and matplotlib read when they are imported, in a lesson after this."""
    # The matrices here have a handful of rows: a second thread waits more than it works, and takes its core from a
    # room of learners.
    environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A file of settings or a backend that matplotlib does not know would stop its import. No picture here asks for a
    # backend; this one is what every kernel has.
    environ.pop("MATPLOTLIBRC", None)
    environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    if place := place_for_fonts():
        environ["MPLCONFIGDIR"] = str(place)
    # Where it may keep its list of fonts, and how long that takes, means nothing to a learner.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)


def shield_numbers() -> None:
    """Have numpy go on at a number too small to hold, as it does by itself, whatever a start-up file has told it."""
    import numpy as np  # only now: it reads what `shield` sets

    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")


def shows_code(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the cells of this kernel can be seen and changed: a page of Voilà hides them. Voilà tells its kernels."""
    return not environ.get("SERVER_SOFTWARE", "").startswith("voila/")


def place_for_fonts() -> Path | None:
    """A folder of the course's environment where matplotlib keeps its list of fonts; None where there is no such
    environment or nothing can be written: matplotlib then looks in the home folder, and makes do without one.
    """
    folder = Path(sys.prefix, "share", "course-fonts")
    return folder if sys.prefix != sys.base_prefix and can_be_written(folder) else None


def can_be_written(folder: Path) -> bool:
    """Whether a file with something in it can be kept in a folder, which is made if it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"a full disk takes the file, but nothing in it")
    except OSError:
        return False
    return True
