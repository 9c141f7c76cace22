"""What a notebook cell calls. Each name is loaded when it is first used, so that `lesson.ledger` alone stays light."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_HOMES = {
    "start": "start",
    "predict": "predict",
    "reveal": "predict",
    "number": "predict",
    "interval": "predict",
    "options": "predict",
    "explore": "explore",
    "slider": "controls",
    "choice": "controls",
    "show_table": "show",
    "check": "check",
    "verdict": "verdict",
    "my_verdicts": "verdict",
    "tell": "prose",
    "cite": "prose",
    "references": "prose",
    "glossary": "prose",
    "progress": "progress",
    "my_forecasts": "progress",
    "ledger_tools": "progress",
    "selfcheck": "setup",
}
"""Where each function of the toolkit lives."""

__all__ = list(_HOMES)


class _Toolkit(ModuleType):
    """This package: its functions, some of which share their name with the module that they live in."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Python puts a submodule here under its own name as soon as anything imports it; a notebook that says
        # `from ketabrain.lesson import predict` must get the function all the same.
        if _HOMES.get(name) == name and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


sys.modules[__name__].__class__ = _Toolkit
