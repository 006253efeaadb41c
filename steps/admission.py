"""Whether a space can be put to this system under these terms: mistakes in it, and reasons to skip the scenario."""

from collections.abc import Iterator
from datetime import date

import pytest

from ..adapters import SystemInfo
from ..cases import Space, narrow, window
from ..cases.space import migrations
from ..oracle import Event, MeterReading, PlanChange, QuantityChange
from ..oracle.problems import nearest
from .errors import ScenarioMistake


def admit(space: Space, info: SystemInfo) -> None:
    """Accept a space, or skip the scenario.

    Raises:
        ScenarioMistake: an attribute is none of the tariff's, or no order of the second tariff ends the first.
    """
    _check(space)
    why = next(_why_not(space, info), None)
    if why is not None:
        pytest.skip(why)


def _check(space: Space) -> None:
    known = {rule.name for tariff in space.tariffs for terms in space.book.of(tariff) for rule in terms.attribute}
    for name in (*space.attributes, *(space.replacement.attributes if space.replacement else ())):
        if name not in known:
            raise ScenarioMistake(f'no attribute is called "{name}": {nearest(name, known) or "there is none"}')
    if space.replacement is not None and not migrations(space):
        raise ScenarioMistake(
            f"the terms of {', '.join(space.tariffs[:-1])} do not say that an order of {space.replacement.tariff} "
            "ends a contract"
        )


def _why_not(space: Space, info: SystemInfo) -> Iterator[str]:
    listed = narrow(space, info.capabilities.tariffs, None).tariffs
    needed = space.tariffs if space.replacement else listed
    missing = [tariff for tariff in needed if tariff not in listed] or (space.tariffs if not listed else ())
    if missing:
        yield f"the system does not list {', '.join(missing)} among its tariffs"
    events = info.capabilities.events
    for kind in _kinds(space):
        if events is not None and kind not in events:
            yield f"the system does not list {kind} among its events"
    days = list(_days(space))
    for tariff in space.tariffs[:1]:
        known = window(space.book, tariff)
        outside = [day for day in days if day not in known]
        if outside:
            yield f"{outside[0]} is outside the terms given for {tariff}, {known.start} to {known.last_day}"


def _kinds(space: Space) -> Iterator[str]:
    """The kinds of events, by their names on the wire, that every case of the space has."""
    if space.ends or space.end is not None or space.replacement is not None:
        yield "cancellation"
    yield from (_kind(event) for event in space.events)


def _kind(event: Event) -> str:
    match event:
        case QuantityChange():
            return "quantity"
        case MeterReading():
            return "reading"
        case PlanChange():
            return "change"
        case _:
            return "cancellation"


def _days(space: Space) -> Iterator[date]:
    """The days that the steps have named."""
    for day in (space.start, space.end, space.replacement.start if space.replacement else None):
        if day is not None:
            yield day
    yield from space.readings or ()
    yield from (event.on for event in space.events if isinstance(event, QuantityChange | MeterReading))
