"""The options by which a command reaches the system under test."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from ..adapters import BillingSystem, auth_from_environment, open_system

_TIMEOUT = 10.0
_ATTEMPTS = 3
_LONGEST = 3600

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach a system: its name, and the options for HTTP."""

    target: str
    headers: tuple[tuple[str, str], ...]
    timeout: float
    ca: Path | None
    attempts: int

    @contextmanager
    def opened(self, concurrency: int = 1) -> Generator[BillingSystem]:
        """The system, closed at the end.

        Raises:
            AdapterError: it is named, or its credentials are given, in a way that does not work.
        """
        system = open_system(
            self.target,
            headers=dict(self.headers),
            auth=auth_from_environment(os.environ),
            timeout=self.timeout,
            ca=self.ca,
            attempts=self.attempts,
            concurrency=concurrency,
        )
        try:
            yield system
        finally:
            system.close()

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that are not the usual ones, to be given again; headers without what they say."""
        given: list[str] = []
        for name, _ in self.headers:
            given += ["--header", f"{name}: …"]
        if self.timeout != _TIMEOUT:
            given += ["--timeout", f"{self.timeout:g}"]
        if self.ca is not None:
            given += ["--ca", str(self.ca)]
        if self.attempts != _ATTEMPTS:
            given += ["--attempts", str(self.attempts)]
        return tuple(given)


def reach_options(command: Command) -> Command:
    """Give a command the options, which it takes as the keywords of `reach`."""
    for option in (
        click.option("--attempts", type=click.IntRange(1, 20), default=_ATTEMPTS, help="For a call that gets lost."),
        click.option("--ca", type=click.Path(path_type=Path), help="PEM file of certificate authorities to trust."),
        click.option("--header", "headers", multiple=True, metavar="'NAME: VALUE'", help="Sent with every call."),
        click.option(
            "--timeout",
            type=click.FloatRange(0, _LONGEST, min_open=True),
            default=_TIMEOUT,
            help="Seconds for each attempt.",
        ),
        click.option(
            "--sut",
            "target",
            required=True,
            metavar="TARGET",
            help="The system under test: http://host:port/base, https://…, sql:MAPPING.toml or py:module:object.",
        ),
    ):
        command = option(command)
    return command


def reach(target: str, headers: tuple[str, ...], timeout: float, ca: Path | None, attempts: int) -> Reach:
    """How to reach the system that the options name.

    Raises:
        click.UsageError: a header is not of the form NAME: VALUE.
    """
    return Reach(target, tuple(_header(one) for one in headers), timeout, ca, attempts)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise click.BadParameter("a header is of the form 'NAME: VALUE'", param_hint="--header")
    return name.strip(), value.strip()
