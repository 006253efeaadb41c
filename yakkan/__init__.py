"""Yakkan (約款): does the billing system bill what the published terms say?

The front door for Python: `load_terms`, `bill`, `connect` and `verify` do what the commands do (docs/python.md).
Everything else is in the rooms: `yakkan.oracle`, `yakkan.adapters` and so on. Nothing is loaded before it is used, and
nothing but the standard library is needed to import `yakkan.shim` in an engine's own process.
"""

from importlib import import_module
from typing import Any

_FROM = {
    "load_terms": "oracle",
    "bill": "oracle",
    "explain": "oracle",
    "read_case": "adapters",
    "connect": "adapters",
    "ConnectionOptions": "adapters",
    "verify": "verdict",
    "Verdict": "verdict",
}
"""The room that each name comes from."""

# the names are made when they are asked for
# pyright: reportUnsupportedDunderAll=false
__all__ = [
    "ConnectionOptions",
    "Verdict",
    "__version__",
    "bill",
    "connect",
    "explain",
    "load_terms",
    "read_case",
    "verify",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # any of the names
    if name == "__version__":
        from importlib.metadata import version

        return version("yakkan")
    if name in _FROM:
        return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
