"""The pytest plugin: its options. Without `--sut` it does nothing else and imports nothing heavy."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the group "yakkan"."""
    group = parser.getgroup("yakkan", "a billing system against its terms")
    group.addoption(
        "--sut",
        metavar="URL|py:module:object",
        help="the system under test; .feature files are collected, and their scenarios are put to it",
    )
    group.addoption(
        "--terms",
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
        help="what the drawn cases follow from (default: 0)",
    )
    group.addoption(
        "--yakkan-calls",
        type=int,
        metavar="N",
        help='calls that each "any contract" scenario may spend, in place of the profile\'s',
    )
    group.addoption(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="where failing cases are saved, and taken from to be tried first",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Set the test bench up where a system is named.

    Raises:
        pytest.UsageError: an option, the terms or the system cannot be used.
    """
    if config.getoption("--sut") is None:
        return
    from .collecting import set_up

    set_up(config)
