"""`yakkan demo`: the billing system of the 2018 notice, caught."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import click
from rich.console import Console

from ..adapters import open_system
from ..cases import Profile, effort, fresh_names
from ..cases.corpus import load
from ..oracle import Book, load_book
from ..reports import LANGUAGES, Progress, Told, divergence_line, print_divergence, print_verdict, put
from ..verdict import Divergence, Verdict, Verification
from .exits import Exit
from .incident import divided_by_the_wrong_days, full_though_days_are_missing
from .processes import served
from .replaying import Replay, replay_case
from .shipped import shipped_terms
from .streams import err, out
from .verify import CONCURRENCY
from .verifying import Asked, run, save_all

_FAULTS = ("F-02", "F-07")
_WORDS = LANGUAGES["en"]


@click.command()
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="A folder to keep the case files in.")
def demo(keep: Path | None) -> int:
    """Catch the electricity billing system of the 2018 notice.

    It prorated only from 6 days' difference on, and divided by the days of the wrong month. Serves such a system as a
    process of its own, verifies it against the terms, replays a case, and does the same with a correct system.
    """
    console = out()
    terms = shipped_terms("enex-low-voltage", "2016-04-01.md")
    book = load_book(terms)
    with _folder(keep) as folder:
        found = _faulty(console, book, terms, folder)
        conforms = _correct(console, book, terms, folder)
    if keep is None:
        put(console, "`yakkan demo --keep FOLDER` keeps the case files.", indent=0)
    if found and conforms:
        return Exit.FINE
    put(err(), "the demonstration did not find what it must", style="bold red", indent=0)
    return Exit.DIVERGES


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="yakkan-demo-") as folder:
        yield Path(folder)


def _faulty(console: Console, book: Book, terms: Path, folder: Path) -> bool:
    """Whether both faults of the system were found, and a case of theirs diverges when it is replayed."""
    arguments = [str(terms), *(word for fault in _FAULTS for word in ("--fault", fault)), "--name", "the vendor's system"]
    with _served(console, arguments) as url:
        result = _verified(console, book, terms, url)
        replays = save_all(folder, result, ())
        in_full = _first(result, full_though_days_are_missing)
        wrong_days = _first(result, divided_by_the_wrong_days)
        print_verdict(console, result, _WORDS)
        _print_divergences(console, result, replays, (in_full, wrong_days))
        if in_full is None or wrong_days is None:
            return False
        path = _case_file(replays, result.divergences.index(in_full))
        return _replayed(console, book, path, url) is Replay.STILL_DIVERGES


def _correct(console: Console, book: Book, terms: Path, folder: Path) -> bool:
    """Whether the correct system conforms, and a case of the faulty one's is fixed there."""
    with _served(console, [str(terms), "--name", "a correct system"]) as url:
        result = _verified(console, book, terms, url)
        print_verdict(console, result, _WORDS)
        replayed = [_replayed(console, book, path, url) for path in sorted(folder.glob("charged-in-full-*.json"))[:1]]
    return result.verdict is Verdict.CONFORMS and replayed == [Replay.FIXED]
