"""A verification with what the command adds: saved cases before it, saved cases and reports after it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from ..adapters import BillingSystem
from ..cases import Effort, space_of
from ..cases.corpus import load_folder
from ..oracle import Book, Case, CaseError, bill
from ..reports import Words, json_report, put, replay_command, save_divergences, save_found
from ..verdict import Event, Finding, Found, Listener, MadeSmall, Plan, Verification
from ..verdict import verify as run_plan
from .streams import err, tell


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do, but for the system: the terms, the effort, and the saved cases to try first."""

    book: Book
    effort: Effort
    seed: int
    first: Sequence[Case] = ()
    concurrency: int = 1


@dataclass(slots=True)
class SoFar:
    """The findings of a run while it runs, each with its smallest case so far."""

    found: dict[Finding, Case] = field(default_factory=dict[Finding, Case])

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        if isinstance(event, Found | MadeSmall):
            self.found[event.finding] = event.case


def run(system: BillingSystem, asked: Asked, *listeners: Listener) -> Verification:
    """Verify a system under names that no other run has used."""

    def listen(event: Event) -> None:
        for listener in listeners:
            listener(event)

    space, word = space_of(asked.book), uuid4().hex[:8]
    plan = Plan(space, asked.effort, asked.seed, word, asked.first, asked.concurrency, laws=True, power=True)
    return run_plan(system, plan, listen)


def saved_cases(folder: Path | None, book: Book) -> list[Case]:
    """The cases of a folder that the terms can bill; what can not be used is told on standard error."""
    if folder is None:
        return []
    saved, problems = load_folder(folder)
    tell(problems)
    usable = [one.case for one in saved if _billable(book, one.case)]
    if len(usable) < len(saved):
        put(err(), f"{folder}: {len(saved) - len(usable)} saved cases are not for these terms", indent=0)
    return usable


def _billable(book: Book, case: Case) -> bool:
    with suppress(CaseError, OverflowError):
        bill(book, case)
        return True
    return False


def save_all(folder: Path, result: Verification) -> tuple[Path | None, ...]:
    """Save the smallest cases; their files in the order of the divergences, None for each that can not be saved."""
    try:
        return save_divergences(folder, result)
    except OSError as error:
        put(err(), f"the cases could not be saved in {folder}: {error.strerror or error}", indent=0)
        return tuple(None for _ in result.divergences)


def replay_commands(paths: Sequence[Path | None], target: str, options: Sequence[str] = ()) -> tuple[str, ...]:
    """The command lines that replay saved cases; "" where there is no file."""
    return tuple("" if path is None else replay_command(path, target, options) for path in paths)


def save_interrupted(folder: Path, book: Book, so_far: SoFar, system: BillingSystem, words: Words) -> None:
    """Save and tell what a run had found when it was interrupted."""
    console = err()
    put(console, f"interrupted; kinds seen until then: {len(so_far.found)}", indent=0)
    for finding, case in so_far.found.items():
        put(console, f"{words.kinds[finding.kind]}, {words.situations[finding.situation]}, {finding.tariff}")
        with suppress(OSError):
            put(console, replay_command(save_found(folder, book, finding, case), system.name), indent=4)


def json_text(result: Verification, replays: Sequence[str]) -> str:
    """The JSON report as text."""
    return json.dumps(json_report(result, replays), ensure_ascii=False, indent=2)
