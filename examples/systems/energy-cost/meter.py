"""From readings to the quarter-hours that the engine prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

import pandas as pd
from energy_cost import Meter, TimeseriesFrame
from months import period_start

_QUARTER_HOUR = timedelta(minutes=15)
_ONE_DAY = timedelta(days=1)
_WH_IN_KWH = 1000
_WH_IN_MWH = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The use since the reading before it, taken at the beginning of the day `on`."""

    on: date
    kwh: Decimal


def midnight(day: date, zone: tzinfo) -> datetime:
    """The beginning of a day."""
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True, slots=True)
class Service:
    """The days in service from `start` up to the day before `end`, in billing periods of `months` months."""

    start: date
    end: date
    months: int


def measured(service: Service, readings: Sequence[Reading], first: date, end: date, zone: tzinfo) -> Meter:
    """The use of the days from `first` up to the day before `end`, in MWh a quarter-hour; 0 where nothing was read.

    The use of a reading belongs to the billing period that it is read in, as the terms say: it is spread over the
    quarter-hours in service of that period since the reading before, in whole Wh as a meter counts, what is left over
    on the first ones. Where that is no day, it has the day of the reading, or the last one of the period.
    """
    stamps = _quarter_hours(first, end, zone)
    used = pd.Series(0, index=stamps, dtype="int64")
    since = service.start
    for reading in readings:
        slots = _quarter_hours(*_days(service, since, reading.on), zone)
        used = used.add(pd.Series(_in_whole_wh(reading, len(slots)), index=slots).reindex(stamps, fill_value=0))
        since = reading.on
    frame = {"timestamp": stamps, "value": [int(wh) / _WH_IN_MWH for wh in used]}
    return Meter(measurements=TimeseriesFrame(frame, resolution=_QUARTER_HOUR))


def _days(service: Service, since: date, on: date) -> tuple[date, date]:
    """The first day whose use a reading states, and the day after the last one."""
    opens = period_start(on - _ONE_DAY, service.months)
    first, until = max(since, opens), min(on, max(service.end, opens + _ONE_DAY))
    if first < until:
        return first, until
    day = on if period_start(on, service.months) == opens else on - _ONE_DAY
    return day, day + _ONE_DAY


def _quarter_hours(first: date, end: date, zone: tzinfo) -> pd.DatetimeIndex:
    return pd.date_range(midnight(first, zone), midnight(end, zone), freq="15min", inclusive="left")


def _in_whole_wh(reading: Reading, slots: int) -> list[int]:
    wh = reading.kwh * _WH_IN_KWH
    if wh != int(wh):
        raise ValueError(f"found a reading of {reading.kwh} kWh; a meter counts whole Wh")
    each, more = divmod(int(wh), slots)
    return [each + (number < more) for number in range(slots)]
