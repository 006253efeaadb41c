"""Both oracles bill the electricity documents alike, exhaustively: every first and last day, every proration setting.

The expected bills are the scalar oracle's; `test_bills.py` has bills by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from yakkan.oracle import (
    Cancellation,
    Case,
    Contract,
    MeterReading,
    Period,
    Situation,
    bill,
    book_of,
    change_settings,
    load_terms,
)
from yakkan.oracle.billing.charges.lines import lines_of
from yakkan.oracle.billing.total import total_of
from yakkan.oracle.columnar import Ranges, bill_frame, compile_terms
from yakkan.oracle.columnar.refusals import WITHOUT_FORMULA
from yakkan.oracle.contracts.part import Part, Piece
from yakkan.oracle.contracts.usage import MeteredUse
from yakkan.oracle.vocabulary.settings import AboveWhole, DayCount, Numerator, Trigger, WholePeriod

TERMS = Path(__file__).parents[3] / "terms"
DAY = timedelta(days=1)
RANGES = Ranges(days=62, use=(0, 100_000), days_to_issue=(0, 62))
SITUATION = pl.Enum([one.value for one in Situation])
DENOMINATORS = tuple(f"proration.denominator.{name}" for name in ("start", "end", "both", "change"))
ALWAYS = {
    "proration.trigger": "always",
    "proration.trigger_days": 6,
    "proration.trigger_reference": "billing-period",
    "proration.trigger_share": "0.8",
}
TRIGGERS = (
    ALWAYS,
    {**ALWAYS, "proration.trigger": "never"},
    {**ALWAYS, "proration.trigger": "share-below"},
    {**ALWAYS, "proration.trigger": "fewer-days-than", "proration.trigger_days": 15},
    *(
        {**ALWAYS, "proration.trigger": "difference-at-least", "proration.trigger_reference": count.value}
        for count in DayCount
        if count not in WITHOUT_FORMULA
    ),
)
_OWN_KEYS = {
    Trigger.DIFFERENCE_AT_LEAST: ("proration.trigger_days", "proration.trigger_reference"),
    Trigger.FEWER_DAYS_THAN: ("proration.trigger_days",),
    Trigger.SHARE_BELOW: ("proration.trigger_share",),
}


def values(kind):
    return tuple(one.value for one in kind if one not in WITHOUT_FORMULA)


def settings_of(triggers: Sequence[Mapping[str, object]], counts, wholes, aboves):
    """All combinations of settings, each as one row of setting columns."""
    return [
        {
            **trigger,
            "proration.numerator": numerator,
            **dict.fromkeys(DENOMINATORS, count),
            "proration.whole_period": whole,
            "proration.above_whole": above,
        }
        for trigger in triggers
        for numerator, count, whole, above in product(values(Numerator), counts, wholes, aboves)
    ]


def changed(terms, setting):
    """The terms with the settings of a row; what a trigger has no use for is left out, as the vocabulary demands."""
    trigger = Trigger(setting["proration.trigger"])
    unused = {key for keys in _OWN_KEYS.values() for key in keys} - set(_OWN_KEYS.get(trigger, ()))
    return change_settings(terms, {key: None if key in unused else value for key, value in setting.items()})


def spans(period):
    """All days used of a period, with how they can lie to the contract; a whole period can lie to it in four ways."""
    for first in range(period.days):
        for after in range(first + 1, period.days + 1):
            used = Period(period.start + first * DAY, period.start + after * DAY)
            if used == period:
                yield from ((used, one) for one in (Situation.WHOLE, Situation.START, Situation.END, Situation.BOTH))
            else:
                ends = Situation.BOTH if first else Situation.END
                yield used, Situation.START if after == period.days else ends


def part_of(terms, period, used, situation, attributes, units=None):
    """The scalar oracle's part; it calls whole what it does not prorate for being whole."""
    whole = used == period and terms.proration.whole_period is WholePeriod.NOT_PRORATED
    piece = Piece(used, attributes, None, Situation.WHOLE if whole else situation)
    contract = Contract("contract", terms.tariff, used.start, attributes)
    uses = () if units is None else (MeteredUse(period.end, None, Fraction(units), estimated=False),)
    return Part(
        terms=terms,
        contract=contract,
        period=period,
        window=period,
        pieces=(piece,),
        uses=uses,
        day=used.last_day,
        in_force=None,
        issued=period.end,
        number=0,
        first=True,
        last=True,
        begins=False,
        closes=False,
        end_of_use=None,
        service=used,
        situation=piece.situation,
        days_in_service=used.days,
    )


def billed(part):
    """Total and tax of the scalar oracle."""
    return whole(total_of(part.terms, part.contract, lines_of(part), part.period, part.used, part.issued))


def whole(one):
    """Total and tax of a bill in whole yen."""
    return int(one.total), None if one.tax is None else int(one.tax)


def frame_of(period, chosen):
    """A row for each of these days used."""
    used = {
        "used_start": [days.start for days, _ in chosen],
        "used_end": [days.end for days, _ in chosen],
        "situation": [situation.value for _, situation in chosen],
    }
    days = {"period_start": period.start, "period_end": period.end, "issued": period.end, "amperage": "60"}
    return pl.DataFrame(used, schema_overrides={"situation": SITUATION}).with_columns(
        **{name: pl.lit(value) for name, value in days.items()}
    )


def differences(terms, period, settings):
    """The rows in which both oracles differ, and how many rows there are."""
    chosen = list(spans(period))
    varying = {name: tuple(dict.fromkeys(one[name] for one in settings)) for name in settings[0]}
    compiled = compile_terms(terms, RANGES, varying)
    frame = pl.DataFrame(settings).join(frame_of(period, chosen), how="cross", maintain_order="left_right")
    found = bill_frame(compiled, frame).select("total", "tax").collect().rows()
    attributes = {"amperage": "60"}
    differ, rows = [], iter(found)
    for setting in settings:
        one = changed(terms, setting)
        for days, situation in chosen:
            expected, row = billed(part_of(one, period, days, situation, attributes)), next(rows)
            if expected != row:
                differ.append((setting, days, situation, expected, row))
    return differ, len(found)


@pytest.fixture(scope="module")
def enex():
    """Both versions of the low-voltage terms."""
    return tuple(load_terms(TERMS / "enex-low-voltage"))


@pytest.fixture(scope="module")
def tepco():
    """従量電灯B."""
    (terms,) = load_terms(TERMS / "tepco-meter-lighting-b")
    return terms


LEAP = Period(date(2018, 2, 5), date(2018, 3, 7))  # 30 days over two months of unlike length
SHORT = Period(date(2016, 2, 28), date(2016, 3, 2))  # three days around a leap day


def test_every_trigger(enex):
    """Every first and last day of a reading period comes out the same under every trigger and numerator."""
    settings = settings_of(TRIGGERS, ["last-used-month"], ["not-prorated"], ["as-computed"])

    assert differences(enex[0], LEAP, settings) == ([], 126 * 468)  # 18 triggers × 7; 465 spans, the whole one 4 times


def test_every_denominator(enex):
    """Every first and last day of a reading period comes out the same under every denominator and numerator."""
    settings = settings_of([ALWAYS], values(DayCount), ["prorated"], ["full-fee"])

    assert differences(enex[0], LEAP, settings) == ([], 98 * 468)  # 14 denominators × 7 numerators


def test_every_setting(enex):
    """All proration settings together, in all combinations, come out the same around a leap day."""
    settings = settings_of(TRIGGERS, values(DayCount), values(WholePeriod), values(AboveWhole))

    terms = change_settings(enex[0], {"effective": date(2016, 1, 1)})

    assert differences(terms, SHORT, settings) == ([], 7_056 * 9)  # 18 × 7 × 14 × 2 × 2; 6 spans, one 4 times


READINGS = tuple(date(2018, month, 11) for month in (4, 5, 6, 7))


def contracts(terms):
    """A contract for every first and last day of the two reading periods from 11 April to 10 June 2018."""
    days = (READINGS[2] - READINGS[0]).days
    for first in range(days):
        for last in range(first, days):
            end = Cancellation(READINGS[0] + last * DAY)
            yield Contract("c", terms.tariff, READINGS[0] + first * DAY, {"amperage": "30"}, READINGS, (end,))


@pytest.mark.parametrize(
    ("version", "settings"),
    [
        (0, {}),
        (
            0,  # the system of the 2018 notice
            {
                "proration.trigger": "difference-at-least",
                "proration.trigger_days": 6,
                "proration.trigger_reference": "month-before-billing-month",
                "proration.denominator": "month-before-billing-month",
            },
        ),
        (1, {"effective": date(2016, 4, 1)}),
        (1, {"effective": date(2016, 4, 1), "proration.whole_period": "prorated"}),
    ],
)
def test_every_contract(enex, version, settings):
    """Every contract that starts and ends in two reading periods has the same bills, the days cut by the biller."""
    terms = change_settings(enex[version], settings)
    compiled = compile_terms(terms, RANGES)
    book, rows = book_of([terms]), []
    for contract in contracts(terms):
        assert contract.cancellation is not None
        end = contract.cancellation.end + DAY
        for one in bill(book, Case("case", (contract,), READINGS[-1])):
            starts, ends = one.billed.start == contract.start, one.billed.end == end
            situation = {(True, False): "start", (False, True): "end", (True, True): "start-and-end"}
            rows.append(
                {
                    "period_start": one.period.start,
                    "period_end": one.period.end,
                    "used_start": one.billed.start,
                    "used_end": one.billed.end,
                    "situation": situation.get((starts, ends), "whole"),
                    "amperage": "30",
                    "expected": (*whole(one), one.lines[0].amount),
                }
            )
    frame = pl.DataFrame([{name: row[name] for name in row if name != "expected"} for row in rows])
    found = bill_frame(compiled, frame).collect().select("total", "tax", "line.basic").rows()

    # 61 days: 30 of the first period, 31 of the second, which 30 × 31 contracts have both
    assert len(found) == 61 * 62 // 2 + 30 * 31
    for row, (total, tax, line) in zip(rows, found, strict=True):
        per = compiled.line_parts["basic"]
        exact = None if line is None else Fraction(line, per)
        shown = exact if exact is not None else row["expected"][2]
        assert (total, tax, shown) == row["expected"], row
        assert exact is not None or (row["expected"][2] * per).denominator != 1


ROUNDED = ("floor", "truncate", "half-up", "half-even", "ceiling")


def test_every_way_to_round_and_to_tax(enex):
    """Roundings, tax modes and the days of tax rates come out the same as columns, in the month of a new tax rate."""
    terms = change_settings(enex[1], {"tax.rate.1.continuing_until": date(2019, 10, 31)})
    days = ("last-billed-day", "first-billed-day", "period-end", "fixed-or-continuing", "issue-day")
    modes = ("tax-inclusive", "tax-exclusive", "outside-tax")
    keys = ("rounding.total", "tax.rounding", "tax.prices", "tax.rate_on")
    settings: list[dict[str, object]] = [
        dict(zip(keys, one, strict=True)) for one in product(ROUNDED, ROUNDED, modes, days)
    ]
    period = Period(date(2019, 9, 20), date(2019, 10, 11))
    chosen = list(spans(period))[::5]
    starts = pl.when(pl.int_range(len(chosen)) % 2 == 0).then(period.start - DAY).otherwise(date(2019, 10, 1))
    periods = frame_of(period, chosen).with_columns(contract_start=starts)
    compiled = compile_terms(terms, RANGES, dict(zip(keys, (ROUNDED, ROUNDED, modes, days), strict=True)))
    frame = pl.DataFrame(settings).join(periods, how="cross", maintain_order="left_right")
    found = iter(bill_frame(compiled, frame).select("total", "tax").collect().rows())
    for setting in settings:
        untaxed = dict.fromkeys(("tax.rounding", "tax.unit", "tax.rate_on", "tax.rate", "tax.per"))
        taxed = setting["tax.prices"] != "outside-tax"
        one = change_settings(terms, setting if taxed else {**setting, **untaxed, "tax.rate": ()})
        for number, (used, situation) in enumerate(chosen):
            part = part_of(one, period, used, situation, {"amperage": "60"})
            start = date(2019, 10, 1) if number % 2 else period.start - DAY
            part = replace(part, contract=replace(part.contract, start=start))
            assert next(found) == billed(part), (setting, used)


def test_components_and_widths_as_columns(tepco):
    """Whether the basic fee and the energy are prorated, and how widths are rounded, come out the same as columns."""
    widths = (*ROUNDED, "exact")
    keys = ("proration.components.basic", "proration.components.energy", "proration.width_rounding")
    values_of = ((False, True), (False, True), widths)
    settings: list[dict[str, object]] = [dict(zip(keys, one, strict=True)) for one in product(*values_of)]
    compiled = compile_terms(tepco, RANGES, dict(zip(keys, values_of, strict=True)))
    period = Period(date(2018, 1, 11), date(2018, 2, 10))
    chosen = [(used, how, n * 37 % 331) for n, (used, how) in enumerate(spans(period)) if n % 4 == 0]
    attributes = {"amperage": "15", "payment": "direct-debit"}
    periods = frame_of(period, [(used, how) for used, how, _ in chosen]).with_columns(
        pl.Series("use", [use for *_, use in chosen]), **{name: pl.lit(word) for name, word in attributes.items()}
    )
    frame = pl.DataFrame(settings).join(periods, how="cross", maintain_order="left_right")
    found = iter(bill_frame(compiled, frame).select("total", "tax").collect().rows())
    for setting in settings:
        items = [key.rpartition(".")[2] for key in keys[:2] if setting[key]]
        # The vocabulary demands a component; the levy has one tier and no width, so it stands for none.
        own = {"proration.components": items or ["levy"], "proration.width_rounding": setting[keys[2]]}
        one = change_settings(tepco, own)
        for used, how, use in chosen:
            assert next(found) == billed(part_of(one, period, used, how, attributes, use)), (setting, used, use)


@pytest.mark.parametrize("tiers", ["graduated", "volume"])
@pytest.mark.parametrize("width_rounding", ["half-up", "floor", "exact", "half-even"])
def test_full_bills(tepco, tiers, width_rounding):
    """Every first and last day of a reading period has the same full bill, with uses around its prorated tiers."""
    terms = change_settings(tepco, {"charge.energy.tiers": tiers, "proration.width_rounding": width_rounding})
    compiled = compile_terms(terms, RANGES)
    period = Period(date(2018, 1, 11), date(2018, 2, 10))
    attributes = {"amperage": "30", "payment": "direct-debit"}
    chosen = [(days, situation, (n * 37) % 331) for n, (days, situation) in enumerate(spans(period))]
    frame = frame_of(period, [(days, situation) for days, situation, _ in chosen]).with_columns(
        pl.lit("30").alias("amperage"),
        pl.lit("direct-debit").alias("payment"),
        pl.Series("use", [use for *_, use in chosen]),
    )
    found = bill_frame(compiled, frame).select("total", "tax").collect().rows()
    expected = [billed(part_of(terms, period, days, how, attributes, use)) for days, how, use in chosen]

    assert found == expected
    assert len(set(found)) > len(found) // 2


def test_a_year_of_readings(tepco):
    """A contract's bills through the public biller are those of the same rows in a frame, levy and tiers by date."""
    months = [{"month": date(2016, month, 1), "unit": str(month - 7), "source": "made up"} for month in range(1, 13)]
    terms = change_settings(tepco, {"charge.fuel-adjustment.month": months})
    days = tuple(date(2016, month, 10) for month in range(1, 13))
    uses = [17 * month**2 % 411 for month in range(1, 12)]
    events = tuple(MeterReading(day, Fraction(use)) for day, use in zip(days[1:], uses, strict=True))
    attributes = {"amperage": "40", "payment": "direct-debit"}
    contract = Contract("c", terms.tariff, days[0], attributes, days, events)
    expected = [whole(one) for one in bill(book_of([terms]), Case("case", (contract,), days[-1]))]
    frame = pl.DataFrame(
        {
            "period_start": days[:-1],
            "period_end": days[1:],
            "used_start": days[:-1],
            "used_end": days[1:],
            "situation": ["whole"] * 11,
            "use": uses,
        }
    ).with_columns(pl.lit("40").alias("amperage"), pl.lit("direct-debit").alias("payment"))

    assert bill_frame(compile_terms(terms, RANGES), frame).select("total", "tax").collect().rows() == expected


EARLY = {"mode": "half-up", "unit": "0.01"}
CREDITED = {"usage.negative": "credited"}
RARER = (
    {"proration.early_rounding": {**EARLY, "of": "ratio"}, "proration.times": 2},
    {"proration.early_rounding": {**EARLY, "of": "day-rate"}},
    {"proration.early_rounding": {**EARLY, "of": "day-rate"}, "proration.times": 2},
    {
        "proration.early_rounding": {**EARLY, "of": "day-rate"},
        "proration.denominator": {"start": "each-month", "end": "month-of-365", "both": "thirty"},
    },
    {"proration.numerator": "days-30-360", "proration.denominator": "thirty", **CREDITED},
    {"proration.only": ["start"], "usage.negative": "zero"},
    {"proration.whole_period": "prorated", "proration.width_unit": 50, **CREDITED},
    {"proration.numerator": "used-days-less-one", "proration.components": ["energy"], **CREDITED},
    {"charge.direct-debit-discount.of": ["energy"], "proration.times": 2, **CREDITED},
    {"charge.fuel-adjustment.formula.0.ceiling": 30_000, "rounding.line": "half-even", "rounding.line_unit": 1},
)


@pytest.mark.parametrize("settings", RARER)
def test_rarer_settings(tepco, settings):
    """Every first and last day has the same full bill under rounded ratios and days, squared shares and use below 0."""
    terms = change_settings(tepco, settings)
    compiled = compile_terms(terms, Ranges(days=62, use=(-1_000, 1_000)))
    period = Period(date(2017, 12, 31), date(2018, 2, 1))  # from a 31st over another one
    attributes = {"amperage": "30", "payment": "direct-debit"}
    assert terms.usage is not None
    low = -40 if terms.usage.negative.value != "refused" else 0
    chosen = [(used, how, low + n * 37 % 401) for n, (used, how) in enumerate(spans(period))]
    frame = frame_of(period, [(used, how) for used, how, _ in chosen]).with_columns(
        pl.Series("use", [use for *_, use in chosen]), **{name: pl.lit(word) for name, word in attributes.items()}
    )
    found = bill_frame(compiled, frame).select("total", "tax").collect().rows()

    assert found == [billed(part_of(terms, period, used, how, attributes, use)) for used, how, use in chosen]
