"""Checks that a space can be tested with this system and these terms: mistakes, and reasons to skip the scenario."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from ...adapters import SystemInfo
from ...cases import Space, migrations, narrow, window
from ...oracle import EventKind, MeterReading, QuantityChange
from ...oracle.problems import nearest
from .errors import ScenarioMistake


def admit(space: Space, info: SystemInfo) -> Space:
    """The space without the tariffs that lack what the steps fix; skips the scenario if none is left.

    Raises:
        ScenarioMistake: no tariff has such an attribute, or an order of the second tariff does not end the first.
    """
    _check(space)
    why = next(chain(_not_by_the_system(space, info), _not_by_the_terms(space)), None)
    if why is not None:
        pytest.skip(why)
    if space.replacement is not None:
        return space
    return replace(space, tariffs=tuple(tariff for tariff in space.tariffs if _has(space, tariff)))


def _check(space: Space) -> None:
    known = {name for tariff in space.tariffs for name in _attributes(space, tariff)}
    for name in (*space.attributes, *(space.replacement.attributes if space.replacement else ())):
        if name not in known:
            raise ScenarioMistake(f'no attribute is called "{name}": {nearest(name, known) or "there is none"}')
    if space.replacement is not None and not migrations(space):
        raise ScenarioMistake(
            f"the terms of {', '.join(space.tariffs[:-1])} do not say that an order of {space.replacement.tariff} "
            "ends a contract"
        )


def _not_by_the_system(space: Space, info: SystemInfo) -> Iterator[str]:
    listed = narrow(space, info.capabilities).tariffs
    missing = [tariff for tariff in space.tariffs if tariff not in listed]
    if missing and (space.replacement is not None or not listed):
        yield f"the system does not list {', '.join(missing)} among its tariffs"
    events = info.capabilities.events
    for kind in _kinds(space):
        if events is not None and kind not in events:
            yield f"the system does not list {kind} among its events"


def _not_by_the_terms(space: Space) -> Iterator[str]:
    if any(_has(space, tariff) for tariff in space.tariffs):
        return
    for tariff in space.tariffs:
        known = window(space.book, tariff)
        for day in _days(space):
            if day not in known:
                yield f"{day} is outside the terms given for {tariff}, {known.start} to {known.last_day}"
    yield f"no terms given have {', '.join(space.attributes)}"


def _has(space: Space, tariff: str) -> bool:
    """True if the terms of a tariff have the days and attributes that the steps fix."""
    known = window(space.book, tariff)
    return all(day in known for day in _days(space)) and space.attributes.keys() <= _attributes(space, tariff)


def _attributes(space: Space, tariff: str) -> set[str]:
    return {rule.name for terms in space.book.of(tariff) for rule in terms.attribute}


def _kinds(space: Space) -> Iterator[EventKind]:
    """The kinds of events that every case of the space has."""
    if space.ends or space.end is not None or space.replacement is not None:
        yield EventKind.CANCELLATION
    yield from (event.kind for event in space.events)


def _days(space: Space) -> Iterator[date]:
    """The days that the steps name."""
    for day in (space.start, space.end, space.replacement.start if space.replacement else None):
        if day is not None:
            yield day
    yield from space.readings or ()
    yield from (event.on for event in space.events if isinstance(event, QuantityChange | MeterReading))
