"""Finding what a mapping does not write of a case, which would change the bills unnoticed."""

from collections.abc import Iterator
from datetime import date

from ...oracle import Case, EventKind
from .shapes import Mapping
from .sources import KnownItem, known_items

_NOT_NEEDED = {"event.type", "event.number", "event.on", "event.received", "event.id"}
"""Sources that every event has, and a reading's own id, which matters only for a reading reported twice."""


def unstated_sources(mapping: Mapping, case: Case) -> list[str]:
    """The sources of the case that the mapping neither writes nor ignores; empty if there are none.

    If an event becomes known after its day, `event.received` must be written, unless `knowledge` is "as-told".
    """
    found: dict[str, None] = {}
    for item in known_items(case):
        for source in _of(item, mapping):
            if source not in mapping.ignores:
                found[source] = None
    return list(found)


def _of(item: KnownItem, mapping: Mapping) -> Iterator[str]:
    values = item.scope.values
    match item.each:
        case "attribute":
            name = f"attribute.{values['attribute.name']}"
            if not _written(mapping) & {name, "attribute.value"}:
                yield name
        case "reading-day":
            if "reading_day.on" not in _written(mapping):
                yield "reading_day.on"
        case "event":
            yield from _of_event(item, mapping)
        case _:
            pass


def _of_event(item: KnownItem, mapping: Mapping) -> Iterator[str]:
    values = item.scope.values
    type_ = str(values["event.type"])
    written = _written(mapping, type_)
    if not any(type_ in write.event for write in mapping.write):
        if type_ != EventKind.CANCELLATION or "contract.end" not in _written(mapping):
            yield f"event {type_}"
        return
    yield from (key for key in values if key.startswith("event.") and key not in _NOT_NEEDED | written)
    on = values["event.on"]
    late = isinstance(on, date) and item.known > on
    if late and mapping.knowledge == "at-once" and "event.received" not in written:
        yield "event.received"


def _written(mapping: Mapping, event: str | None = None) -> set[str | None]:
    """All sources that are written; with `event`, only for events of this type."""
    return {
        source
        for write in mapping.write
        if event is None or event in write.event
        for source in [
            *(given.source for given in [*write.columns.values(), *(write.where or {}).values()]),
            *write.only,
        ]
    }
