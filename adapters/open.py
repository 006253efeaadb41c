"""A system by its name on the command line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict, Unpack

from ..oracle.problems import Problem
from . import codes
from .credentials import Auth
from .errors import TargetError
from .http import HttpSystem
from .http_target import without_credentials
from .protocol import BillingSystem
from .python import PythonSystem
from .shown import shown


class HttpOptions(TypedDict, total=False):
    """The options of `HttpSystem`, with its defaults."""

    headers: Mapping[str, str]
    auth: Auth | None
    timeout: float
    ca: Path | None
    cert: Path | None
    key: Path | None
    key_password: str
    proxy: str | None
    token_command: str | None
    attempts: int
    concurrency: int
    waiting: float
    rate: float | None
    batch: int
    sleep: Callable[[float], None]


def open_system(target: str, **options: Unpack[HttpOptions]) -> BillingSystem:
    """The system that `target` names: `http://…`, `https://…` or `py:module:object`, which needs none of the options.

    Raises:
        TargetError: `target` is of another form, or can not be used.
        CredentialsError: credentials or headers can not be used.
    """
    if target.lower().startswith(("http://", "https://")):
        return HttpSystem(target, **options)
    if target.startswith("py:"):
        return PythonSystem.load(target.removeprefix("py:"))
    hint = "allowed: http://host:port/base, https://host/base, py:module:object"
    raise TargetError(
        Problem(codes.BAD_TARGET, shown(without_credentials(target)), "no adapter knows this form", hint=hint)
    )
