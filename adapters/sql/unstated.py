"""Whether a mapping says everything of a case: what is written nowhere would change the bills unseen."""

from collections.abc import Iterator
from datetime import date

from ...oracle import Case, EventKind
from .shapes import Mapping
from .sources import Told, everything_told

_NOT_ASKED = {"event.type", "event.number", "event.on", "event.received", "event.id"}
"""What an event says of itself anyway, and a reading's own id, which only a reading told twice needs."""


def unsaid(mapping: Mapping, case: Case) -> list[str]:
    """The sources of the case that the mapping neither writes nor ignores; empty where everything is said.

    The day on which an event is known must be written where it is after the event, unless cases are played as told.
    """
    found: dict[str, None] = {}
    for told in everything_told(case):
        for source in _of(told, mapping):
            if source not in mapping.ignores:
                found[source] = None
    return list(found)


def _of(told: Told, mapping: Mapping) -> Iterator[str]:
    values = told.scope.values
    match told.each:
        case "attribute":
            name = f"attribute.{values['attribute.name']}"
            if not _written(mapping) & {name, "attribute.value"}:
                yield name
        case "reading-day":
            if "reading_day.on" not in _written(mapping):
                yield "reading_day.on"
        case "event":
            yield from _of_event(told, mapping)
        case _:
            pass


def _of_event(told: Told, mapping: Mapping) -> Iterator[str]:
    values = told.scope.values
    type_ = str(values["event.type"])
    written = _written(mapping, type_)
    if not any(type_ in write.event for write in mapping.write):
        if type_ != EventKind.CANCELLATION or "contract.end" not in _written(mapping):
            yield f"event {type_}"
        return
    yield from (key for key in values if key.startswith("event.") and key not in _NOT_ASKED | written)
    on = values["event.on"]
    late = isinstance(on, date) and told.known > on
    if late and mapping.knowledge == "at-once" and "event.received" not in written:
        yield "event.received"


def _written(mapping: Mapping, event: str | None = None) -> set[str | None]:
    """What is written at all; with `event`, for events of this type."""
    return {
        source
        for write in mapping.write
        if event is None or event in write.event
        for source in [
            *(given.source for given in [*write.columns.values(), *(write.where or {}).values()]),
            *write.only,
        ]
    }
