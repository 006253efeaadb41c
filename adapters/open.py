"""A system by its name on the command line."""

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict, Unpack, cast

from ..oracle import Problem
from . import codes
from .credentials import Auth
from .errors import TargetError
from .folder import FolderSystem
from .http import HttpSystem, without_credentials
from .program import ProgramSystem
from .protocol import BillingSystem
from .python import PythonSystem
from .quoting import shown

_FORMS = (
    "http://host:port/base",
    "https://host/base",
    "program:COMMAND",
    "folder:DIR",
    "sql:MAPPING.toml",
    "py:module:object",
)


class ProgramOptions(TypedDict, total=False):
    """The options of `ProgramSystem.load`, with its defaults."""

    auth: Auth | None
    timeout: float
    attempts: int
    concurrency: int
    sleep: Callable[[float], None]


class HttpOptions(ProgramOptions, total=False):
    """The options of `HttpSystem`, with its defaults."""

    headers: Mapping[str, str]
    ca: Path | None
    cert: Path | None
    key: Path | None
    key_password: str
    proxy: str | None
    token_command: str | None
    waiting: float
    rate: float | None
    batch: int


def open_system(
    target: str,
    *,
    batch_command: str | None = None,
    environ: Mapping[str, str] = os.environ,
    **options: Unpack[HttpOptions],
) -> BillingSystem:
    """The system that `target` names, in one of the forms `http://…`, `https://…`, `program:COMMAND`, `folder:DIR`,
    `sql:MAPPING.toml` and `py:module:object`.

    A program is started; the cases of a folder are billed by `batch_command`. The options are those for HTTP: a program
    takes those that are not of HTTP alone, a folder and a database the time-out, Python code none. `environ` is the
    environment of a program and of a batch command, and may name a database.

    Raises:
        TargetError: `target` is of another form, or can not be used.
        CredentialsError: credentials or headers can not be used.
    """
    if target.lower().startswith(("http://", "https://")):
        return HttpSystem(target, **options)
    kind, _, rest = target.partition(":")
    match kind:
        case "program":
            return ProgramSystem.load(rest, environ=environ, **_for_programs(options))
        case "folder":
            timeout = options.get("timeout", 10.0)
            return FolderSystem(rest, batch_command, auth=options.get("auth"), timeout=timeout, environ=environ)
        case "sql":
            return _database(rest, environ, options)
        case "py":
            return PythonSystem.load(rest)
        case _:
            hint = f"allowed: {', '.join(_FORMS)}"
            name = shown(without_credentials(target))
            raise TargetError(Problem(codes.BAD_TARGET, name, "no adapter knows this form", hint=hint))


def _for_programs(options: HttpOptions) -> ProgramOptions:
    names = ProgramOptions.__annotations__
    return cast("ProgramOptions", {name: value for name, value in options.items() if name in names})


def _database(path: str, environ: Mapping[str, str], options: HttpOptions) -> BillingSystem:
    """SQLAlchemy is loaded only where a system is behind a database."""
    if find_spec("sqlalchemy") is None:
        message = "SQLAlchemy is not installed"
        hint = "pip install 'yakkan[sql]'"
        raise TargetError(Problem(codes.NO_SQLALCHEMY, shown(f"sql:{path}"), message, hint=hint))
    from .sql import open_sql

    return open_sql(path, environ, options.get("auth"), options.get("timeout", 10))
