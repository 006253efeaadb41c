"""Writing a case to the wire and reading it back: `read_case(write_case(case)) == case`."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ...oracle import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    Problem,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
)
from ...oracle.money import exact_string
from .. import codes
from ..errors import WireError
from ..quoting import shown
from .case_shape import (
    PROTOCOL,
    CancellationShape,
    ChangeShape,
    EventShape,
    HistoryShape,
    MeterShape,
    OneContractShape,
    QuantityShape,
    ReadingShape,
    ResumptionShape,
    SeveralContractsShape,
    SuspensionShape,
    WithdrawalShape,
)
from .validation import keys_of, validated
from .values import DecimalString


def read_case(value: object) -> Case:
    """The case that a JSON value of the wire format describes, in either of its forms.

    Raises:
        WireError: with every problem; for another protocol version, only with that one.
    """
    given = keys_of(value)
    if "protocol" in given and given["protocol"] != PROTOCOL:
        message = f"found {shown(given['protocol'])}; this version of Yakkan reads {PROTOCOL}"
        raise WireError(Problem(codes.OTHER_PROTOCOL, "protocol", message))
    if "contracts" not in given:
        one = validated(OneContractShape, value, "the case")
        return Case(one.case, (_contract(one, f"{one.case}-1"),), one.bill_through, _days(one.runs))
    both = [key for key in HistoryShape.model_fields if key in given]
    if both:
        message = f"the case has contracts, but also {', '.join(both)}"
        raise WireError(Problem(codes.TWO_FORMS, "contracts", message))
    several = validated(SeveralContractsShape, value, "the case")
    contracts = (_contract(one, f"{several.case}-{number}") for number, one in enumerate(several.contracts, 1))
    return Case(several.case, tuple(contracts), several.bill_through, _days(several.runs))


def write_case(case: Case) -> dict[str, Any]:
    """The JSON value of a case, in the form for one contract if it has just one.

    Raises:
        WireError: a quantity has no finite decimal form.
    """
    histories = [_history(contract) for contract in case.contracts]
    return {
        "protocol": PROTOCOL,
        "case": case.id,
        **(histories[0] if len(histories) == 1 else {"contracts": histories}),
        **({} if case.runs is None else {"runs": [str(day) for day in case.runs]}),
        "bill_through": str(case.bill_through),
    }


def _contract(history: HistoryShape, default_id: str) -> Contract:
    made = history.contract
    return Contract(
        id=made.id or default_id,
        tariff=history.tariff,
        start=made.start,
        attributes=made.attributes or {},
        readings=_days(history.readings) or (),
        events=tuple(_event(event) for event in history.events or ()),
    )


def _event(event: EventShape) -> Event:
    match event:
        case ReadingShape():
            used, register = _amount(event.kwh), _amount(event.shown)
            return MeterReading(event.on, used, register, event.estimated, event.received, event.id)
        case MeterShape():
            return MeterReplacement(event.on, Fraction(event.final), Fraction(event.initial), event.received)
        case SuspensionShape():
            return Suspension(event.on, event.received)
        case ResumptionShape():
            return Resumption(event.on, event.received)
        case WithdrawalShape():
            return Withdrawal(event.received)
        case QuantityShape():
            return QuantityChange(event.on, event.item, Fraction(event.quantity), event.received)
        case ChangeShape():
            return PlanChange(event.on, event.tariff, event.attributes or {}, event.received)
        case CancellationShape():
            return Cancellation(event.end, event.received)


def _amount(text: DecimalString | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _days(days: list[date] | None) -> tuple[date, ...] | None:
    return None if days is None else tuple(days)


def _history(contract: Contract) -> dict[str, Any]:
    return {
        "tariff": contract.tariff,
        "contract": {
            "id": contract.id,
            "start": str(contract.start),
            "attributes": dict(contract.attributes),
        },
        **({"readings": [str(day) for day in contract.readings]} if contract.readings else {}),
        **({"events": [_written(event) for event in contract.events]} if contract.events else {}),
    }


def _written(event: Event) -> dict[str, Any]:
    return {"type": event.kind.value} | _keys_of_event(event)


def _keys_of_event(event: Event) -> dict[str, Any]:
    match event:
        case MeterReading(on, used, register, estimated, received, name):
            keys: dict[str, Any] = {"on": str(on)}
            keys |= {} if used is None else {"kwh": _quantity(used, "kwh")}
            keys |= {} if register is None else {"register": _quantity(register, "register")}
            keys |= {"estimated": True} if estimated else {}
            return keys | _received(received) | ({} if name is None else {"id": name})
        case MeterReplacement(on, final, initial, received):
            registers = {"final": _quantity(final, "final"), "initial": _quantity(initial, "initial")}
            return {"on": str(on)} | registers | _received(received)
        case Suspension(on, received) | Resumption(on, received):
            return {"on": str(on)} | _received(received)
        case Withdrawal(received):
            return {"received": str(received)}
        case QuantityChange(on, item, quantity, received):
            return {"on": str(on), "item": item, "quantity": _quantity(quantity, "quantity")} | _received(received)
        case PlanChange(on, tariff, attributes, received):
            return {"on": str(on)} | _changed(tariff, attributes) | _received(received)
        case Cancellation(end, received):
            return _received(received) | {"end": str(end)}


def _changed(tariff: str | None, attributes: Mapping[str, str]) -> dict[str, Any]:
    return ({} if tariff is None else {"tariff": tariff}) | ({"attributes": dict(attributes)} if attributes else {})


def _received(day: date | None) -> dict[str, str]:
    return {} if day is None else {"received": str(day)}


def _quantity(amount: Fraction, key: str) -> str:
    written = exact_string(amount)
    if written is None:
        raise WireError(Problem(codes.NOT_WRITABLE, key, f"{amount} has no finite decimal form"))
    return written
