"""Ask the engine what some days of a contract cost."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from energy_cost import ContractHistory
from meter import Reading, Service, measured, midnight
from months import months_after
from tariffs import Tariff
from yakkan.shim import Contract

_ONE_DAY = timedelta(days=1)
_STAMP = "timestamp"
_NET = ("supplier", "total", "total")
_TAX = ("taxes", "total", "total")


class Asking:
    """A contract as the engine is to see it: its measurements, and one engine contract or a history of several.

    `end` is the day after the last one in service, None while it goes on.
    """

    def __init__(
        self,
        contract: Contract,
        tariff: Tariff,
        plans: Sequence[tuple[date, str]],
        readings: Sequence[Reading],
        end: date | None,
    ) -> None:
        self._tariff = tariff
        self._zone = tariff.contract(plans[0][1]).timezone
        self._first = contract.start
        self._end = end or max([reading.on for reading in readings], default=contract.start + _ONE_DAY)
        first, until = self._first, self._end
        if not tariff.days:
            # The row of a month is for the whole month, whatever was requested, and has no figure if a quarter-hour of
            # it was not measured: so the days without service are given a use of 0.
            first, until = first.replace(day=1), months_after(until - _ONE_DAY, 1)
        self._meter = measured(Service(contract.start, self._end, tariff.months), readings, first, until, self._zone)
        self._engine = self._history(plans, end) if tariff.has_plans else tariff.contract(plans[0][1])
        self._life: pd.DataFrame | None = None

    def amounts(self, opens: date, closes: date) -> tuple[float, float | None]:
        """What the days from `opens` up to the day before `closes` cost, and the tax on it, None where there is none.

        NaN is the engine's word for a figure that it does not have. It makes the whole amount NaN; only where the rows
        are taken as given it is passed over, as `DataFrame.sum` does.
        """
        rows = self._apply(opens, closes) if self._tariff.by_bill else self._whole_life()
        if not self._tariff.as_given:
            from_day = opens if self._tariff.days else opens.replace(day=1)
            stamps = rows[_STAMP]
            rows = rows[(stamps >= midnight(from_day, self._zone)) & (stamps < midnight(closes, self._zone))]
        skipna = self._tariff.as_given
        tax = float(rows[_TAX].sum(skipna=skipna)) if _TAX in rows.columns else None
        return float(rows[_NET].sum(skipna=skipna)), tax

    def _whole_life(self) -> pd.DataFrame:
        if self._life is None:
            self._life = self._apply(self._first, self._end)
        return self._life

    def _apply(self, opens: date, closes: date) -> pd.DataFrame:
        start, end = midnight(opens, self._zone), midnight(closes, self._zone)
        return self._engine.apply(self._meter, start=start, end=end, output_resolution=self._tariff.rows)

    def _history(self, plans: Sequence[tuple[date, str]], end: date | None) -> ContractHistory:
        """The contracts of the plans one after the other, each from its first day up to the next one's."""
        ends = [*(since for since, _ in plans[1:]), end]
        made = [
            self._tariff.contract(plan).model_copy(
                update={
                    "start": midnight(since, self._zone),
                    "end": None if until is None else midnight(until, self._zone),
                }
            )
            for (since, plan), until in zip(plans, ends, strict=True)
            if since != until
        ]
        return ContractHistory(made)
