"""Cases on the wire."""

import json
from copy import deepcopy
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yakkan.adapters import WireError, read_case, write_case
from yakkan.oracle import Cancellation, Case, Contract, MeterReading, MeterReplacement, PlanChange, QuantityChange

CASE = {
    "protocol": "yakkan/1",
    "case": "9f2c41d0a7e3",
    "tariff": "enex-low-voltage",
    "contract": {"id": "9f2c41d0a7e3-1", "start": "2016-05-12", "attributes": {"amperage": "60"}},
    "readings": ["2016-05-09", "2016-06-08", "2016-07-08", "2016-08-09"],
    "events": [
        {"type": "reading", "on": "2016-06-08", "kwh": "213"},
        {"type": "quantity", "on": "2016-06-20", "item": "wireless-lan-card", "quantity": "2"},
        {
            "type": "change",
            "on": "2016-07-01",
            "received": "2016-06-28",
            "tariff": "x",
            "attributes": {"amperage": "40"},
        },
        {"type": "cancellation", "received": "2016-07-15", "end": "2016-07-20"},
    ],
    "runs": ["2016-06-10", "2016-07-10", "2016-08-11"],
    "bill_through": "2016-08-31",
}


def changed(path, value):
    """The case with the value at `path` replaced, or taken away where it is `...`."""
    case = deepcopy(CASE)
    *around, last = path
    place = case
    for part in around:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return case


def problems(value):
    with pytest.raises(WireError) as caught:
        read_case(value)
    return [(problem.code.id, problem.place) for problem in caught.value.problems]


def problem_of(value):
    with pytest.raises(WireError) as caught:
        read_case(value)
    return "\n".join(map(str, caught.value.problems))


def test_the_case_of_the_wire_format_is_read():
    """Every key of the wire format's example arrives in the case."""

    assert read_case(CASE) == Case(
        "9f2c41d0a7e3",
        (
            Contract(
                "9f2c41d0a7e3-1",
                "enex-low-voltage",
                date(2016, 5, 12),
                {"amperage": "60"},
                (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8), date(2016, 8, 9)),
                (
                    MeterReading(date(2016, 6, 8), Fraction(213)),
                    QuantityChange(date(2016, 6, 20), "wireless-lan-card", Fraction(2)),
                    PlanChange(date(2016, 7, 1), "x", {"amperage": "40"}, date(2016, 6, 28)),
                    Cancellation(date(2016, 7, 20), date(2016, 7, 15)),
                ),
            ),
        ),
        date(2016, 8, 31),
        (date(2016, 6, 10), date(2016, 7, 10), date(2016, 8, 11)),
    )


def test_the_case_of_the_wire_format_is_written():
    """Writing the example gives the example."""

    assert write_case(read_case(CASE)) == CASE


def test_several_contracts_stand_in_a_list():
    """Several contracts are read from, and written to, `contracts`."""

    history = {key: CASE[key] for key in ("tariff", "contract", "readings", "events")}
    case = {key: CASE[key] for key in ("protocol", "case", "bill_through")} | {"contracts": [history, history]}

    assert [contract.start for contract in read_case(case).contracts] == [date(2016, 5, 12)] * 2
    assert write_case(read_case(case)) == case


def test_a_contract_without_id_is_named_after_the_case():
    """An absent contract id is the case's with the contract's number."""

    case = read_case(changed(("contract", "id"), ...))

    assert [contract.id for contract in case.contracts] == ["9f2c41d0a7e3-1"]


def test_absent_runs_are_not_no_runs():
    """Absent runs are billing when due, and an empty list is never billing: both survive writing and reading."""

    due, never = read_case(changed(("runs",), ...)), read_case(changed(("runs",), []))

    assert (due.runs, never.runs) == (None, ())
    assert read_case(write_case(never)) == never


def test_unknown_keys_are_ignored():
    """Keys that this version does not know change nothing."""

    case = changed(("colour",), "red")
    case["contract"]["colour"] = case["events"][0]["colour"] = 1.5

    assert read_case(case) == read_case(CASE)


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        (("case",), ..., "YK309", "case"),
        (("protocol",), ..., "YK309", "protocol"),
        (("protocol",), "yakkan/2", "YK308", "protocol"),
        (("protocol",), 1, "YK308", "protocol"),
        (("tariff",), "", "YK310", "tariff"),
        (("contract",), "x", "YK310", "contract"),
        (("contract", "start"), "2016-5-12", "YK312", "contract.start"),
        (("contract", "start"), "20160512", "YK312", "contract.start"),
        (("contract", "start"), "2015-02-29", "YK312", "contract.start"),
        (("contract", "start"), "2016-05-12\n", "YK312", "contract.start"),
        (("contract", "start"), "٢٠١٦-05-12", "YK312", "contract.start"),
        (("contract", "start"), 20160512, "YK312", "contract.start"),
        (("contract", "attributes", "amperage"), 60, "YK310", "contract.attributes.amperage"),
        (("readings",), "2016-05-09", "YK310", "readings"),
        (("readings", 2), None, "YK312", "readings[2]"),
        (("events", 0, "kwh"), 213, "YK311", "events[0].kwh"),
        (("events", 1, "quantity"), 2.5, "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "NaN", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "1e3", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "1,000", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "+1", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "1.", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "٣", "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), "1" * 61, "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), True, "YK311", "events[1].quantity"),
        (("events", 1, "quantity"), ..., "YK309", "events[1].quantity"),
        (("events", 1, "type"), "quantities", "YK313", "events[1].type"),
        (("events", 1, "type"), ..., "YK313", "events[1]"),
        (("events", 3, "end"), ..., "YK309", "events[3].end"),
        (("runs", 0), "soon", "YK312", "runs[0]"),
        (("bill_through",), ..., "YK309", "bill_through"),
    ],
)
def test_what_is_not_the_wire_format_is_refused(path, value, code, place):
    """Each departure from the wire format has its code and the path of its key."""

    assert problems(changed(path, value)) == [(code, place)]


def test_a_float_is_reported_with_what_to_write():
    """A number instead of a decimal string is reported with what was found and what is wanted."""

    assert problem_of(changed(("events", 1, "quantity"), 2)) == (
        'YK311 events[1].quantity: found the number 2; money and quantities are decimal strings\n      hint: write "2"'
    )


def test_an_unknown_event_type_is_reported_with_the_nearest():
    """An unknown type of event is reported with the nearest one that exists."""

    assert problem_of(changed(("events", 1, "type"), "quantities")) == (
        'YK313 events[1].type: found "quantities"\n      hint: did you mean "quantity"?'
    )


def test_every_problem_is_reported():
    """One error carries all that is wrong with a case."""

    case = changed(("events", 1, "quantity"), 2)
    case["contract"]["start"] = "today"
    del case["bill_through"]

    assert problems(case) == [
        ("YK312", "contract.start"),
        ("YK311", "events[1].quantity"),
        ("YK309", "bill_through"),
    ]


def test_problems_inside_several_contracts_have_their_path():
    """A problem in the second of several contracts is found by its path."""

    history = {key: CASE[key] for key in ("tariff", "contract", "readings", "events")}
    other = deepcopy(history)
    other["events"][1]["quantity"] = 2.5
    case = {key: CASE[key] for key in ("protocol", "case", "bill_through")} | {"contracts": [history, other]}

    assert problems(case) == [("YK311", "contracts[1].events[1].quantity")]


def test_both_forms_at_once_are_refused():
    """A case with a contract and contracts is a contradiction."""

    assert problems(CASE | {"contracts": []}) == [("YK314", "contracts")]


@pytest.mark.parametrize("value", [None, [], "yakkan/1", 3])
def test_what_is_no_object_is_refused(value):
    """A value that is not an object is not a case."""

    assert problems(value) == [("YK310", "the case")]


def test_a_quantity_without_finite_decimals_cannot_be_written():
    """A third cannot travel, and is refused before it is cut."""

    contract = Contract("x-1", "t", date(2016, 1, 1), events=(MeterReading(date(2016, 2, 1), Fraction(1, 3)),))

    with pytest.raises(WireError, match=r"YK319 kwh: 1/3 has no finite decimal form"):
        write_case(Case("x", (contract,), date(2016, 3, 1)))


days = st.dates()
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)
words = st.dictionaries(names, names, max_size=2)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
    Fraction
)
events = st.one_of(
    st.builds(MeterReading, days, decimals),
    st.builds(QuantityChange, days, names, decimals, st.none() | days),
    st.builds(PlanChange, days, st.none() | names, words, st.none() | days),
    st.builds(Cancellation, days, st.none() | days),
)
contracts = st.builds(
    Contract,
    names,
    names,
    days,
    words,
    st.lists(days, max_size=3).map(tuple),
    st.lists(events, max_size=3).map(tuple),
)
cases = st.builds(
    Case,
    names,
    st.lists(contracts, max_size=3).map(tuple),
    days,
    st.none() | st.lists(days, max_size=3).map(tuple),
)


@given(cases)
def test_a_case_survives_the_wire(case):
    """Any case that is written, sent as text and read is the case that it was."""

    assert read_case(json.loads(json.dumps(write_case(case)))) == case


def test_when_a_reading_is_known_and_its_id():
    """A reading has the day it is known and an id, a replacement the day it is known; both are written again."""

    events = [
        {"type": "reading", "on": "2016-06-08", "kwh": "213", "received": "2016-06-10", "id": "r1"},
        {
            "type": "reading",
            "on": "2016-07-08",
            "register": "7",
            "estimated": True,
            "received": "2016-07-09",
            "id": "r2",
        },
        {"type": "meter", "on": "2016-07-10", "final": "8", "initial": "0", "received": "2016-07-12"},
    ]
    case = read_case(changed(("events",), events))

    assert case.contracts[0].events == (
        MeterReading(date(2016, 6, 8), Fraction(213), received=date(2016, 6, 10), id="r1"),
        MeterReading(date(2016, 7, 8), None, Fraction(7), estimated=True, received=date(2016, 7, 9), id="r2"),
        MeterReplacement(date(2016, 7, 10), Fraction(8), Fraction(0), date(2016, 7, 12)),
    )
    assert write_case(case)["events"] == events
