"""The options by which a command reaches the system under test."""

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
    """The system that a command is to reach, and the options of the connection."""

    target: str
    options: ConnectionOptions
    number: int | None = None
    """Of the system, where there are several: which credentials of the environment are its own."""

    @contextmanager
    def opened(self, concurrency: int = 1) -> Generator[BillingSystem]:
        """The system, closed at the end; then what its program wrote on standard error is shown.

        Raises:
            AdapterError: it is named, or its credentials are given, in a way that does not work.
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
        """The options that are not the usual ones, to be given again; what may hold a secret without what it says."""
        given: list[str] = []
        for name, flag in flags().items():
            value = getattr(self.options, name)
            if flag.in_replays and value != getattr(DEFAULTS, name):
                for text in _shown(name, value):
                    given += [f"--{flag.name}", text]
        return tuple(given)


def _shown(name: str, value: Any) -> list[str]:  # noqa: ANN401  # any option
    """The texts of an option, as often as it is given, without its secrets."""
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
    """Print the last lines that the system's program printed beside its answers; nothing of a system that has none."""
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
    """Give a command the options, which it takes as the keywords of `target_system`."""
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
