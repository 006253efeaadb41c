"""The test bench: the system, the terms and the effort that the command line gives."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest

from ...adapters import (
    BillingSystem,
    ConnectionOptions,
    SystemInfo,
    auth_from_environment,
    connect,
    flags,
    key_password_from_environment,
)
from ...adapters.connection import header_of
from ...cases import Effort, Profile, effort, fresh_names
from ...cases.corpus import load_folder
from ...oracle import Book, Case, Problem, YakkanError, load_terms
from ...verdict import ReadingBooks

_WORD = 12
"""Characters of the prefix of case names, unique per run."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What all scenarios of a run share. `names` yields names for cases, unique per run.

    `readings` are the books under the other readings of the terms, made when they are first needed.
    `saved` are the cases in the `corpus` folder, and `unreadable` the problems of its files that cannot be used.
    """

    system: BillingSystem
    info: SystemInfo
    book: Book
    readings: ReadingBooks
    effort: Effort
    profile: str
    seed: int
    names: Iterator[str]
    corpus: Path | None
    saved: Sequence[Case]
    unreadable: Sequence[Problem]


def bench_of(config: pytest.Config) -> Bench:
    """The bench that the options of the command line describe; the system has been asked to describe itself.

    Raises:
        pytest.UsageError: an option, the terms or the system cannot be used.
    """
    options = config.option
    spent = _effort(options.yakkan_profile, options.yakkan_calls)
    try:
        book = load_terms(*(options.yakkan_terms or [_shipped_terms()]))
        system = connect(options.yakkan_sut, _connection(options))
        info = _described(system)
    except YakkanError as error:
        raise pytest.UsageError(str(error)) from None
    saved, unreadable = load_folder(options.yakkan_corpus) if options.yakkan_corpus else ([], [])
    return Bench(
        system,
        info,
        book,
        ReadingBooks(book),
        spent,
        options.yakkan_profile,
        options.yakkan_seed,
        fresh_names(uuid4().hex[:_WORD]),
        options.yakkan_corpus,
        [one.case for one in saved],
        unreadable,
    )


def _connection(options: Namespace) -> ConnectionOptions:
    """The connection: options of the command line, or else the defaults; secrets come from the environment."""
    given = {name: getattr(options, f"yakkan_{flag.name.replace('-', '_')}") for name, flag in flags().items()}
    headers: list[str] = given.pop("headers") or []
    try:
        named = dict(map(header_of, headers))
    except ValueError as error:
        raise pytest.UsageError(f"--yakkan-header: {error}") from None
    return ConnectionOptions(
        headers=named,
        auth=auth_from_environment(os.environ),
        key_password=key_password_from_environment(os.environ),
        **{name: value for name, value in given.items() if value is not None},
    )


def _described(system: BillingSystem) -> SystemInfo:
    try:
        return system.describe()
    except YakkanError:
        system.close()
        raise


def _effort(profile: str, calls: int | None) -> Effort:
    if profile not in set(Profile):
        raise pytest.UsageError(f"--yakkan-profile {profile}: allowed are {', '.join(Profile)}")
    if calls is not None and calls < 1:
        raise pytest.UsageError(f"--yakkan-calls {calls}: at least 1 call is needed")
    return effort(Profile(profile), calls)


def _shipped_terms() -> Path:
    return Path(str(files("yakkan.terms")))
