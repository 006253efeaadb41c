"""The shapes of a system's answers on the wire: bills, a refusal, an error, a description of itself."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from ...oracle.problems import nearest
from .. import codes
from ..quoting import shown
from .case_shape import PROTOCOL, Shape
from .values import Day, DecimalString, our_error

EXAMPLE_ANSWER: dict[str, Any] = {
    "case": "9f2c41d0a7e3",
    "bills": [
        {
            "contract": "9f2c41d0a7e3-1",
            "first_day": "2016-05-12",
            "last_day": "2016-06-07",
            "issued": "2016-06-10",
            "lines": [{"item": "basic", "amount": "1516.32", "quantity": "1"}],
            "tax": "112",
            "total": "1516",
        }
    ],
}
EXAMPLE_SYSTEM: dict[str, Any] = {
    "protocol": [PROTOCOL],
    "name": "ACME Billing",
    "version": "7.2.1",
    "capabilities": {
        "lines": True,
        "tax": True,
        "batch": 500,
        "clock": "free",
        "events": ["reading", "cancellation"],
        "tariffs": ["enex-low-voltage"],
    },
}


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """The case and contracts that must be answered: the validation context of the shapes below."""

    case: str
    contracts: tuple[str, ...]


class _OfACase(Shape):
    case: Annotated[str, Field(description="The id of the case that this answers.")]

    @field_validator("case")
    @classmethod
    def _of_the_case_asked(cls, case: str, info: ValidationInfo) -> str:
        asked = info.context
        if isinstance(asked, AnswerContext) and case != asked.case:
            raise our_error(codes.WRONG_CASE, f"found {shown(case)}, wanted: {shown(asked.case)}")
        return case


class LineShape(Shape):
    """One item of a bill. A credit is negative."""

    item: str
    amount: DecimalString
    quantity: DecimalString | None = None


class BillShape(Shape):
    """One bill. `lines`, `tax`, `issued` and `contract` may be absent if the system does not have them."""

    contract: Annotated[str | None, Field(validate_default=True)] = None
    first_day: Annotated[Day, Field(description="The first day that is billed.")]
    last_day: Annotated[Day, Field(description="The last day that is billed.")]
    issued: Day | None = None
    lines: list[LineShape] | None = None
    tax: Annotated[DecimalString | None, Field(description="The tax that the total contains.")] = None
    total: DecimalString

    @field_validator("contract")
    @classmethod
    def _of_the_contracts_asked(cls, contract: str | None, info: ValidationInfo) -> str | None:
        asked = info.context
        if not isinstance(asked, AnswerContext):
            return contract
        if contract is None:
            if len(asked.contracts) > 1:
                hint = f"allowed: {', '.join(asked.contracts)}"
                raise our_error(codes.CONTRACT_MISSING, "is missing, but the case has several contracts", hint)
        elif contract not in asked.contracts:
            hint = nearest(contract, asked.contracts)
            raise our_error(
                codes.UNKNOWN_CONTRACT, f"found {shown(contract)}, which is not a contract of this case", hint
            )
        return contract

    @field_validator("last_day")
    @classmethod
    def _not_before_the_first(cls, last_day: date, info: ValidationInfo) -> date:
        first_day = info.data.get("first_day")
        if first_day is not None and last_day < first_day:
            raise our_error(codes.NEGATIVE_PERIOD, f"{last_day} is before the first_day {first_day}")
        return last_day


class AnswerShape(_OfACase):
    """Every bill issued up to `bill_through`. If there are none, the list is empty; that is not an error."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_ANSWER]})

    bills: list[BillShape]


class ReasonShape(Shape):
    """Why a system refuses."""

    code: str
    message: str


class RefusalShape(_OfACase):
    """The system does not bill this case, and says why."""

    refused: ReasonShape


class CapabilitiesShape(Shape):
    """What the system can do. Whatever is absent it can do without limit, except batches, which must be declared."""

    lines: Annotated[bool, Field(description="Bills have lines.")] = True
    tax: Annotated[bool, Field(description="Bills give their tax.")] = True
    batch: Annotated[
        int | None, Field(ge=1, description="The most cases in one call of bills:batch; absent: one by one.")
    ] = None
    processes: Annotated[int, Field(ge=1, description="The most processes of a program that may run at once.")] = 1
    clock: Annotated[
        Literal["free", "forward", "none"],
        Field(description="free: cases may lie in any year; forward: time only advances; none: the machine's time."),
    ] = "free"
    events: list[str] | None = None
    tariffs: list[str] | None = None
    runs: Annotated[bool, Field(description="Billing can be run on chosen days.")] = True
    late: Annotated[bool, Field(description="Events can be reported after their day.")] = True
    fractions: Annotated[bool, Field(description="Quantities may have decimals.")] = True
    contracts: Annotated[int | None, Field(ge=1, description="The most contracts in a case.")] = None
    spans: Annotated[
        Literal["any", "whole-periods", "whole-years"],
        Field(
            description="Where contracts start and end: with whole-periods, at the bounds of billing periods, so that "
            "nothing is prorated; with whole-years, on 1 January and 31 December."
        ),
    ] = "any"
    changes: Annotated[
        Literal["any", "period-bounds", "start"],
        Field(
            description="When quantities and plans may change: on any day, on the first day of a billing period, or "
            "on the start day only."
        ),
    ] = "any"
    first: Annotated[Day | None, Field(alias="from", description="The first day that a case may touch.")] = None
    last: Annotated[Day | None, Field(alias="through", description="The last day that a case may touch.")] = None
    attributes: Annotated[
        dict[str, list[str]] | None,
        Field(description="The accepted values of an attribute; others accept any value."),
    ] = None


class SystemShape(Shape):
    """The system's description of itself."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_SYSTEM]})

    protocol: list[str]
    name: str
    version: str
    capabilities: CapabilitiesShape | None = None


class ProblemShape(Shape):
    """One thing that is wrong with a request: `place` is the path of a key."""

    code: str
    place: str
    message: str
    hint: str


class ReasonsShape(ReasonShape):
    """The first problem in short, and the list of all problems."""

    problems: list[ProblemShape]


class ErrorShape(Shape):
    """The request is not a case of this wire format: neither bills nor a refusal."""

    error: ReasonsShape
