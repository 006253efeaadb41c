"""The telling cases of a space, which tell suspects apart: boundary cases, every kind of history that the terms have
rules for, and contracts around every day on which a figure changes. Plans are chosen from these cases; none is drawn at
random."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, cycle, zip_longest

from ...oracle import Case, Event, EventKind, Period, Terms, event_day
from ...oracle.calendar import ONE_DAY, add_months
from ...oracle.vocabulary import PeriodKind
from ..attributes import telling_attributes
from ..draft import TAIL, Draft, single
from ..identity import content
from ..space import Space, figure_days, published_months, terms_at, unpublished, version_starts, window
from .boundary import boundary_cases
from .context import contexts_of
from .histories import HISTORIES

_COMBINATIONS = 24
"""Roughly this many combinations of attributes are tried under the last figures."""


def telling_cases(space: Space) -> Iterator[Case]:
    """All telling cases of the space, each content once; tariffs and kinds of history take turns."""
    seen: set[str] = set()
    for row in zip_longest(boundary_cases(space), _histories(space)):
        for case in row:
            if case is not None and content(case) not in seen:
                seen.add(content(case))
                yield case


def _histories(space: Space) -> Iterator[Case]:
    if space.replacement is not None or space.has_fixed_days:
        return
    waiting = unpublished(space.book)  # tariffs that cannot be billed yet have no cases
    of_each = [_of_tariff(space, tariff) for tariff in space.tariffs if tariff not in waiting]
    for row in zip_longest(*of_each):
        yield from (case for case in row if case is not None)


def _of_tariff(space: Space, tariff: str) -> Iterator[Case]:
    days = window(space.book, tariff)
    terms = terms_at(space, tariff, days.start)
    choices = telling_attributes(terms, space.attributes)
    attributes = cycle(choices)
    of_contexts = [
        [history(context) for history in HISTORIES]
        for chosen in dict.fromkeys((0, len(choices) // 2))
        for context in contexts_of(terms, tariff, days, choices[chosen])
    ]
    kinds = [draft for one in of_contexts for draft in one]
    rows = zip_longest(_around_figures(space, terms, tariff, days), *kinds)
    drafts = chain((draft for row in rows for draft in row), _under_last_figures(space, tariff, days, choices))
    for draft in drafts:
        if draft is None or not _fits(space, draft, days):
            continue
        given = draft if draft.attributes else replace(draft, attributes=next(attributes))
        yield single(given, terms)


def _under_last_figures(
    space: Space, tariff: str, days: Period, choices: Sequence[Mapping[str, str]]
) -> Iterator[Draft]:
    """Contracts without events, with many combinations of attributes, under the last figures: some amounts are exactly
    half a unit, or below zero, at only one rate of tax."""
    since = max([one for one in figure_days(space.book, tariff) if one in days], default=days.start)
    last, terms = Period(since, days.end), terms_at(space, tariff, since)
    for chosen in choices[:: max(1, len(choices) // _COMBINATIONS)]:
        yield from (context.draft for context in list(contexts_of(terms, tariff, last, chosen))[-1:])


def _around_figures(space: Space, terms: Terms, tariff: str, days: Period) -> Iterator[Draft]:
    """Contracts around each day on which a figure or the version changes: across it, started on it, and ended on it."""
    for since in sorted({*figure_days(space.book, tariff), *version_starts(space.book, tariff)}):
        if since not in days:
            continue
        if terms.period.kind is PeriodKind.METER_READING:
            yield from _metered_around(terms, tariff, since)
            continue
        before = add_months(since, -1)
        for start in (before, since - ONE_DAY, since, before + 14 * ONE_DAY):
            yield Draft(tariff, start)
        for end in (since, since - ONE_DAY, since + 10 * ONE_DAY):
            yield Draft(tariff, before, end)
        yield Draft(tariff, before, runs=(since + 4 * ONE_DAY, since + 40 * ONE_DAY))  # billed late, after the change


def _metered_around(terms: Terms, tariff: str, since: date) -> Iterator[Draft]:
    if published_months(terms):
        return
    lengths = (30,) * (TAIL + 2)
    for closing in (since, since + ONE_DAY, since + 12 * ONE_DAY, since - ONE_DAY):
        opening = closing - 30 * ONE_DAY
        for start in (opening, opening + 9 * ONE_DAY, since, since - ONE_DAY):
            if start >= opening:
                yield Draft(tariff, start, first_reading=opening, lengths=lengths, use=130)
    opening = since - 45 * ONE_DAY
    for end in (since - ONE_DAY, since, since + ONE_DAY, since + 10 * ONE_DAY):
        yield Draft(tariff, opening, end, first_reading=opening, lengths=lengths, use=310)


def _fits(space: Space, draft: Draft, days: Period) -> bool:
    kinds = {event.kind for event in draft.events}
    kinds |= {EventKind.CANCELLATION} if draft.end is not None else set[EventKind]()
    kinds |= {EventKind.QUANTITY} if draft.quantities else set[EventKind]()
    ends = draft.end is not None or EventKind.CANCELLATION in kinds
    return (
        all(space.may(kind) for kind in kinds)
        and (space.ends is None or space.ends is ends)
        and draft.start in days
        and all(event_day(event) in days for event in draft.events if _is_dated(event))
    )


def _is_dated(event: Event) -> bool:
    return event.kind is not EventKind.WITHDRAWAL
