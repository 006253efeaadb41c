"""A system by its name on the command line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict, Unpack, cast

from ..oracle.problems import Problem
from . import codes
from .credentials import Auth
from .errors import TargetError
from .folder import FolderSystem
from .http import HttpSystem
from .program import ProgramSystem
from .protocol import BillingSystem
from .python import PythonSystem
from .shown import shown


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


def open_system(target: str, *, batch_command: str | None = None, **options: Unpack[HttpOptions]) -> BillingSystem:
    """The system that `target` names: `http://…`, `https://…`, `program:COMMAND`, `folder:DIR` or `py:module:object`.

    A program is started; the cases of a folder are billed by `batch_command`. The options are those for HTTP: a program
    takes those that are not of HTTP alone, a folder the time-out, Python code none.

    Raises:
        TargetError: `target` is of another form, or can not be used.
        CredentialsError: credentials or headers can not be used.
    """
    if target.lower().startswith(("http://", "https://")):
        return HttpSystem(target, **options)
    if target.startswith("program:"):
        return ProgramSystem.load(target.removeprefix("program:"), **_for_programs(options))
    if target.startswith("folder:"):
        auth, timeout = options.get("auth"), options.get("timeout", 10.0)
        return FolderSystem(target.removeprefix("folder:"), batch_command, auth=auth, timeout=timeout)
    if target.startswith("py:"):
        return PythonSystem.load(target.removeprefix("py:"))
    hint = "allowed: http://host:port/base, https://host/base, program:COMMAND, folder:DIR, py:module:object"
    raise TargetError(Problem(codes.BAD_TARGET, shown(target), "no adapter knows this form", hint=hint))


def _for_programs(options: HttpOptions) -> ProgramOptions:
    names = ProgramOptions.__annotations__
    return cast("ProgramOptions", {name: value for name, value in options.items() if name in names})
