"""Ketamine and the Brain, claim by claim: the models, evidence, figures and lesson tools of the course."""

import os

__version__ = "0.1.0"

# The matrices here have a handful of rows: a second thread waits more than it works, and takes its core from a room of
# learners. numpy reads this at its import, which in a lesson comes after this one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
