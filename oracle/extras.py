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


def missing(extra: Extra, what: str) -> Problem | None:
    """The problem if a package that `what` needs is not installed, with the command that installs it; else None."""
    absent = next((package for package in extra.packages if find_spec(package) is None), None)
    if absent is None:
        return None
    hint = f"pip install 'yakkan[{extra.title}]'"
    return Problem(codes.NOT_INSTALLED, "", f"{what} needs {absent}, which is not installed", hint=hint)


def require(extra: Extra, what: str) -> None:
    """Refuse `what` if a package of its extra is not installed.

    Raises:
        YakkanError: a package is missing; the hint is the command that installs it.
    """
    problem = missing(extra, what)
    if problem is not None:
        raise YakkanError(problem)
