"""`yakkan replay`: has a saved case been fixed?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from rich.console import Console

from ...adapters import BillingSystem
from ...cases import fresh_names
from ...cases.codes import NOT_A_SAVED_CASE
from ...cases.corpus import SavedCase
from ...oracle import Book, Problem, YakkanError, load_terms
from ...reports import LANGUAGES, difference_line, put
from ...reports.drawing import print_sums
from ...verdict import Replay, Replayed, replay_case
from ..case_file import in_file, load_case
from ..exits import Exit
from ..streams import out, tell
from ..target import target_system, with_connection_options

_STYLES = {Replay.FIXED: "bold green", Replay.STILL_DIVERGES: "bold red", Replay.ERROR: "bold yellow"}
_EXITS = {Replay.FIXED: Exit.FINE, Replay.STILL_DIVERGES: Exit.DIVERGES, Replay.ERROR: Exit.INCONCLUSIVE}
_WORST_FIRST = (Exit.UNUSABLE, Exit.DIVERGES, Exit.INCONCLUSIVE, Exit.FINE)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@with_connection_options
@click.option(
    "--terms", type=click.Path(path_type=Path), help="Judge by these terms instead of those saved with a case."
)
def replay(files: tuple[Path, ...], terms: Path | None, **how: Any) -> int:  # noqa: ANN401  # the options of `target_system`
    """Put saved cases to a system again.

    Prints FIXED, STILL DIVERGES or ERROR for each FILE, or for each file in a folder. Each case is put to the system
    twice, under fresh names. Exit code 3 if a file cannot be used, otherwise 1 if a case still diverges, otherwise 2 if
    the system did not answer one, otherwise 0.
    """
    given = load_terms(terms) if terms is not None else None
    names = fresh_names(uuid4().hex[:8])
    with target_system(**how).opened() as system:
        codes = {_replay(path, given, system, names) for path in _files(files)}
    return next(code for code in _WORST_FIRST if code in codes)


def _files(given: tuple[Path, ...]) -> Iterator[Path]:
    for path in given:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not inside:
            raise YakkanError(Problem(NOT_A_SAVED_CASE, str(path), "the folder holds no .json file"))
        yield from inside


def _replay(path: Path, given: Book | None, system: BillingSystem, names: Iterator[str]) -> Exit:
    try:
        saved = load_case(path)
        replayed = replay_case(given or _saved_terms(path, saved), system, saved, names)
    except YakkanError as error:
        tell(in_file(str(path), error.problems))
        return Exit.UNUSABLE
    print_replayed(out(), path, replayed)
    return _EXITS[replayed.replay]


def _saved_terms(path: Path, saved: SavedCase) -> Book:
    if saved.book is None:
        message = "no terms are saved with this case"
        raise YakkanError(Problem(NOT_A_SAVED_CASE, str(path), message, hint="give them with --terms"))
    return saved.book


def print_replayed(console: Console, path: Path, replayed: Replayed) -> None:
    """Print the result of replaying a saved case."""
    words = LANGUAGES["en"]
    put(console, f"{replayed.replay.value}  {path}", style=_STYLES[replayed.replay], indent=0)
    if replayed.note:
        put(console, replayed.note)
    for one in replayed.differences:
        put(console, difference_line(one, words))
        print_sums(console, one, (words.terms_bill, words.system_bills), words)
