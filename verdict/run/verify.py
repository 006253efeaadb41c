"""Verify a billing system against its terms: a whole run, for the command and for Python programs."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from ...adapters import BillingSystem
from ...cases import Profile, effort, space_of
from ...oracle import Book, Case
from .engine import run_plan
from .events import Event, Listener
from .plan import Plan
from .verification import Verification


def _nobody(_event: Event) -> None:
    """Nobody listens."""


def verify(  # noqa: PLR0913  # the options of a run, each by its name
    terms: Book,
    system: BillingSystem,
    *,
    profile: Profile | str = Profile.GATE,
    seed: int = 0,
    calls: int | None = None,
    concurrency: int = 1,
    first: Sequence[Case] = (),
    listen: Listener = _nobody,
    run_id: str | None = None,
    studies: Path | None = None,
) -> Verification:
    """Verify a system: search for divergences, name what it does instead, test the laws, and say what the run would
    have caught. Whatever the system does, there is a verdict.

    `profile` is the effort; `calls` overrides its maximum number of calls. The same seed draws the same cases. `first`
    are cases to try before all others. `listen` is called with the events of the run as they happen. `run_id` is unique
    per run and prefixes case names; it is drawn at random where it is not given. `studies` is a folder in which studies
    of terms are kept, so that the next run against the same terms starts at once (`studies_folder`).

    Raises:
        ValueError: there is no such profile.
    """
    plan = Plan(
        space_of(terms),
        effort(Profile(profile), calls),
        seed,
        uuid4().hex[:8] if run_id is None else run_id,
        first,
        concurrency,
        laws=True,
        power=True,
        studies=studies,
    )
    return run_plan(system, plan, listen)
