"""A system by its name on the command line."""

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict, Unpack

from ..oracle.problems import Problem
from . import codes
from .credentials import Auth
from .errors import TargetError
from .http import HttpSystem
from .protocol import BillingSystem
from .python import PythonSystem
from .shown import shown


class HttpOptions(TypedDict, total=False):
    """The options of `HttpSystem`, with its defaults."""

    headers: Mapping[str, str]
    auth: Auth | None
    timeout: float
    ca: Path | None
    attempts: int
    concurrency: int
    sleep: Callable[[float], None]


def open_system(target: str, **options: Unpack[HttpOptions]) -> BillingSystem:
    """The system that `target` names: `http://…`, `https://…`, `sql:MAPPING.toml`, or `py:module:object`, which needs
    none of the options.

    Raises:
        TargetError: `target` is of another form, or can not be used.
        CredentialsError: credentials or headers can not be used.
    """
    if target.lower().startswith(("http://", "https://")):
        return HttpSystem(target, **options)
    if target.startswith("py:"):
        return PythonSystem.load(target.removeprefix("py:"))
    if target.startswith("sql:"):
        return _database(target.removeprefix("sql:"), options)
    hint = "allowed: http://host:port/base, https://host/base, sql:MAPPING.toml, py:module:object"
    raise TargetError(Problem(codes.BAD_TARGET, shown(target), "no adapter knows this form", hint=hint))


def _database(path: str, options: HttpOptions) -> BillingSystem:
    """SQLAlchemy is loaded only where a system is behind a database."""
    if find_spec("sqlalchemy") is None:
        message = "SQLAlchemy is not installed"
        hint = "pip install 'yakkan[sql]'"
        raise TargetError(Problem(codes.NO_SQLALCHEMY, shown(f"sql:{path}"), message, hint=hint))
    from .sql import open_sql

    return open_sql(path, os.environ, options.get("auth"), options.get("timeout", 10))
