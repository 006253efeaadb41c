"""`yakkan verify`: does the system bill what the terms say?"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from ...adapters import BillingSystem
from ...cases import Profile, effort
from ...cases.corpus import load_folder
from ...oracle import Book, Case, can_bill, load_terms
from ...reports import (
    LANGUAGES,
    Progress,
    Words,
    json_report,
    print_report,
    put,
    replay_command,
    save_divergences,
    save_found,
)
from ...verdict import (
    Event,
    Finding,
    Found,
    Listener,
    MadeSmall,
    Verification,
    load_period_rules,
    studies_folder,
    verify_laws,
)
from ...verdict import verify as verify_system
from ..exits import Exit, exit_of
from ..output import STANDARD_OUTPUT, check_writable, write_json
from ..streams import err, out, tell
from ..target import TargetSystem, target_system, with_connection_options

DEFAULT_FOLDER = Path("yakkan-cases")
"""Where smallest cases are saved without --corpus."""
CONCURRENCY = 4


@click.command()
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, required=True, help="A document or a folder.")
@with_connection_options
@click.option("--profile", type=click.Choice([one.value for one in Profile]), default="gate", show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same cases.")
@click.option("--calls", type=click.IntRange(min=1), help="The most calls, whatever the profile says.")
@click.option("--json", "json_file", metavar="FILE", help='Write the report as JSON too; "-" is standard output.')
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A folder of saved cases: they are tried first, and smallest cases are saved there "
    f"[default: only save, in {DEFAULT_FOLDER}].",
)
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=CONCURRENCY, show_default=True, help="Calls at the same time."
)
@click.option(
    "--laws-only", is_flag=True, help="Test only the laws that need no prices; the terms may leave prices out."
)
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the report."
)
def verify(  # noqa: PLR0913  # the options of the command, each by its name
    *,
    terms: tuple[Path, ...],
    profile: str,
    seed: int,
    calls: int | None,
    json_file: str | None,
    corpus: Path | None,
    concurrency: int,
    laws_only: bool,
    language: str,
    **how: Any,  # noqa: ANN401  # the options of `target_system`
) -> int:
    """Verify a billing system against its terms.

    Boundary cases come first, then drawn ones. Each kind of divergence is observed twice, made small, and saved, and
    the report has the command that replays it. The calls that are left test laws that hold whatever the prices are;
    with --laws-only nothing else is tested, and the documents need to state only the billing periods.
    """
    words, target, folder = LANGUAGES[language], target_system(**how), corpus or DEFAULT_FOLDER
    _check_writable(json_file, corpus)
    if laws_only:
        return _laws_only(target, terms, effort(Profile(profile), calls).calls, json_file, words)
    book = load_terms(*terms)
    first = saved_cases(corpus, book)
    progress, so_far = Progress(err(), words), SoFar()
    with target.opened(concurrency) as system:
        try:
            result = verify_system(
                book,
                system,
                profile=profile,
                seed=seed,
                calls=calls,
                concurrency=concurrency,
                first=first,
                listen=together(so_far, progress),
                studies=studies_folder(os.environ),
            )
        except KeyboardInterrupt:
            progress.stop()
            save_interrupted(folder, book, so_far, system, words)
            return Exit.INTERRUPTED
        finally:
            progress.stop()
    paths = save_all(folder, result)
    replays = replay_commands(paths, result.target, target.arguments)
    print_report(err() if json_file == STANDARD_OUTPUT else out(), result, replays, words)
    if json_file is not None:
        write_json(json_file, json_text(result, replays))
    if any(paths):
        put(err(), words.cases_saved.format(folder=folder, number=len(paths)), indent=0)
    return exit_of(result.verdict)


def _laws_only(target: TargetSystem, terms: tuple[Path, ...], calls: int, json_file: str | None, words: Words) -> Exit:
    rules = load_period_rules(*terms)
    progress = Progress(err(), words)
    with target.opened() as system:
        try:
            result = verify_laws(system, rules, calls, uuid4().hex[:8], progress)
        finally:
            progress.stop()
    print_report(err() if json_file == STANDARD_OUTPUT else out(), result, (), words)
    if json_file is not None:
        write_json(json_file, json_text(result, ()))
    return exit_of(result.verdict)


def _check_writable(json_file: str | None, corpus: Path | None) -> None:
    """Refuse, before the first call, what could not be written after the last one."""
    check_writable(json_file)
    if corpus is not None and corpus.exists() and not corpus.is_dir():
        raise click.BadParameter(f"{corpus} is not a folder", param_hint="--corpus")


@dataclass(slots=True)
class SoFar:
    """The findings of a run in progress, each with its smallest case so far."""

    found: dict[Finding, Case] = field(default_factory=dict[Finding, Case])

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        if isinstance(event, Found | MadeSmall):
            self.found[event.finding] = event.case


def together(*listeners: Listener) -> Listener:
    """A listener that passes each event on to several listeners, in order."""

    def listen(event: Event) -> None:
        for listener in listeners:
            listener(event)

    return listen


def saved_cases(folder: Path | None, book: Book) -> list[Case]:
    """The cases in a folder that the terms can bill; the others are reported on standard error."""
    if folder is None:
        return []
    saved, problems = load_folder(folder)
    tell(problems)
    usable = [one.case for one in saved if can_bill(book, one.case)]
    if len(usable) < len(saved):
        put(err(), f"{folder}: {len(saved) - len(usable)} saved cases are not for these terms", indent=0)
    return usable


def save_all(folder: Path, result: Verification) -> tuple[Path | None, ...]:
    """Save the smallest cases; their files in the order of the divergences, None for each if they cannot be saved."""
    try:
        return save_divergences(folder, result)
    except OSError as error:
        put(err(), f"the cases could not be saved in {folder}: {error.strerror or error}", indent=0)
        return tuple(None for _ in result.divergences)


def replay_commands(paths: Sequence[Path | None], target: str, options: Sequence[str] = ()) -> tuple[str, ...]:
    """The command lines that replay saved cases; "" for a case without a file."""
    return tuple("" if path is None else replay_command(path, target, options) for path in paths)


def save_interrupted(folder: Path, book: Book, so_far: SoFar, system: BillingSystem, words: Words) -> None:
    """Save and print what a run had found when it was interrupted."""
    console = err()
    put(console, f"interrupted; kinds seen until then: {len(so_far.found)}", indent=0)
    for finding, case in so_far.found.items():
        put(console, f"{words.kinds[finding.kind]}, {words.situations[finding.situation]}, {finding.tariff}")
        with suppress(OSError):
            put(console, replay_command(save_found(folder, book, finding, case), system.name), indent=4)


def json_text(result: Verification, replays: Sequence[str]) -> str:
    """The JSON report as text."""
    return json.dumps(json_report(result, replays), ensure_ascii=False, indent=2)
