"""`yakkan demo`: the billing system of the 2018 notice, caught."""

import os
import shlex
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import click
from rich.console import Console

from ...adapters import ConnectionOptions, connect
from ...cases import fresh_names
from ...cases.corpus import load
from ...oracle import Book, load_terms
from ...oracle.extras import Extra, require
from ...reports import (
    LANGUAGES,
    Progress,
    ShownDivergence,
    divergence_line,
    print_diagnosis,
    print_divergence,
    print_verdict,
    put,
)
from ...verdict import Divergence, Replay, Verdict, Verification, replay_case, studies_folder, verify
from ..exits import Exit
from ..incident import divided_by_the_wrong_days, full_though_days_are_missing
from ..processes import served
from ..shipped import shipped_terms
from ..streams import err, out
from .replay import print_replayed
from .verify import CONCURRENCY, replay_commands, save_all, together

_FAULTY = ("--fault", "F-02", "--fault", "F-07", "--name", "vendor system")
_CORRECT = ("--name", "correct system")
_WORDS = LANGUAGES["en"]
_MUST_BE_FOUND: tuple[tuple[str, Callable[[Divergence], bool]], ...] = (
    ("A period up to 5 days short is billed in full:", full_though_days_are_missing),
    ("A period 6 or more days short is divided by the days of the wrong month:", divided_by_the_wrong_days),
)


@click.command()
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep the case files in this folder.")
def demo(keep: Path | None) -> int:
    """Catch the electricity billing system of the 2018 notice.

    That system prorated only for a difference of 6 days or more, and divided by the days of the wrong month. The demo
    starts such a system as a process, verifies it against the terms and replays a case; then it does the same with a
    correct system.
    """
    require(Extra.SERVE, "yakkan demo")
    console = out()
    terms = shipped_terms("enex-low-voltage", "2016-04-01.md")
    book = load_terms(terms)
    with _folder(keep) as folder:
        with _served(console, terms, _FAULTY) as url:
            case_file = _faulty(console, book, terms, url, folder)
            still = case_file is not None and _replayed(console, book, case_file, url) is Replay.STILL_DIVERGES
        with _served(console, terms, _CORRECT) as url:
            result = _verified(console, book, terms, url)
            print_verdict(console, result, _WORDS)
            fixed = case_file is not None and _replayed(console, book, case_file, url) is Replay.FIXED
    if keep is None:
        put(console, "The case files are deleted; `yakkan demo --keep FOLDER` keeps them.", indent=0)
    if still and fixed and result.verdict is Verdict.CONFORMS:
        return Exit.FINE
    put(err(), "the demonstration did not find what it should", style="bold red", indent=0)
    return Exit.DIVERGES


@contextmanager
def _folder(keep: Path | None) -> Generator[Path]:
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="yakkan-demo-") as folder:
        yield Path(folder)


@contextmanager
def _served(console: Console, terms: Path, options: Sequence[str]) -> Generator[str]:
    _print_command(console, "serve", str(terms), *options)
    with served([str(terms), *options]) as (url, pid):
        put(console, f"process {pid}, listening on {url}")
        yield url
    put(console, f"process {pid} stopped")
    put(console)


def _verified(console: Console, book: Book, terms: Path, url: str) -> Verification:
    _print_command(console, "verify", "--terms", str(terms), "--sut", url)
    progress = Progress(err(), _WORDS)
    system = connect(url, ConnectionOptions(concurrency=CONCURRENCY))
    try:
        listeners = [progress] if err().is_terminal else []
        return verify(
            book, system, concurrency=CONCURRENCY, listen=together(*listeners), studies=studies_folder(os.environ)
        )
    finally:
        progress.stop()
        system.close()


def _faulty(console: Console, book: Book, terms: Path, url: str, folder: Path) -> Path | None:
    """Verify the faulty system and print the findings; a case file, or None if an expected finding is missing."""
    result = _verified(console, book, terms, url)
    print_verdict(console, result, _WORDS)
    print_diagnosis(console, result.diagnosis, _WORDS)
    paths = save_all(folder, result)
    replays = replay_commands(paths, url)
    shown: list[int] = []
    for claim, holds in _MUST_BE_FOUND:
        index = next((number for number, one in enumerate(result.divergences) if holds(one)), None)
        if index is None:
            put(console, f"NOT FOUND: {claim}", style="bold red", indent=0)
            return None
        put(console, claim, style="bold", indent=0)
        shown_one = ShownDivergence(book, result.divergences[index], replays[index])
        print_divergence(console, shown_one, _number(index, result), _WORDS)
        shown.append(index)
    put(console, "The others, each with its own smallest case:", style="bold", indent=0)
    for index, one in enumerate(result.divergences):
        if index not in shown:
            put(console, f"{_number(index, result)}  {divergence_line(one, _WORDS)}")
    put(console, f"{len(paths)} case files in {folder}", indent=0)
    put(console)
    return paths[shown[0]]


def _number(index: int, result: Verification) -> str:
    return f"{index + 1}/{len(result.divergences)}"


def _replayed(console: Console, book: Book, case_file: Path, url: str) -> Replay:
    _print_command(console, "replay", str(case_file), "--sut", url)
    system = connect(url)
    try:
        replayed = replay_case(book, system, load(case_file), fresh_names(uuid4().hex[:8]))
    finally:
        system.close()
    print_replayed(console, case_file, replayed)
    return replayed.replay


def _print_command(console: Console, *words: str) -> None:
    put(console, f"$ yakkan {shlex.join(words)}", style="bold cyan", indent=0)
