"""What a billing system is to Yakkan: it describes itself, and it answers a case with an outcome."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain, islice
from typing import Protocol, TypeGuard, TypeVar

from ..oracle import Case, Problem
from .limits import UNLIMITED, Limits

_Asked = TypeVar("_Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a system says it can do; `events` and `tariffs` are None for all of them.

    `lines` and `tax`: bills give them. `batch`: the most cases in one call; None if it accepts only one over HTTP, or,
    for a system that bills in rounds, if a round has no limit. `clock`: `free` if cases may lie in any year, `forward`
    if time only advances, `none` if the machine's time is used. `events` and `tariffs`: those it accepts. `limits`:
    which cases it accepts otherwise. `processes`: how many processes of a program may run at once.
    """

    lines: bool = True
    tax: bool = True
    batch: int | None = None
    clock: str = "free"
    events: frozenset[str] | None = None
    tariffs: frozenset[str] | None = None
    limits: Limits = UNLIMITED
    processes: int = 1


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """The system about itself."""

    name: str
    version: str
    protocols: tuple[str, ...]
    capabilities: Capabilities


@dataclass(frozen=True, slots=True)
class ObservedLine:
    """One item of a bill as the system gave it. A `Decimal` keeps the decimals as written: "10.50" has two."""

    item: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ObservedBill:
    """A bill as the system gave it: amounts in major units, first and last day both billed, None for what it does
    not give."""

    first_day: date
    last_day: date
    total: Decimal
    contract: str | None = None
    issued: date | None = None
    lines: tuple[ObservedLine, ...] | None = None
    tax: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """Every bill that the system issued for the case, in the order of its answer; may be empty."""

    bills: tuple[ObservedBill, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The system says that it does not bill this case, and why."""

    code: str
    message: str


class FailureKind(StrEnum):
    """Why it is not known what the system bills."""

    UNREACHABLE = "unreachable"
    """No connection, or it broke."""
    TIMED_OUT = "timed-out"
    """No complete answer in time."""
    BUSY = "busy"
    """It asked to try again later, every time."""
    SERVER_ERROR = "server-error"
    """It failed: HTTP 5xx, or an exception in process."""
    NOT_ACCEPTED = "not-accepted"
    """It did not accept the request: another HTTP status, such as 401 or 404."""
    REDIRECTED = "redirected"
    """It redirected the request elsewhere."""
    MALFORMED = "malformed"
    """It answered something that is not the wire format."""
    WRONG_CASE = "wrong-case"
    """It answered another case."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Neither bills nor a refusal."""

    problem: Problem
    kind: FailureKind


Outcome = Answered | Refused | Failed


class BillingSystem(Protocol):
    """A system under test behind an adapter. Its methods may be called from several threads at once."""

    @property
    def name(self) -> str:
        """As given on the command line, without credentials."""
        ...

    def describe(self) -> SystemInfo:
        """The system's description of itself.

        Raises:
            AdapterError: it gives none, or does not speak this wire format.
        """
        ...

    def bill(self, case: Case) -> Outcome:
        """The system's answer to a case. Never raises for what the system does."""
        ...

    def close(self) -> None:
        """Release connections and processes; the system must not be used afterwards."""
        ...


class BatchSystem(BillingSystem, Protocol):
    """A system that bills many cases at once, such as a nightly batch: a round takes long, however many cases are in
    it."""

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The system's answers to the cases, one for each, in their order."""
        ...


class BulkSystem(BillingSystem, Protocol):
    """A system whose calls may carry several cases. Batching is transport only: each case is answered as if it had
    been sent alone, and the cases of a batch that fails are sent again one by one."""

    @property
    def at_once(self) -> int:
        """The most cases in one call; 1 where a call carries one."""
        ...

    def bill_together(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The system's answers to at most `at_once` cases, one for each, in their order."""
        ...


def cases_in_a_call(system: BillingSystem) -> int:
    """The most cases that one call to a system may carry."""
    return system.at_once if _is_bulk(system) else 1


def _is_bulk(system: BillingSystem) -> TypeGuard[BulkSystem]:
    return callable(getattr(system, "bill_together", None))


def bills_in_rounds(system: BillingSystem) -> TypeGuard[BatchSystem]:
    """True if a system bills many cases at once."""
    return callable(getattr(system, "bill_many", None))


def bill_all(system: BillingSystem, cases: Iterable[Case], concurrency: int) -> Iterator[Outcome]:
    """The outcomes of `cases`, in their order, with at most `concurrency` calls at a time.

    Lazy: at most `concurrency` calls are made ahead of the outcome that is read, and no more cases are consumed than
    those calls carry. With 1, everything happens in the caller's own thread. A system that bills in rounds gets all
    cases in one round.

    Raises:
        ValueError: `concurrency` is below 1.
    """
    if concurrency < 1:
        raise ValueError(f"concurrency is {concurrency}: at least 1 call at a time")
    if bills_in_rounds(system):
        return iter(system.bill_many(tuple(cases)))
    if _is_bulk(system) and system.at_once > 1:
        answered = _called(system.bill_together, _grouped(cases, system.at_once), concurrency)
        return chain.from_iterable(answered)
    return _called(system.bill, cases, concurrency)


def _grouped(cases: Iterable[Case], size: int) -> Iterator[tuple[Case, ...]]:
    remaining = iter(cases)
    while group := tuple(islice(remaining, size)):
        yield group


def _called(call: Callable[[_Asked], Answer], asked: Iterable[_Asked], concurrency: int) -> Iterator[Answer]:
    return map(call, asked) if concurrency == 1 else _in_threads(call, asked, concurrency)


def _in_threads(call: Callable[[_Asked], Answer], asked: Iterable[_Asked], concurrency: int) -> Iterator[Answer]:
    pool = ThreadPoolExecutor(concurrency, thread_name_prefix="yakkan-bill")
    under_way: deque[Future[Answer]] = deque()
    try:
        for one in asked:
            under_way.append(pool.submit(call, one))
            if len(under_way) == concurrency:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
