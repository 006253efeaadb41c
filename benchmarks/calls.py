"""Calls until each faulty system is found out, over HTTP, for seeds 1 to 20; the correct systems must conform."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import uuid4

from served import served
from yakkan.adapters import connect
from yakkan.cases import Profile, effort, space_of
from yakkan.oracle import load_terms
from yakkan.verdict import Asked, Event, Found, Plan, Verdict, run_plan

TERMS = Path(__file__).parent.parent / "terms"
ENEX = TERMS / "enex-low-voltage" / "2016-04-01.md"
SEEDS = range(1, 21)
BUDGET = 300
SYSTEMS: Sequence[tuple[str, Path, tuple[str, ...]]] = (
    ("F-02", ENEX, ("F-02",)),
    ("F-07", ENEX, ("F-07",)),
    ("F-02 and F-07", ENEX, ("F-02", "F-07")),
    ("F-35", TERMS / "so-net-hikari-flets", ("F-35",)),
    ("F-36", TERMS / "so-net-hikari-flets", ("F-36",)),
    ("F-37", TERMS / "ntt-east-flets", ("F-37",)),
    ("F-50", TERMS / "ntt-east-wireless-lan-card", ("F-50",)),
    ("correct, all terms", TERMS, ()),
    ("correct, electricity", ENEX, ()),
)


@dataclass(slots=True)
class Watch:
    """Counts calls, and notes the number of the one that showed the first finding."""

    calls: int = 0
    found: int | None = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, Asked):
            self.calls = event.calls
        if isinstance(event, Found) and self.found is None:
            self.found = self.calls


def measure(name: str, terms: Path, faults: Sequence[str]) -> bool:
    """Print one row; True if the results are as expected."""
    book = load_terms(terms)
    found: list[int] = []
    calls: list[int] = []
    kinds: set[int] = set()
    wrong = 0
    with served(terms, faults) as url:
        system = connect(url)
        for seed in SEEDS:
            watch = Watch()
            plan = Plan(space_of(book), effort(Profile.GATE), seed, uuid4().hex[:8], concurrency=4)
            result = run_plan(system, plan, watch)
            wanted = Verdict.DIVERGES if faults else Verdict.CONFORMS
            wrong += result.verdict is not wanted or (watch.found or 0) > BUDGET
            calls.append(watch.calls)
            kinds.add(len(result.divergences))
            if watch.found is not None:
                found.append(watch.found)
        system.close()
    first = f"{min(found):>4} {median(found):>6.1f} {max(found):>4}" if found else f"{'-':>4} {'-':>6} {'-':>4}"
    shown = f"{min(kinds)}-{max(kinds)}"
    print(
        f"{name:<22} {first}   {max(calls):>5}   {shown:>8}   {'as expected' if not wrong else f'{wrong} WRONG'}",
        flush=True,
    )
    return not wrong


def main() -> int:
    """Print the table; exit status 1 where a row is not as expected."""
    print(f"Calls until found, over HTTP, profile gate, seeds {SEEDS[0]} to {SEEDS[-1]}")
    print(f"{'system':<22} {'min':>4} {'median':>6} {'max':>4}   {'calls':>5}   {'findings':>8}")
    return sum([not measure(*row) for row in SYSTEMS]) and 1


if __name__ == "__main__":
    sys.exit(main())
