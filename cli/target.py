"""The options with which a command connects to the system under test."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from rich.box import ASCII, ROUNDED
from rich.panel import Panel
from rich.text import Text

from ..adapters import (
    BillingSystem,
    ConnectionOptions,
    Flag,
    auth_from_environment,
    connect,
    environment_of,
    flags,
    key_password_from_environment,
)
from ..adapters.connection import DEFAULTS, FlagKind, header_of
from ..adapters.http import without_credentials
from ..oracle.screen import TERMINAL_WIDTH, safe
from .streams import err

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class TargetSystem:
    """The system that a command connects to, and the options of the connection."""

    target: str
    options: ConnectionOptions
    number: int | None = None
    """The number of the system where there are several: it selects the credentials in the environment."""

    @contextmanager
    def opened(self, concurrency: int = 1) -> Generator[BillingSystem]:
        """The system; it is closed at the end, and then the last lines that its program printed are shown.

        Raises:
            AdapterError: the target or the credentials cannot be used.
        """
        environ = os.environ if self.number is None else environment_of(os.environ, self.number)
        options = replace(
            self.options,
            concurrency=concurrency,
            auth=auth_from_environment(environ),
            key_password=key_password_from_environment(environ),
            environ=environ,
        )
        system = connect(self.target, options)
        try:
            yield system
        finally:
            system.close()
            _show_printed(system)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that differ from the defaults, for a replay; what may hold a secret is replaced by "…"."""
        given: list[str] = []
        for name, flag in flags().items():
            value = getattr(self.options, name)
            if flag.in_replays and value != getattr(DEFAULTS, name):
                for text in _shown(name, value):
                    given += [f"--{flag.name}", text]
        return tuple(given)


def _shown(name: str, value: Any) -> list[str]:  # noqa: ANN401  # any option
    """The values of an option as text, one for each time it is given, without secrets."""
    match name:
        case "headers":
            return [f"{header}: …" for header in value]
        case "token_command":
            return ["…"]
        case "proxy":
            return [without_credentials(value)]
        case _:
            return [f"{value:g}" if isinstance(value, float) else str(value)]


def _show_printed(system: BillingSystem) -> None:
    """Print the last lines that the system's program printed besides its answers, if it has a program."""
    lines = cast("tuple[str, ...]", getattr(system, "last_lines", ()))
    if lines:
        console = err()
        box = ASCII if console.options.ascii_only else ROUNDED
        title = Text(f"the last lines that {safe(system.name)} printed")
        console.print(Panel(Text("\n".join(lines)), box=box, title=title, title_align="left", width=TERMINAL_WIDTH))


_TARGET = click.option(
    "--sut",
    "target",
    required=True,
    metavar="TARGET",
    help="The system under test: http(s)://host:port/base, program:COMMAND, folder:DIR, sql:MAPPING.toml or "
    "py:module:object.",
)


def _option(name: str, flag: Flag) -> Callable[[Command], Command]:
    kind: click.ParamType[Any] | None = None
    if flag.kind is FlagKind.FILE:
        kind = click.Path(path_type=Path)
    elif flag.kind is FlagKind.WHOLE:
        kind = click.IntRange(_whole(flag.least), _whole(flag.most))
    elif flag.kind is FlagKind.NUMBER:
        kind = click.FloatRange(flag.least, flag.most, min_open=flag.above)
    default = None if flag.repeated else getattr(DEFAULTS, name)
    return click.option(
        f"--{flag.name}",
        name,
        type=kind,
        metavar=flag.metavar,
        help=flag.help,
        default=default,
        multiple=flag.repeated,
    )


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)


def with_connection_options(command: Command) -> Command:
    """Add the connection options to a command, which passes them on as keywords to `target_system`."""
    for name, flag in reversed(flags().items()):
        command = _option(name, flag)(command)
    return _TARGET(command)


def target_system(target: str, headers: tuple[str, ...], **options: Any) -> TargetSystem:  # noqa: ANN401  # the other options
    """The system that the options name.

    Raises:
        click.UsageError: a header is not of the form NAME: VALUE.
    """
    return TargetSystem(target, ConnectionOptions(headers=dict(map(_header, headers)), **options))


def _header(text: str) -> tuple[str, str]:
    try:
        return header_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--header") from error
