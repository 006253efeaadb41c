"""One year of a contract in Utilityrate5: the input is the use of twelve months, the output what each of them costs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PySAM import Utilityrate5

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The engine's year has 8,760 hours, also in a leap year: the use of February is spread over 28 days, and its sum is
priced."""
_HOURS = 24
_YEAR_ONE = 1
"""Rows of the `_ym` outputs begin with a year 0 that costs nothing."""
_ALWAYS = {
    "en_electricity_rates": 1,
    "rate_escalation": [0],
    "ur_metering_option": 0,
    "ur_nm_yearend_sell_rate": 0,
    "ur_annual_min_charge": 0,
    "ur_dc_enable": 0,
    "ur_en_ts_buy_rate": 0,
    "ur_en_ts_sell_rate": 0,
    "ur_sell_eq_buy": 0,
}


@dataclass(frozen=True, slots=True)
class Month:
    """What a month costs, in the engine's floats."""

    fixed: float
    energy: float
    minimum: float
    total: float


def year_of(tariff: str, year: int, kwh: Sequence[float]) -> list[Month]:
    """The twelve months of a year by their use in kWh, without any generation of the customer's own."""
    model = Utilityrate5.new()
    hours = [use / (days * _HOURS) for use, days in zip(kwh, _DAYS, strict=True) for _ in range(days * _HOURS)]
    model.assign(
        {
            "Lifetime": {"analysis_period": 1, "inflation_rate": 0, "system_use_lifetime_output": 0},
            "SystemOutput": {"gen": [0.0] * len(hours), "degradation": [0]},
            "Load": {"load": hours, "load_escalation": [0]},
            "ElectricityRates": {**_ALWAYS, **_in_force(tariff, year)},
        }
    )
    model.execute(0)
    found = model.Outputs
    columns = (
        found.charge_wo_sys_fixed_ym[_YEAR_ONE],
        found.charge_wo_sys_ec_ym[_YEAR_ONE],
        found.charge_wo_sys_minimum_ym[_YEAR_ONE],
        found.utility_bill_wo_sys_ym[_YEAR_ONE],
    )
    return [Month(*row) for row in zip(*columns, strict=True)]


def _in_force(tariff: str, year: int) -> Mapping[str, Any]:
    """The rates of a year: those that hold since the latest year up to it."""
    return max((row for row in _rates(tariff) if row["since"] <= year), key=lambda row: row["since"])["rates"]


@cache
def _rates(tariff: str) -> list[Any]:
    return json.loads((Path(__file__).parent / "rates" / f"{tariff}.json").read_text(encoding="utf-8"))
