"""The plan of a manual acceptance test: the fewest cases that catch everything that can be caught, the best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ...cases import named
from ...cases.corpus import digest
from ...faults import Suspect
from ...oracle import Bill, Book, Case, bill
from ..diagnosis import Predictions, Study, suspect_text, weight


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case of a plan, named by its content, with the bills that the terms give.

    `caught` are the faults and other settings that it catches and no earlier case does; `catches` is the number that it
    catches by itself.
    """

    case: Case
    expected: tuple[Bill, ...]
    caught: tuple[str, ...]
    catches: int


@dataclass(frozen=True, slots=True)
class AcceptancePlan:
    """A manual acceptance test.

    `caught` is the number of suspects (faults and other settings) that the cases catch. `equivalent` is the number of
    those that change no bill in any of the `tried` cases of the pool. `left` are those that the budget leaves uncaught,
    each in one line.
    """

    book: Book
    cases: tuple[PlannedCase, ...]
    caught: int
    equivalent: int
    tried: int
    left: tuple[str, ...] = ()


def acceptance_plan(study: Study, budget: int | None = None) -> AcceptancePlan:
    """The plan of a study, for all its tariffs together, cut to the `budget` best cases.

    No case of the uncut plan can be left out: each catches something that no other one does. The study must look at all
    telling cases (`patience=None`), otherwise the suspects that it gave up count as equivalent.
    """
    chosen = {id(one.case): one.case for tariff in study.space.tariffs for one in study.plan_of(tariff)}
    suspects = [one for of_tariff in study.suspects.values() for one in of_tariff]
    catches = {
        key: frozenset(one for one in suspects if study.predictions.differs(one, case)) for key, case in chosen.items()
    }
    order = _best_first(_needed(catches))
    kept = list(islice(order, budget))
    texts = _in_words(study)
    caught: set[Suspect] = set()
    cases: list[PlannedCase] = []
    for key in kept:
        new = [one for one in suspects if one in catches[key] and one not in caught]
        caught.update(new)
        cases.append(_planned(study.predictions, chosen[key], [texts[one] for one in new], len(catches[key])))
    catchable = frozenset[Suspect]().union(*catches.values())
    left = tuple(texts[one] for one in suspects if one in catchable and one not in caught)
    equivalent = len(suspects) - len(catchable)
    return AcceptancePlan(study.space.book, tuple(cases), len(caught), equivalent, len(study.pool), left)


def _needed(catches: Mapping[int, frozenset[Suspect]]) -> dict[int, frozenset[Suspect]]:
    """The cases without those that others make superfluous; the ones that catch least are dropped first."""
    kept = dict(catches)
    for key in sorted(catches, key=lambda one: weight(catches[one])):
        others = frozenset[Suspect]().union(*(found for other, found in kept.items() if other != key))
        if kept[key] <= others:
            del kept[key]
    return kept


def _best_first(catches: Mapping[int, frozenset[Suspect]]) -> Iterable[int]:
    """The cases in an order in which each catches the most of what the earlier ones do not."""
    waiting = dict(catches)
    caught: frozenset[Suspect] = frozenset()
    while waiting:
        best = max(waiting, key=lambda key: weight(waiting[key] - caught))
        caught |= waiting.pop(best)
        yield best


def _planned(predictions: Predictions, case: Case, caught: Sequence[str], catches: int) -> PlannedCase:
    own = named(case, digest(case))
    return PlannedCase(own, bill(predictions.book, own), tuple(caught), catches)


def _in_words(study: Study) -> dict[Suspect, str]:
    """Each suspect in one line, with its tariff in front where there are several."""
    book, several = study.space.book, len(study.suspects) > 1
    return {
        one: f"{tariff}: {suspect_text(one, book)}" if several else suspect_text(one, book)
        for tariff, of_tariff in study.suspects.items()
        for one in of_tariff
    }
