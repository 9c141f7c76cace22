"""JupyterLab's settings for learners: it asks nothing at the start and looks for no news on the network.

Run inside the environment that holds JupyterLab: `python -m tasks.lab_settings`.
"""

import json
import sys
from pathlib import Path

SETTINGS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def write_settings(prefix: Path) -> Path:
    """Write the settings where a JupyterLab under `prefix` reads its defaults; returns the file."""
    file = prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(SETTINGS, indent=2) + "\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    write_settings(Path(sys.prefix))
