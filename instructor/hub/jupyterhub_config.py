"""JupyterHub for one class on one machine; `make hub` starts it with what it needs (tasks/hub.py).

Every learner has a folder with a copy of the lessons and a ledger. All run as the same user of this computer: a hub
for a room that trusts one another, not for a public network. README.md here says when to choose something else.
"""

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from jupyterhub.auth import DummyAuthenticator
from jupyterhub.authenticators.shared import SharedPasswordAuthenticator

from ketabrain.engine.names import ACCOUNT, account_name, name_trouble

c = get_config()  # noqa: F821 - JupyterHub runs this file and provides the function

COURSE = Path(__file__).resolve().parents[2]
sys.path.append(str(COURSE))
from tasks.inside.lesson_copies import renew_lessons  # noqa: E402 - found where the line above says

DATA = Path(os.environ["KETABRAIN_HUB_DATA"])
LEARNERS, HANDED_IN, OWN = DATA / "learners", DATA / "handed-in", DATA / "hub"
SOCKETS = Path(tempfile.mkdtemp(prefix="ketabrain-"))  # a socket's path may have 107 signs, so it stands near the root
atexit.register(shutil.rmtree, SOCKETS, ignore_errors=True)
PASSWORD = os.environ.pop("KETABRAIN_HUB_PASSWORD", "")  # not handed on to learners' servers
LESSON = os.environ["KETABRAIN_HUB_LESSON"]


# Without a password the hub is for this computer alone (tasks/hub.py).
class ClassAuthenticator(SharedPasswordAuthenticator if PASSWORD else DummyAuthenticator):
    """Takes a name as people type it."""

    def normalize_username(self, username):
        """The account of a name."""
        return account_name(username)


async def copy_of_the_course(spawner):
    """Give a learner the lessons as the course has them today; what they have changed is kept."""
    copies = LEARNERS / spawner.user.name / "notebooks"
    await asyncio.to_thread(renew_lessons, COURSE / "notebooks", copies, date.today())  # the others need not wait


def own_ledger(spawner):
    """Where a learner's answers are kept."""
    return str(LEARNERS / spawner.user.name / "my-ledger.json")


def sockets_of(spawner):
    """Where a learner's kernels listen."""
    return str(SOCKETS / spawner.user.name)


c.JupyterHub.bind_url = os.environ["KETABRAIN_HUB_URL"]
c.JupyterHub.hub_port = int(os.environ["KETABRAIN_HUB_PORT"])
c.ConfigurableHTTPProxy.api_url = os.environ["KETABRAIN_HUB_PROXY_API"]
c.ConfigurableHTTPProxy.command = os.environ["KETABRAIN_HUB_PROXY"].split("\n")
c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = (os.environ.get(f"KETABRAIN_HUB_{name}", "") for name in ("CERT", "KEY"))
c.JupyterHub.db_url = f"sqlite:///{OWN / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(OWN / "cookie-secret")
c.ConfigurableHTTPProxy.pid_file = str(OWN / "proxy.pid")
c.JupyterHub.cleanup_servers = True  # servers that outlived the hub would keep their memory

c.JupyterHub.authenticator_class = ClassAuthenticator
if PASSWORD:
    c.ClassAuthenticator.user_password = PASSWORD
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = f"{ACCOUNT}$"
c.JupyterHub.template_paths = [str(Path(__file__).with_name("templates"))]
# JupyterHub would call a function that stands here alone with the user.
c.JupyterHub.template_vars = {"names": {"trouble": name_trouble}, "class_password": bool(PASSWORD)}

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(LEARNERS / "{username}")
c.Spawner.pre_spawn_hook = copy_of_the_course
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [
    "--ServerApp.terminals_enabled=False",
    # By network ports, two of many kernels that start at once take the same one, and a learner's does not come up.
    "--KernelManager.transport=ipc",
    "--MappingKernelManager.cull_idle_timeout=1800",  # half an hour without a cell or a slider gives the memory back
    "--MappingKernelManager.cull_interval=300",
    *(["--allow-root"] if os.geteuid() == 0 else []),
]
# Where latecomers and those who come back land too, without the lessons of last time and their kernels beside it.
c.Spawner.default_url = f"/lab/tree/notebooks/{LESSON}?reset"
c.Spawner.environment = {
    "KETABRAIN_LEDGER": own_ledger,
    "KETABRAIN_HAND_IN": str(HANDED_IN),
    "JUPYTER_RUNTIME_DIR": sockets_of,
    "PYTHONUTF8": "1",
    # A room shares the processors: one thread each is faster for all than many threads each.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a whole room logs in within a minute
c.JupyterHub.concurrent_spawn_limit = 10
