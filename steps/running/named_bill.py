"""The bill that a step names by its days: what is due under the terms, and what the system billed."""

from dataclasses import dataclass
from datetime import date

from ...adapters import ObservedBill
from ...oracle import Bill, Contract, Period
from ...oracle.contracts import billing_periods
from ...verdict import Difference
from .errors import ScenarioMistake
from .scene import Answer, Scene


@dataclass(frozen=True, slots=True)
class NamedBill:
    """What is billed for one billing period of one contract."""

    contract: Contract
    period: Period
    expected: Bill | None
    observed: tuple[ObservedBill, ...]

    def is_about(self, difference: Difference) -> bool:
        """True if a difference is in this bill."""
        return (difference.contract, difference.period) == (self.contract.id, self.period)


def named_bill(scene: Scene, first: date, last: date, tariff: str | None) -> NamedBill:
    """The bill for the billing period that contains both days. The system's bill may have other days of the period.

    Raises:
        ScenarioMistake: nothing has been billed yet, no billing period has both days, or the contract is ambiguous.
    """
    answer = scene.the_answer()
    contract = _contract(answer, tariff)
    rule = scene.bench.book.in_force(contract.tariff, contract.start).period
    period = next((one for one in billing_periods(rule, contract, first) if first in one), None)
    if period is None or last not in period or last < first:
        known = f"; it goes from {period.start} to {period.last_day}" if period else ""
        raise ScenarioMistake(f"no billing period contains both {first} and {last}{known}")
    expected = next((one for one in answer.expected if (one.contract, one.period) == (contract.id, period)), None)
    observed = (one for one in answer.observed if one.contract in {None, contract.id} and one.first_day in period)
    return NamedBill(contract, period, expected, tuple(observed))


def _contract(answer: Answer, tariff: str | None) -> Contract:
    found = [one for one in answer.case.contracts if tariff in {None, one.tariff}]
    if len(found) != 1:
        tariffs = ", ".join(one.tariff for one in answer.case.contracts)
        raise ScenarioMistake(f"say which contract the bill is for, by its tariff: {tariffs}")
    return found[0]
