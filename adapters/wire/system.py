"""Reading a system's description of itself from the wire, and writing it."""

from typing import Any, cast

from ...oracle import Problem
from .. import codes
from ..errors import ProtocolError
from ..limits import UNLIMITED, Changes, Limits, Spans
from ..protocol import Capabilities, SystemInfo
from ..quoting import shown
from .answer_shape import CapabilitiesShape, SystemShape
from .case_shape import PROTOCOL
from .validation import keys_of, validated


def read_system(value: object) -> SystemInfo:
    """The system that a JSON value of the wire format describes.

    Raises:
        ProtocolError: it does not speak this version of the wire format; then nothing else is checked.
        WireError: with every problem.
    """
    spoken = keys_of(value).get("protocol")
    if isinstance(spoken, list) and PROTOCOL not in spoken:
        versions = ", ".join(shown(version) for version in cast("list[object]", spoken)[:5]) or "none"
        message = f"the system speaks {versions}; this version of Yakkan speaks {PROTOCOL}"
        raise ProtocolError(Problem(codes.OTHER_PROTOCOL, "protocol", message))
    system = validated(SystemShape, value, "the system's description")
    can = system.capabilities or CapabilitiesShape()
    capabilities = Capabilities(
        can.lines, can.tax, can.batch, can.clock, _set(can.events), _set(can.tariffs), _limits(can), can.processes
    )
    return SystemInfo(system.name, system.version, tuple(system.protocol), capabilities)


def write_system(info: SystemInfo) -> dict[str, Any]:
    """The JSON value of a system's description."""
    can = info.capabilities
    return {
        "protocol": list(info.protocols),
        "name": info.name,
        "version": info.version,
        "capabilities": {
            "lines": can.lines,
            "tax": can.tax,
            **({} if can.batch is None else {"batch": can.batch}),
            **({} if can.processes == 1 else {"processes": can.processes}),
            "clock": can.clock,
            **({} if can.events is None else {"events": sorted(can.events)}),
            **({} if can.tariffs is None else {"tariffs": sorted(can.tariffs)}),
            **_written(can.limits),
        },
    }


def _limits(can: CapabilitiesShape) -> Limits:
    return Limits(
        can.runs,
        can.late,
        can.fractions,
        can.contracts,
        Spans(can.spans),
        Changes(can.changes),
        can.first,
        can.last,
        {name: tuple(values) for name, values in (can.attributes or {}).items()},
    )


def _written(limits: Limits) -> dict[str, Any]:
    """The limits that differ from `UNLIMITED`."""

    def of(limits: Limits) -> dict[str, Any]:
        return {
            "runs": limits.runs,
            "late": limits.late,
            "fractions": limits.fractions,
            "contracts": limits.contracts,
            "spans": limits.spans.value,
            "changes": limits.changes.value,
            "from": limits.first and str(limits.first),
            "through": limits.last and str(limits.last),
            "attributes": {name: list(values) for name, values in limits.attributes.items()},
        }

    free = of(UNLIMITED)
    return {key: value for key, value in of(limits).items() if value != free[key]}


def _set(words: list[str] | None) -> frozenset[str] | None:
    return None if words is None else frozenset(words)
