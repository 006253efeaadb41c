"""The shape of a case on the wire, used to check cases and shown to vendors on the OpenAPI page."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .values import Day, DecimalString, Name

PROTOCOL = "yakkan/1"
"""The version of the wire format that this room reads and writes."""

EXAMPLE_CASE: dict[str, Any] = {
    "protocol": PROTOCOL,
    "case": "9f2c41d0a7e3",
    "tariff": "enex-low-voltage",
    "contract": {"id": "9f2c41d0a7e3-1", "start": "2016-05-12", "attributes": {"amperage": "60"}},
    "readings": ["2016-05-09", "2016-06-08", "2016-07-08", "2016-08-09"],
    "events": [
        {"type": "reading", "on": "2016-06-08", "kwh": "213"},
        {"type": "cancellation", "received": "2016-07-15", "end": "2016-07-20"},
    ],
    "runs": ["2016-06-10", "2016-07-10", "2016-08-11"],
    "bill_through": "2016-08-31",
}

Received = Annotated[
    Day | None, Field(description="The day on which the company learns of it; absent: the day of the event itself.")
]


class Shape(BaseModel):
    """A JSON object. Unknown keys are ignored; values are never converted to another kind."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class ReadingShape(Shape):
    """A meter reading. The final reading is on the end day."""

    type: Literal["reading"]
    on: Day
    kwh: Annotated[
        DecimalString | None, Field(description="The use since the previous reading, in the terms' unit.")
    ] = None
    shown: Annotated[
        DecimalString | None,
        Field(
            alias="register",
            description="Instead of the use: what the register shows. The first one gives its starting value.",
        ),
    ] = None
    estimated: Annotated[bool, Field(description="The meter was not read.")] = False
    received: Received = None
    id: Annotated[
        Name | None, Field(description="A reading with the id of an earlier one is that reading reported again.")
    ] = None


class MeterShape(Shape):
    """The meter is replaced."""

    type: Literal["meter"]
    on: Day
    final: Annotated[DecimalString, Field(description="What the old meter's register showed.")]
    initial: Annotated[DecimalString, Field(description="What the new meter's register showed.")]
    received: Received = None


class SuspensionShape(Shape):
    """The service is suspended."""

    type: Literal["suspension"]
    on: Day
    received: Received = None


class ResumptionShape(Shape):
    """The service is resumed."""

    type: Literal["resumption"]
    on: Day
    received: Received = None


class WithdrawalShape(Shape):
    """The cancellation reported last is taken back."""

    type: Literal["withdrawal"]
    received: Annotated[Day, Field(description="The day the company learns of it.")]


class QuantityShape(Shape):
    """From `on` the contract has `quantity` of an item."""

    type: Literal["quantity"]
    on: Day
    item: Name
    quantity: DecimalString
    received: Received = None


class ChangeShape(Shape):
    """From `on` the contract has another tariff or other attributes; whatever is not named stays the same."""

    type: Literal["change"]
    on: Day
    tariff: Name | None = None
    attributes: dict[str, str] | None = None
    received: Received = None


class CancellationShape(Shape):
    """The contract ends; the terms say whether the named end day is billed."""

    type: Literal["cancellation"]
    end: Annotated[Day, Field(description="The end day that the customer and the company name (契約終了日).")]
    received: Received = None


EventShape = Annotated[
    ReadingShape
    | MeterShape
    | QuantityShape
    | ChangeShape
    | SuspensionShape
    | ResumptionShape
    | CancellationShape
    | WithdrawalShape,
    Field(discriminator="type"),
]


class ContractShape(Shape):
    """A contract as it was made."""

    id: Annotated[Name | None, Field(description="Absent: the case's id followed by -1, -2, … in the order given.")] = (
        None
    )
    start: Annotated[Day, Field(description="The start day that the customer and the company name (供給開始日).")]
    attributes: Annotated[
        dict[str, str] | None, Field(description="What the tariff's prices depend on, such as amperage; always text.")
    ] = None


class HistoryShape(Shape):
    """One contract and what happened to it."""

    tariff: Name
    contract: ContractShape
    readings: Annotated[
        list[Day] | None,
        Field(
            description="The scheduled reading days, including the one before the start and those after the end; "
            "absent for calendar or anniversary billing."
        ),
    ] = None
    events: list[EventShape] | None = None


class _Whole(Shape):
    protocol: Literal["yakkan/1"]
    case: Annotated[
        Name, Field(description="Fresh for every attempt, and the idempotency key: the same key, the same answer.")
    ]
    runs: Annotated[
        list[Day] | None,
        Field(
            description="The days on which billing is run, each at the end of that day; a day may occur twice. "
            "Absent: run when due."
        ),
    ] = None
    bill_through: Annotated[Day, Field(description="The last day whose bills are asked for.")]


class OneContractShape(_Whole, HistoryShape):
    """A case: one contract's history and how far to bill it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_CASE]})


class SeveralContractsShape(_Whole):
    """A case: several contracts of one customer, instead of the keys of a single one."""

    contracts: list[HistoryShape]


class BatchShape(Shape):
    """Many cases in one call; each is checked separately, so that each problem has its own path."""

    cases: list[Any]
