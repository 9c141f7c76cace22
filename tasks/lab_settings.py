"""Settings for learners that Jupyter finds in the environment: what JupyterLab, Voilà and each kernel begin with.

Run inside that environment: `python -m tasks.lab_settings`.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from tasks.environment import ROOT

SETTINGS: dict[str, dict[str, Any]] = {
    # JupyterLab asks nothing at the start and looks for no news on the network.
    "share/jupyter/lab/settings/overrides.json": {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
    },
    # Voilà, where a server runs it (on Binder, say), takes the template that asks nothing of the network.
    "etc/jupyter/voila.json": {"VoilaConfiguration": {"template": "offline"}},
    # A kernel answers a slip with a sentence, also before the first cell that imports the course. At its start it warns
    # on the terminal about how it is reached, which on one's own computer means nothing.
    "etc/ipython/ipython_kernel_config.json": {
        "InteractiveShellApp": {"extensions": ["ketabrain.engine.slips"]},
        "IPKernelApp": {"log_level": 40},
    },
}
"""Each file below the environment's folder, and what it holds."""
VOILA = "voila"
"""The folder of what Voilà is given: templates that ask nothing of the network, and a plugin."""


def write_settings(prefix: Path) -> list[Path]:
    """Write the settings where programs of the environment at `prefix` read their defaults; returns the files."""
    for name, settings in SETTINGS.items():
        file = prefix / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    shutil.copytree(ROOT / "instructor" / VOILA, prefix / "share" / "jupyter" / VOILA, dirs_exist_ok=True)
    return [prefix / name for name in SETTINGS]


if __name__ == "__main__":
    write_settings(Path(sys.prefix))
