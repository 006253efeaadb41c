"""The optional parts of the product, by the extras that bring their packages."""

from enum import Enum
from importlib.util import find_spec

from . import codes
from .problems import Problem, YakkanError


class Extra(Enum):
    """An extra of the distribution, with the packages that it brings."""

    SERVE = "serve", ("fastapi", "uvicorn")
    PLAN = "plan", ("openpyxl",)
    SQL = "sql", ("sqlalchemy",)
    COLUMNS = "columns", ("polars",)

    def __init__(self, title: str, packages: tuple[str, ...]) -> None:
        self.title = title
        self.packages = packages


def require(extra: Extra, what: str) -> None:
    """Refuse `what`, in words for people, where a package of its extra is not installed.

    Raises:
        YakkanError: with the one line that installs it.
    """
    missing = [package for package in extra.packages if find_spec(package) is None]
    if missing:
        raise YakkanError(not_installed(extra, what, missing[0]))


def not_installed(extra: Extra, what: str, package: str) -> Problem:
    """The problem that a package is missing."""
    hint = f"pip install 'yakkan[{extra.title}]'"
    return Problem(codes.NOT_INSTALLED, "", f"{what} needs {package}, which is not installed", hint=hint)
