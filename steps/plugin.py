"""The pytest plugin: its options. Without `--yakkan-sut` it does nothing else and imports nothing heavy."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

import pytest

from ..adapters.connection import Flag, flags


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the group "yakkan"; the connection options are the same as those of the command line."""
    group = parser.getgroup("yakkan", "verify a billing system against its terms")
    group.addoption(
        "--yakkan-sut",
        "--sut",
        dest="yakkan_sut",
        metavar="TARGET",
        help="the system under test: http(s)://host:port/base, program:COMMAND, folder:DIR, sql:MAPPING.toml or "
        "py:module:object; with it, .feature files are collected and their scenarios are run against the system",
    )
    group.addoption(
        "--yakkan-terms",
        "--terms",
        dest="yakkan_terms",
        action="append",
        type=Path,
        metavar="PATH",
        help="a terms document or a folder of them, may be repeated (default: the terms that come with yakkan)",
    )
    group.addoption(
        "--yakkan-profile",
        default="smoke",
        metavar="smoke|gate|acceptance|night",
        help='how many calls each "any contract" scenario may spend (default: smoke)',
    )
    group.addoption(
        "--yakkan-seed",
        type=int,
        default=0,
        metavar="N",
        help="the same seed draws the same cases (default: 0)",
    )
    group.addoption(
        "--yakkan-calls",
        type=int,
        metavar="N",
        help='how many calls each "any contract" scenario may spend, overriding the profile',
    )
    group.addoption(
        "--yakkan-corpus",
        type=Path,
        metavar="DIR",
        help="the folder where failing cases are saved, and from which saved cases are tried first",
    )
    for flag in flags().values():
        group.addoption(
            f"--yakkan-{flag.name}",
            action="append" if flag.repeated else "store",
            type=_checked(flag),
            metavar=flag.metavar or flag.kind.value.upper().replace(" ", "_"),
            help=flag.help,
        )


def _checked(flag: Flag) -> Callable[[str], object]:
    def value(text: str) -> object:
        try:
            return flag.value(text)
        except ValueError as error:
            raise ArgumentTypeError(str(error)) from error

    return value


def pytest_configure(config: pytest.Config) -> None:
    """Set up the test bench if a system is named.

    Raises:
        pytest.UsageError: an option, the terms or the system cannot be used.
    """
    if config.getoption("yakkan_sut") is None:
        return
    from .collecting import set_up

    set_up(config)
