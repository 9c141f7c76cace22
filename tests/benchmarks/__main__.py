"""`python -m tasks bench` starts this inside `.venv`: speed and memory, measured and printed, never asserted."""

import os
import tempfile

from tests.benchmarks import environment, latency, lessons, widgets


def main() -> None:
    """Print how fast this machine is, then kernel times, cold runs, sizes and browser latencies of every lesson."""
    environment.print_machine()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETABRAIN_LEDGER"] = os.path.join(folder, "my-ledger.json")
        widgets.main()
        lessons.main()
        environment.main()
        latency.main()


if __name__ == "__main__":
    main()
