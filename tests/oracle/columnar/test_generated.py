"""Both oracles bill generated terms alike: whatever terms, days, attributes and use are drawn, line by line."""

import os
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yakkan.cases import terms
from yakkan.cases.attributes import attributes
from yakkan.oracle import CaseError, Contract, Period, QuantityChange, Situation, change_settings
from yakkan.oracle.billing.charges.lines import lines_of
from yakkan.oracle.billing.total import total_of
from yakkan.oracle.columnar import Ranges, bill_frame, compile_terms
from yakkan.oracle.columnar.refusals import refused
from yakkan.oracle.contracts.part import Part, Piece
from yakkan.oracle.contracts.quantity import counted_quantity
from yakkan.oracle.contracts.usage import MeteredUse, units_used
from yakkan.oracle.money import RoundingMode
from yakkan.oracle.vocabulary.charge_rules import KINDS, AdjustmentCharge, QuantityCharge, UsageCharge
from yakkan.oracle.vocabulary.settings import Counted, InForceOn, ReadingDay, RowOn, TierBound, WholePeriod

NIGHT = os.environ.get("YAKKAN_HYPOTHESIS") == "night"
DAY = timedelta(days=1)
PLACES = 3
ROWS = 12
RANGES = Ranges(
    days=400,
    use=(-(10**9), 10**9),
    use_places=PLACES,
    quantity=1_000,
    days_to_issue=(0, 800),
    places={"fee": 2, "points": 2},
)
ROUNDED = tuple(mode.value for mode in RoundingMode if mode is not RoundingMode.EXACT)
SLOW = (
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
)

law = settings(
    derandomize=not NIGHT,
    deadline=None,
    database=None,
    max_examples=5_000 if NIGHT else 200,
    suppress_health_check=SLOW,
)


@st.composite
def columnar_terms(draw):
    """Terms of the kinds, and with the keys and words, that have columns; totals and tax are rounded."""
    one = draw(terms(KINDS - {"termination", "maximum", "surcharge"}).filter(lambda drawn: not list(refused(drawn))))
    if one.rounding.total is RoundingMode.EXACT:
        unit = draw(st.sampled_from(("1", "0.01", "0.05")))
        one = change_settings(one, {"rounding.total": draw(st.sampled_from(ROUNDED)), "rounding.total_unit": unit})
    if one.tax.rounding is RoundingMode.EXACT:
        one = change_settings(one, {"tax.rounding": draw(st.sampled_from(ROUNDED))})
    if one.versions.in_force_on is InForceOn.EACH_DAY:
        one = change_settings(one, {"versions.in_force_on": "last-billed-day"})
    each = {f"charge.{n}.row_on": None for n, charge in enumerate(one.charge) if charge.row_on is RowOn.EACH_DAY}
    one = change_settings(one, each)
    one = change_settings(one, {f"charge.{n}.every": None for n, charge in enumerate(one.charge) if charge.every})
    bounds = [n for n, charge in enumerate(one.charge) if getattr(charge, "bound", None) is TierBound.UPPER_TIER]
    one = change_settings(one, {f"charge.{n}.bound": None for n in bounds})
    by_day = [n for n, charge in enumerate(one.charge) if getattr(charge, "counted", None) is Counted.DAY_BY_DAY]
    return change_settings(one, {f"charge.{n}.counted": "maximum" for n in by_day}) if by_day else one


@st.composite
def parts(draw, one):
    """A part of a billing period with one stretch of days, anywhere in the terms' first year."""
    start = one.effective + draw(st.integers(0, 330)) * DAY
    period = Period(start, start + draw(st.sampled_from((30, 31, 28, 29, 33, 27, 62, 90, 365, 1))) * DAY)
    first = period.start + draw(st.sampled_from((0, 1, 5))) * DAY if draw(st.booleans()) else period.start
    last = draw(st.integers(0, 370)) if draw(st.booleans()) else 10_000
    first = min(first, period.last_day)
    used = Period(first, min(period.end, first + (last + 1) * DAY))
    contract_start = used.start - draw(st.sampled_from((0, 1, 40, 400))) * DAY
    if one.versions.in_force_on is InForceOn.CONTRACT_START:
        contract_start = max(contract_start, one.effective)
    items = [charge.item for charge in one.charge if isinstance(charge, QuantityCharge)]
    quantities = [QuantityChange(contract_start, item, Fraction(draw(st.integers(0, 50)))) for item in items]
    holder = draw(attributes(one, {}))
    contract = Contract("contract", one.tariff, contract_start, holder, (), tuple(quantities))
    closing = period.end if one.period.reading_day is not ReadingDay.ENDS_PERIOD else period.last_day
    uses = (MeteredUse(closing, None, draw(_units), False),)
    earliest = 0 if _by_use(one) else -3
    issued = used.start + draw(st.integers(earliest, 60)) * DAY
    days = [InForceOn.FIRST_BILLED_DAY, InForceOn.LAST_BILLED_DAY, InForceOn.PERIOD_START, InForceOn.CONTRACT_START]
    day = (used.start, used.last_day, period.start, contract_start)[days.index(one.versions.in_force_on)]
    number, begins, closes = draw(st.integers(0, 4)), draw(st.booleans()), draw(st.booleans())
    piece = Piece(used, holder, None, draw(_situations(one, used == period)))
    return Part(
        terms=one,
        contract=contract,
        period=period,
        window=period,
        pieces=(piece,),
        uses=uses,
        day=day,
        in_force=None,
        issued=issued,
        number=number,
        first=True,
        last=True,
        begins=begins,
        closes=closes,
        end_of_use=used.end,
        service=used,
        situation=piece.situation,
        days_in_service=used.days,
    )


_units = st.one_of(
    st.integers(-300, 3_000).map(Fraction),
    st.just(Fraction(0)),
    st.integers(-(10**5), 10**6).map(lambda thousandths: Fraction(thousandths, 10**PLACES)),
)


def _situations(one, whole):
    """How the days can lie to the contract, as the scalar oracle says it."""
    ends = (Situation.START, Situation.END, Situation.BOTH)
    if not whole:
        return st.sampled_from((*ends, Situation.CHANGE))
    if one.proration.whole_period is WholePeriod.PRORATED:
        return st.sampled_from((*ends, Situation.WHOLE))
    return st.just(Situation.WHOLE)


def _by_use(one):
    return any(isinstance(charge, UsageCharge | AdjustmentCharge) for charge in one.charge)


def use_of(part):
    """The use of a part in whole numbers of its column; None where there is none that can be billed."""
    try:
        return int(units_used(part.terms, part.contract, part.uses, part.window) * 10**PLACES)
    except CaseError:
        return None


def row(part, columns):
    """The row that a part is in a frame."""
    (piece,) = part.pieces
    known = {
        "period_start": part.period.start,
        "period_end": part.period.end,
        "used_start": piece.days.start,
        "used_end": piece.days.end,
        "situation": piece.situation.value,
        "contract_start": part.contract.start,
        "issued": part.issued,
        "number": part.number,
        "begins": part.begins,
        "closes": part.closes,
    }
    for charge in part.terms.charge:
        if isinstance(charge, QuantityCharge):
            known[f"quantity.{charge.item}"] = int(counted_quantity(charge, part.contract, part.period, part.used))
    if "use" in columns:
        known["use"] = use_of(part)
    for name in set(columns) - set(known):
        value = piece.attributes.get(name)
        known[name] = int(Fraction(value) * 100) if value is not None and name in RANGES.places else value
    return {name: known[name] for name in columns}


def billed(part):
    """What the scalar oracle bills: total, tax and the amounts of the lines; None where it cannot."""
    try:
        lines = lines_of(part)
        found = total_of(part.terms, part.contract, lines, part.period, part.used, part.issued)
    except CaseError:
        return None
    return found.total, found.tax, {line.item: line.amount for line in lines}


def scaled(value, parts):
    """An amount of a column in major units."""
    return None if value is None else Fraction(value, parts)


@law
@given(columnar_terms().flatmap(lambda one: st.tuples(st.just(one), st.lists(parts(one), min_size=1, max_size=ROWS))))
def test_generated_terms(drawn):
    """Every row has the total, the tax and the lines of the scalar oracle; one that it cannot bill has no total."""
    one, found = drawn
    ranges = RANGES if _by_use(one) else replace(RANGES, days_to_issue=(-3, 800))
    compiled = compile_terms(one, ranges)
    table = [row(part, compiled.columns) for part in found]
    frame = pl.DataFrame(table, infer_schema_length=None)
    for part, bill in zip(found, bill_frame(compiled, frame).collect().to_dicts(), strict=True):
        expected = billed(part)
        if expected is None:
            assert bill["total"] is None
            continue
        total, tax, lines = expected
        assert (scaled(bill["total"], compiled.parts), scaled(bill["tax"], compiled.parts)) == (total, tax)
        for item, per in compiled.line_parts.items():
            line = scaled(bill[f"line.{item}"], per)
            assert line == lines.get(item) or (line is None and (lines[item] * per).denominator != 1)
