"""The billing periods of a contract as it is known, and for each the parts that its bill is computed from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..calendar import Period
from ..documents import Book
from ..vocabulary import CancellationEffect, InForceOn, Terms, WholePeriod
from .bills import Situation
from .history import Contract
from .part import Part, Piece
from .periods import billing_periods
from .service import ServiceSpan, charged_end, days_of_use, end_of_trial, first_charged_day
from .timeline import Span, spans_of
from .usage import MeteredUse, uses_of

_LONGEST_EFFECT = timedelta(days=800)
"""How far beyond the last day asked for an end can take effect: two billing periods of up to a year each."""


@dataclass(frozen=True, slots=True)
class Life:
    """The billing periods of a contract, and its charged days: from `start`, up to but not including `end`.

    `effect` is the effect of a cancellation under the terms in force on the end day; `first_period` is the number of
    the first period with a charged day.
    """

    contract: Contract
    periods: tuple[Period, ...]
    spans: tuple[Span, ...]
    start: date
    end: date | None
    service: ServiceSpan
    effect: CancellationEffect
    readings: tuple[MeteredUse, ...]
    first_period: int


def life_of(book: Book, contract: Contract, until: date) -> Life | None:
    """The life of a contract up to `until`; None if no day of it is charged."""
    at_start = book.in_force(contract.tariff, contract.start)
    cancellation = contract.cancellation
    at_end = at_start if cancellation is None else _terms_at_end(book, contract, cancellation.end)
    use = days_of_use(at_start.service, at_end.service, contract)
    if use.is_empty:
        return None
    periods = billing_periods(at_start.period, contract, max(until, use.end or use.first) + _LONGEST_EFFECT)
    start = first_charged_day(at_start.service.first_period, use.first, periods)
    start = max(start, end_of_trial(at_start.trial, contract, use.first, periods))
    end = None if use.end is None else charged_end(at_end.service.cancellation, use.end, periods)
    effect = at_end.service.cancellation
    last = periods[-1].end if periods else start
    charged_to = last if end is None else min(end, last)
    if charged_to <= start:
        return None
    spans = spans_of(book, contract, Period(start, charged_to), periods)
    first = next((number for number, period in enumerate(periods) if start in period), 0)
    return Life(contract, periods, spans, start, end, use, effect, uses_of(at_start.usage, contract), first)


def parts_of(book: Book, life: Life, number: int, issued: date) -> tuple[Part, ...]:
    """The parts of the billing period with this number: one for each tariff, and one for each version of a tariff if
    each day has its own version; none if nothing is charged."""
    period = life.periods[number]
    if life.start >= period.end or (life.end is not None and life.end <= period.start):
        return ()
    pieces = [(span, days) for span in life.spans if (days := span.days.intersection(period)) is not None]
    if not pieces:
        return ()
    groups = list(_by_tariff(pieces))
    service = _service(pieces)
    return tuple(
        part
        for index, group in enumerate(groups)
        for part in _parts(book, life, number, group, issued, service, at=(index, len(groups)))
    )


def _service(pieces: Sequence[tuple[Span, Period]]) -> tuple[Period, int]:
    """The span from the first to the last day in service, and the number of days in service; if all days are suspended,
    those of all days."""
    if len(pieces) == 1:
        return pieces[0][1], pieces[0][1].days
    days = [days for span, days in pieces if span.fee_share is None] or [days for _, days in pieces]
    return Period(days[0].start, days[-1].end), sum(one.days for one in days)


def _terms_at_end(book: Book, contract: Contract, end: date) -> Terms:
    """The terms that apply to the end of a contract: those of its last plan."""
    tariff = contract.tariff
    for event in contract.events:
        tariff = getattr(event, "tariff", None) or tariff
    return book.in_force(tariff, end)


def _by_tariff(pieces: Sequence[tuple[Span, Period]]) -> Iterator[list[tuple[Span, Period]]]:
    group: list[tuple[Span, Period]] = []
    for piece in pieces:
        if group and group[-1][0].tariff != piece[0].tariff:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _parts(
    book: Book,
    life: Life,
    number: int,
    group: Sequence[tuple[Span, Period]],
    issued: date,
    service: tuple[Period, int],
    at: tuple[int, int],
) -> Iterator[Part]:
    """The part under one tariff, or if each day has its own version, the part under each version."""
    period, (index, count) = life.periods[number], at
    used = Period(group[0][1].start, group[-1][1].end)
    window = Period(period.start if index == 0 else used.start, period.end if index == count - 1 else used.end)
    charged = sum(
        any(span.days.intersection(earlier) for span in life.spans)
        for earlier in life.periods[life.first_period : number]
    )
    closes = life.end is not None and index == count - 1 and life.spans[-1].days.end == used.end
    versions = _in_force(book, life.contract, group[0][0].tariff, period, used, issued)
    for place, (terms, day, in_force) in enumerate(versions):
        pieces = tuple(
            Piece(days, span.attributes, span.fee_share, _situation(terms, life, period, days)) for span, days in group
        )
        single = len(pieces) == count == 1
        yield Part(
            terms=terms,
            contract=life.contract,
            period=period,
            window=window,
            pieces=pieces,
            uses=life.readings,
            day=day,
            in_force=in_force,
            issued=issued,
            number=charged,
            first=index == 0,
            last=index == count - 1,
            begins=charged == 0 and index == 0 and place == 0,
            closes=closes and place == len(versions) - 1,
            end_of_use=life.service.end,
            service=service[0],
            situation=pieces[0].situation if single else _situation(terms, life, period, service[0]),
            days_in_service=service[1],
        )


_Version = tuple[Terms, date | None, Period | None]
"""A version, the day that picks the price rows (None if each day has its own), and its days if there are others too."""


def _in_force(
    book: Book, contract: Contract, tariff: str, period: Period, used: Period, issued: date
) -> Sequence[_Version]:
    """The version of the terms that a period is charged under, or the versions of its days if each day has its own.

    If the version changes inside the period, the later version decides which of the two applies.
    """
    later = book.in_force(tariff, used.last_day)
    match later.versions.in_force_on:
        case InForceOn.FIRST_BILLED_DAY:
            day = used.start
        case InForceOn.LAST_BILLED_DAY:
            return ((later, used.last_day, None),)
        case InForceOn.PERIOD_START:
            day = max(period.start, book.of(tariff)[0].effective)
        case InForceOn.CONTRACT_START:
            day = contract.start
        case InForceOn.ISSUE_DAY:
            day = issued
        case InForceOn.EACH_DAY:
            return _each_day(book, tariff, later, used)
    return ((book.in_force(tariff, day), day, None),)


def _each_day(book: Book, tariff: str, later: Terms, used: Period) -> Sequence[_Version]:
    """The versions of a period's days; the days of the first and last version extend beyond the period."""
    if later.effective <= used.start:
        return ((later, None, None),)
    first = book.in_force(tariff, used.start)
    versions = [one for one in book.of(tariff) if first.effective <= one.effective <= later.effective]
    days = [date.min, *(one.effective for one in versions[1:]), date.max]
    return [(one, None, Period(start, end)) for one, (start, end) in zip(versions, pairwise(days), strict=True)]


def _situation(terms: Terms, life: Life, period: Period, days: Period) -> Situation:
    """How these days relate to the contract: whether its use starts or ends with them, or changes.

    A period used from its first to its last day is whole, unless the terms prorate whole first and last periods too. If
    charges go on after the use ends (a month charged to its end), the end does not count for proration.
    """
    if days == period and terms.proration.whole_period is not WholePeriod.PRORATED:
        return Situation.WHOLE
    starts = life.start == life.service.first and life.start == days.start
    ends = life.end is not None and life.end == life.service.end == days.end
    ends = ends and life.effect is CancellationEffect.ON_END_DAY
    if starts and ends:
        return Situation.BOTH
    if starts:
        return Situation.START
    if ends:
        return Situation.END
    return Situation.WHOLE if days == period else Situation.CHANGE
