"""`python -m tasks bench`: speed and memory, measured and printed, never asserted."""

import os
import tempfile

from tests.benchmarks import latency, lessons, widgets


def main() -> None:
    """Print kernel times, cold runs and browser latencies of every lesson that is written."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETABRAIN_LEDGER"] = os.path.join(folder, "my-ledger.json")
        widgets.main()
        lessons.main()
        latency.main()


if __name__ == "__main__":
    main()
