"""A system's description of itself on the wire."""

from datetime import date

import pytest
from yakkan.adapters import Capabilities, Changes, Limits, ProtocolError, Spans, SystemInfo, WireError
from yakkan.adapters.wire.system import read_system, write_system

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "ACME Billing",
    "version": "7.2.1",
    "capabilities": {
        "lines": True,
        "tax": False,
        "batch": 500,
        "clock": "forward",
        "events": ["cancellation", "reading"],
        "tariffs": ["enex-low-voltage"],
    },
}


def test_a_description_is_read_and_written():
    """Every key of a description arrives, and is written again."""

    info = read_system(SYSTEM)

    assert info == SystemInfo(
        "ACME Billing",
        "7.2.1",
        ("yakkan/1",),
        Capabilities(
            tax=False,
            batch=500,
            clock="forward",
            events=frozenset({"reading", "cancellation"}),
            tariffs=frozenset({"enex-low-voltage"}),
        ),
    )
    assert write_system(info) == SYSTEM


@pytest.mark.parametrize(
    ("key", "value", "limits"),
    [
        ("runs", False, Limits(runs=False)),
        ("late", False, Limits(late=False)),
        ("fractions", False, Limits(fractions=False)),
        ("contracts", 1, Limits(contracts=1)),
        ("spans", "whole-years", Limits(spans=Spans.WHOLE_YEARS)),
        ("changes", "period-bounds", Limits(changes=Changes.PERIOD_BOUNDS)),
        ("from", "2024-01-01", Limits(first=date(2024, 1, 1))),
        ("through", "2024-12-31", Limits(last=date(2024, 12, 31))),
        ("attributes", {"plan": ["a", "b"]}, Limits(attributes={"plan": ("a", "b")})),
    ],
)
def test_a_limit_is_read_and_written(key, value, limits):
    """What a system does not accept is read, and written again unchanged."""
    given = {**SYSTEM, "capabilities": {**SYSTEM["capabilities"], key: value}}

    info = read_system(given)

    assert info.capabilities.limits == limits
    assert write_system(info) == given


def test_absent_capabilities_are_unlimited():
    """A system that names no capabilities can do everything."""

    given = {"protocol": ["yakkan/1", "yakkan/2"], "name": "x", "version": "1", "capabilities": {}}

    assert read_system(given).capabilities == Capabilities()
    assert read_system({key: given[key] for key in ("protocol", "name", "version")}).capabilities == Capabilities()


@pytest.mark.parametrize("protocol", [["yakkan/2"], [], ["YAKKAN/1"]])
def test_another_protocol_is_its_own_error(protocol):
    """A system that speaks only other versions is reported as such, whatever else it says."""

    with pytest.raises(ProtocolError) as caught:
        read_system({"protocol": protocol})

    assert [problem.code.id for problem in caught.value.problems] == ["YK308"]


def test_a_description_of_another_shape_is_refused():
    """Every departure has its code and path."""

    given = SYSTEM | {"protocol": "yakkan/1", "name": 7, "capabilities": {"lines": "yes", "batch": 0, "clock": "fast"}}

    with pytest.raises(WireError) as caught:
        read_system(given)

    assert [(problem.code.id, problem.place) for problem in caught.value.problems] == [
        ("YK310", "protocol"),
        ("YK310", "name"),
        ("YK310", "capabilities.lines"),
        ("YK310", "capabilities.batch"),
        ("YK310", "capabilities.clock"),
    ]
