"""The address by which the machines of a room reach this one."""

import socket
from collections.abc import Mapping

EVERYWHERE = ("0.0.0.0", "::")
LOOPBACK = ("127.0.0.1", "localhost")
ELSEWHERE = ("192.0.2.1", 9)
"""An address that documentation keeps free: nothing is sent there."""


def own_address() -> str:
    """This machine's address on its network, or its name where it has none; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)  # UDP: the system only chooses the way
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def address_for_others(environ: Mapping[str, str], host: str) -> str:
    """What others type to reach a server that listens at `host`. ADDRESS chooses another, such as a name."""
    return environ.get("ADDRESS") or (own_address() if host in EVERYWHERE else host)
