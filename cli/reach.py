"""The options by which a command reaches the system under test."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from rich.box import ASCII, ROUNDED
from rich.panel import Panel
from rich.text import Text

from ..adapters import BillingSystem, auth_from_environment, environment_of, key_password_from_environment, open_system
from ..adapters.http import without_credentials
from ..reports.drawing import WIDTH, safe
from .streams import err

_TIMEOUT = 10.0
_ATTEMPTS = 3
_WAITING = 900.0
_LONGEST = 3600
_MOST_IN_A_CALL = 10_000

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class ConnectionOptions:
    """How to reach a system: its name, and the options for HTTP."""

    target: str
    headers: tuple[tuple[str, str], ...]
    timeout: float
    ca: Path | None
    attempts: int
    cert: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    token_command: str | None = None
    waiting: float = _WAITING
    rate: float | None = None
    batch: int = 1
    batch_command: str | None = None
    number: int | None = None
    """Of the system, where there are several: which credentials of the environment are its own."""

    @contextmanager
    def opened(self, concurrency: int = 1) -> Generator[BillingSystem]:
        """The system, closed at the end; then what its program wrote on standard error is shown.

        Raises:
            AdapterError: it is named, or its credentials are given, in a way that does not work.
        """
        environ = os.environ if self.number is None else environment_of(os.environ, self.number)
        system = open_system(
            self.target,
            batch_command=self.batch_command,
            environ=environ,
            headers=dict(self.headers),
            auth=auth_from_environment(environ),
            timeout=self.timeout,
            ca=self.ca,
            cert=self.cert,
            key=self.key,
            key_password=key_password_from_environment(environ),
            proxy=self.proxy,
            token_command=self.token_command,
            attempts=self.attempts,
            concurrency=concurrency,
            waiting=self.waiting,
            rate=self.rate,
            batch=self.batch,
        )
        try:
            yield system
        finally:
            system.close()
            _show_printed(system)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that are not the usual ones, to be given again; what may hold a secret without what it says.

        How many calls are made at once, how fast, and how many cases they carry is left out: a replay is a call or two.
        """
        given: list[str] = []
        for name, _ in self.headers:
            given += ["--header", f"{name}: …"]
        if self.token_command is not None:
            given += ["--token-command", "…"]
        if self.proxy is not None:
            given += ["--proxy", without_credentials(self.proxy)]
        for option, file in (("--ca", self.ca), ("--cert", self.cert), ("--key", self.key)):
            given += [] if file is None else [option, str(file)]
        if self.timeout != _TIMEOUT:
            given += ["--timeout", f"{self.timeout:g}"]
        if self.attempts != _ATTEMPTS:
            given += ["--attempts", str(self.attempts)]
        if self.batch_command is not None:
            given += ["--batch-command", self.batch_command]
        return tuple(given)


def _show_printed(system: BillingSystem) -> None:
    """Print the last lines that the system's program printed beside its answers; nothing of a system that has none."""
    said = cast("tuple[str, ...]", getattr(system, "said", ()))
    if said:
        console = err()
        box = ASCII if console.options.ascii_only else ROUNDED
        title = Text(f"the last lines that {safe(system.name)} printed")
        console.print(Panel(Text("\n".join(said)), box=box, title=title, title_align="left", width=WIDTH))


_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option(
        "--sut",
        "target",
        required=True,
        metavar="TARGET",
        help="The system under test: http(s)://host:port/base, program:COMMAND, folder:DIR, sql:MAPPING.toml or "
        "py:module:object.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0, _LONGEST, min_open=True),
        default=_TIMEOUT,
        help="Seconds for each attempt.",
    ),
    click.option("--header", "headers", multiple=True, metavar="'NAME: VALUE'", help="Sent with every call."),
    click.option("--token-command", metavar="CMD", help="Prints a bearer token; run again when the token is refused."),
    click.option("--ca", type=_FILE, help="PEM file of certificate authorities to trust."),
    click.option("--cert", type=_FILE, help="PEM file of the client's own certificate."),
    click.option("--key", type=_FILE, help="PEM file of its key; the password is in YAKKAN_SUT_KEY_PASSWORD."),
    click.option("--proxy", metavar="URL", help="HTTP proxy; none is taken from the environment."),
    click.option("--batch-command", metavar="CMD", help="Run in the folder of folder:DIR: bills its cases.ndjson."),
    click.option("--attempts", type=click.IntRange(1, 20), default=_ATTEMPTS, help="For a call that gets lost."),
    click.option(
        "--wait",
        "waiting",
        type=click.FloatRange(0, 24 * _LONGEST),
        default=_WAITING,
        help="The most seconds that all pauses between attempts take together.",
    ),
    click.option("--rate", type=click.FloatRange(0, 1000, min_open=True), help="The most calls a second."),
    click.option(
        "--batch",
        type=click.IntRange(1, _MOST_IN_A_CALL),
        default=1,
        help="The most cases in a call, where the system says that it takes several.",
    ),
)


def with_connection_options(command: Command) -> Command:
    """Give a command the options, which it takes as the keywords of `reach`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def connection_options(target: str, headers: tuple[str, ...], **options: Any) -> ConnectionOptions:  # noqa: ANN401  # the other fields of `Reach`
    """How to reach the system that the options name.

    Raises:
        click.UsageError: a header is not of the form NAME: VALUE.
    """
    return ConnectionOptions(target, tuple(_header(one) for one in headers), **options)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise click.BadParameter("a header is of the form 'NAME: VALUE'", param_hint="--header")
    return name.strip(), value.strip()
