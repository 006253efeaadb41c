"""The checks of a system's adapter, then one simple case: can the system be tested at all, and is its bill right?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ...adapters import AdapterError, Answered, BillingSystem, Check, SystemInfo, smoke
from ...cases import all_fitted, boundary_cases, named, narrow, space_of
from ...oracle import Book, Case
from ..comparison import Judgement, ReadingBooks, judge


@dataclass(frozen=True, slots=True)
class SmokeResult:
    """The adapter's checks, and how the simple case was judged.

    `checks` are empty where the system has none of the tariffs. `judgement` is None where a check failed, or where the
    case was not answered when it was put to the system for judgement.
    """

    checks: tuple[Check, ...] = ()
    judgement: Judgement | None = None

    @property
    def failed(self) -> Check | None:
        """The first check that failed."""
        return next((check for check in self.checks if check.ok is False), None)


def smoke_test(system: BillingSystem, book: Book, names: Iterator[str]) -> SmokeResult:
    """Check the adapter and judge one simple case, with a handful of calls; their cases take the next of `names`."""
    case = _simple_case(book, _described(system))
    if case is None:
        return SmokeResult()
    checks = tuple(smoke(system, named(case, next(names))))
    result = SmokeResult(checks)
    if result.failed is not None:
        return result
    asked = named(case, next(names))
    outcome = system.bill(asked)
    if not isinstance(outcome, Answered):
        return result
    return SmokeResult(checks, judge(book, ReadingBooks(book), asked, outcome.bills))


def _described(system: BillingSystem) -> SystemInfo | None:
    try:
        return system.describe()
    except AdapterError:
        return None  # the first check will report why


def _simple_case(book: Book, info: SystemInfo | None) -> Case | None:
    """The first boundary case of a tariff that the system has, or of any tariff where that is not known."""
    space = space_of(book)
    if info is not None:
        space = narrow(space, info.capabilities)
    return next(all_fitted(space, boundary_cases(space)), None)
