"""The door to every chore: `python -m tasks course`.

Written so that even an old Python can read it and say that it is too old.
"""

import sys

TOO_OLD = (
    "This course needs Python 3.11 or newer; this is Python %d.%d. Install a newer one from python.org or "
    "from your system's packages, then name it, for example: make course PYTHON=python3.12"
)

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python is the very case
    sys.exit(TOO_OLD % sys.version_info[:2])

from tasks.command_line import main  # noqa: E402 - it needs a Python that is new enough

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
