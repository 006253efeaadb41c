"""For every fault of the catalogue: calls until it is found, until it is named, and until its smallest case is
confirmed; for comparison, the calls that plain Hypothesis and uniformly random contracts need to find it.

Calls to a system in the same process are counted, so the speed of the machine does not matter. Two processes share the
faults.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from statistics import median

from yakkan.adapters import ReferenceSystem
from yakkan.cases import Draft, Effort, Space, generated_cases, single, space_of, telling_attributes, window
from yakkan.cases.draft import TAIL
from yakkan.cases.space import terms_at
from yakkan.faults import CATALOGUE, Suspect, applied
from yakkan.oracle import Case, load_terms
from yakkan.verdict import Asked, Event, Found, MadeSmall, Named, Plan, Study, run_plan
from yakkan.verdict.diagnosis.predictions import TERMS

SEEDS = range(1, 21)
BUDGET = 120
MOST = 300
"""Cases that Hypothesis, and random contracts, may try per seed."""
FOUND_MEDIAN, FOUND_WORST, NAMED_WITHIN, CONFIRMED_WITHIN = 10, 50, 12, 3


@dataclass(frozen=True, slots=True)
class Row:
    """One fault: calls to find it, further calls to name it, and calls to confirm each smallest case; None where it was
    not found or not named."""

    id: str
    starred: bool
    document: str
    found: tuple[int | None, ...]
    named: tuple[int | None, ...]
    small: tuple[int, ...]
    hypothesis: tuple[int | None, ...]
    chance: tuple[int | None, ...]
    rows: str


class Watch:
    """Notes at which call of a run the first of each thing happened."""

    def __init__(self) -> None:
        self.calls = 0
        self.found: int | None = None
        self.named: int | None = None
        self.small: list[int] = []

    def __call__(self, event: Event) -> None:
        match event:
            case Asked(calls=calls):
                self.calls = calls
            case Found() if self.found is None:
                self.found = self.calls
            case Named():
                self.named = self.calls
            case MadeSmall(calls=calls):
                self.small.append(calls)
            case _:
                pass


def measured(name: str) -> Row:
    """The row of a fault, under the terms of its own example."""
    fault = CATALOGUE[name]
    book = load_terms(fault.trigger.path)
    wrong, see = applied([fault], book)
    system = ReferenceSystem(book, name, lambda _book, case: (wrong, see(case)))
    study = Study(space_of(book))
    found, named, small, rows = [], [], [], ""
    effort = Effort(BUDGET, BUDGET * 3 // 5, BUDGET * 9 // 10)
    for seed in SEEDS:
        watch = Watch()
        result = run_plan(system, Plan(study.space, effort, seed, "b", study=study), watch)
        named_rows = [row for one in result.diagnosis for row in one.rows]
        found.append(watch.found)
        named.append(watch.named - watch.found if named_rows and watch.named and watch.found else None)
        small += watch.small
        rows = "; ".join(f"{row.setting}: {row.system}" for row in named_rows)
    suspect = Suspect((fault,))
    return Row(
        name,
        fault.starred,
        fault.trigger.document,
        tuple(found),
        tuple(named),
        tuple(small),
        tuple(_by(study, suspect, generated_cases(study.space, MOST, seed)) for seed in SEEDS),
        tuple(_by(study, suspect, _uniform(study.space, Random(seed))) for seed in SEEDS),  # noqa: S311  # no secret
        rows,
    )


def _by(study: Study, suspect: Suspect, cases: Sequence[Case] | Iterator[Case]) -> int | None:
    """The number of the first case that shows a suspect."""
    number = 0
    for case in cases:
        asked = replace(case, id="case")
        if study.predictions.answer(TERMS, asked) is None:
            continue
        number += 1
        theirs = study.predictions.answer(suspect, asked)
        if theirs is not None and theirs != study.predictions.answer(TERMS, asked):
            return number
    return None


def _uniform(space: Space, chance: Random) -> Iterator[Case]:
    """Contracts with a uniformly random start, length, attributes, use and quantity."""
    for _ in range(MOST):
        tariff = chance.choice(space.tariffs)
        days = window(space.book, tariff)
        terms = terms_at(space, tariff, days.start)
        start = days.start + timedelta(days=chance.randrange(max(1, days.days - 200)))
        end = start + timedelta(days=chance.randrange(1, 400)) if chance.random() < 0.5 else None  # noqa: PLR2004
        lengths = tuple(chance.randint(27, 36) for _ in range(14 + TAIL))
        yield single(
            Draft(
                tariff,
                start,
                end,
                attributes=chance.choice(telling_attributes(terms, {})),
                first_reading=start - timedelta(days=chance.randrange(lengths[0])),
                lengths=lengths,
                quantities=((start, chance.randint(0, 9)),),
                use=chance.randrange(600),
            ),
            terms,
        )


def _shown(values: Sequence[int | None]) -> str:
    known = sorted(one for one in values if one is not None)
    if not known:
        return f"{'never':>13}"
    missed = f" +{len(values) - len(known)}" if len(known) < len(values) else ""
    return f"{f'{median(known):g} / {known[-1]}{missed}':>13}"


def _print(row: Row) -> None:
    star = "★" if row.starred else " "
    cells = [_shown(one) for one in (row.found, row.named, row.small, row.hypothesis, row.chance)]
    print(f"{star} {row.id:<6} {row.document:<36.36}" + "".join(cells) + f"   {row.rows[:90]}", flush=True)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; exit status 1 where a starred fault is not found, named or confirmed in time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", help="ids of faults (default: all)")
    chosen = parser.parse_args(arguments).faults or list(CATALOGUE)
    print(f"Calls, median / worst over seeds {SEEDS[0]} to {SEEDS[-1]} (+n: never in n of them)")
    heads = ("found", "named +", "small", "Hypothesis", "chance")
    print(f"  {'fault':<6} {'terms':<36}" + "".join(f"{head:>13}" for head in heads) + "   named as")
    rows: list[Row] = []
    with ProcessPoolExecutor(2) as pool:
        for row in pool.map(measured, chosen):
            _print(row)
            rows.append(row)
    return _judged(rows)


def _median(found: Sequence[int | None]) -> float:
    return median([one for one in found if one is not None] or [MOST])


def _judged(rows: Sequence[Row]) -> int:
    if not any(row.starred for row in rows):
        return 0
    starred = [one for row in rows if row.starred for one in row.found]
    lost = [row.id for row in rows if row.starred and None in row.found]
    found = sorted(one for one in starred if one is not None)
    named = sorted(one for row in rows if row.starred for one in row.named if one is not None)
    small = sorted(one for row in rows for one in row.small)
    slow = [row.id for row in rows if row.starred and None not in row.found and _median(row.found) > FOUND_MEDIAN]
    worst = found[-1] if found else MOST
    print(f"starred: found in {_median(found):g} calls in the median, {worst} at worst; never: {lost or 'none'}")
    print(f"above {FOUND_MEDIAN} in a median of their own: {slow or 'none'}")
    unnamed = [row.id for row in rows if row.starred and None in row.named]
    print(f"named within {named[-1] if named else '-'} further calls; not named: {unnamed or 'none'}")
    print(f"smallest cases confirmed with {small[-1] if small else '-'} calls at most")
    right = not (lost or unnamed or slow) and worst <= FOUND_WORST
    right = right and (not named or named[-1] <= NAMED_WITHIN) and (not small or small[-1] <= CONFIRMED_WITHIN)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
