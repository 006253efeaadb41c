"""The tariffs of this example: contract files in the engine's own format, and what the engine is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from energy_cost import Contract, Resolution
from isodate import Duration

_DAY = timedelta(days=1)
_ONLY = ""


@dataclass(frozen=True, slots=True)
class Tariff:
    """`files` are the contracts by plan, under "" where there is one plan. A bill is of `months` calendar months.

    The engine is asked for the whole life of a contract at once, as in its README, or with `by_bill` for the days of
    each bill (`start` and `end` of `Contract.apply`). It gives rows of a bill's length, as it gives rows of a month
    where nothing is asked for; with `days` rows of a day, which are added up. With `as_given` every row of the answer
    is added, otherwise those of the days asked for.
    """

    files: Mapping[str, str]
    months: int = 1
    days: bool = False
    by_bill: bool = False
    as_given: bool = False

    @property
    def rows(self) -> Resolution:
        """The length of the engine's rows."""
        return _DAY if self.days else Duration(months=self.months)

    @property
    def has_plans(self) -> bool:
        """True if contracts can change their plan: a `ContractHistory` for the engine."""
        return _ONLY not in self.files

    def contract(self, plan: str) -> Contract:
        """The contract of a plan, as its file says it."""
        return _loaded(self.files[plan])


def _one(file: str) -> Mapping[str, str]:
    return {_ONLY: file}


_PLANS = {"basic": "plan-basic.yml", "plus": "plan-plus.yml"}

TARIFFS = {
    "month-begun": Tariff(_one("month-begun.yml")),
    "by-days-asked-by-month": Tariff(_one("by-days.yml")),
    "by-days": Tariff(_one("by-days.yml"), days=True),
    "least-amount": Tariff(_one("least-amount.yml")),
    "vat-by-month": Tariff(_one("vat.yml")),
    "vat-by-quarter": Tariff(_one("vat.yml"), months=3, by_bill=True),
    "plans-by-month": Tariff(_PLANS),
    "plans-by-day": Tariff(_PLANS, days=True),
    "one-price": Tariff(_one("one-price.yml")),
    "tiers-by-bill": Tariff(_one("tiers.yml"), by_bill=True),
    "days-by-bill": Tariff(_one("standing-by-day.yml"), days=True, by_bill=True, as_given=True),
}


@cache
def _loaded(file: str) -> Contract:
    return Contract.from_yaml(Path(__file__).parent / "contracts" / file)
