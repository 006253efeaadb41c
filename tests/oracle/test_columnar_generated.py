"""Both oracles bill generated terms alike: whatever terms and contracts are drawn, row by row and line by line."""

import os
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from yakkan.cases import contracts, terms
from yakkan.oracle import CaseError, TermsError, book_of, change_settings
from yakkan.oracle.charge_rules import KINDS, AdjustmentCharge, FixedCharge, QuantityCharge, UsageCharge
from yakkan.oracle.charges import lines_of
from yakkan.oracle.columnar import Ranges, bill_frame, compile_terms
from yakkan.oracle.life import life_of, parts_of
from yakkan.oracle.money import RoundingMode
from yakkan.oracle.quantity import counted_quantity
from yakkan.oracle.settings import Counted, DueWhen
from yakkan.oracle.periods import due_day
from yakkan.oracle.total import total_of
from yakkan.oracle.usage import units_used

NIGHT = os.environ.get("YAKKAN_HYPOTHESIS") == "night"
PLACES = 3
RANGES = Ranges(
    days=800,
    use=(-(10**9), 10**9),
    use_places=PLACES,
    quantity=1_000,
    days_to_issue=(0, 800),
    places={"fee": 2, "points": 2},
)
ROUNDED = tuple(mode.value for mode in RoundingMode if mode is not RoundingMode.EXACT)

law = settings(
    derandomize=not NIGHT,
    deadline=None,
    database=None,
    max_examples=4_000 if NIGHT else 150,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def histories(draw):
    """Terms of the kinds that have columns, totals rounded, and a case whose events are told in time."""
    one = draw(terms(KINDS - {"termination"}))
    if one.rounding.total is RoundingMode.EXACT:
        unit = draw(st.sampled_from(("1", "0.01", "0.05")))
        one = change_settings(one, {"rounding.total": draw(st.sampled_from(ROUNDED)), "rounding.total_unit": unit})
    if one.tax.rounding is RoundingMode.EXACT:
        one = change_settings(one, {"tax.rounding": draw(st.sampled_from(ROUNDED))})
    return one, draw(contracts(one, late=False, runs=False))


def parts(one, case):
    """The parts of all billing periods that have one stretch of days charged, none of them suspended."""
    book = book_of([one])
    (contract,) = case.contracts
    life = life_of(book, contract, case.bill_through)
    if life is None:
        return
    due = DueWhen.IN_ARREARS if one.billing is None else one.billing.due
    for number, period in enumerate(life.periods):
        issued = due_day(one.period, period, due, contract.start)
        try:
            found = parts_of(book, life, number, issued)
        except CaseError:
            continue
        if issued <= case.bill_through and len(found) == 1 and len(found[0].pieces) == 1:
            (part,) = found
            if part.pieces[0].fee_share is None:
                yield part


def use_of(part):
    """The use of a part in whole numbers of its column; None where none is known, NaN-free and exact."""
    try:
        units = units_used(part.terms, part.contract, part.uses, part.window)
    except CaseError:
        return None
    scaled = units * 10**PLACES
    assume(scaled.denominator == 1)
    return int(scaled)


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
            counted = counted_quantity(charge, part.contract, part.period, part.used)
            known[f"quantity.{charge.item}"] = int(counted)
    if "use" in columns:
        known["use"] = use_of(part)
    for name in set(columns) - set(known):
        value = piece.attributes.get(name)
        amount = value is not None and name in RANGES.places
        known[name] = int(Fraction(value) * 100) if amount else value
    return {name: known[name] for name in columns}


def billed(part):
    """What the scalar oracle bills: total, tax and the amounts of the lines; None where it can not."""
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
@given(histories())
def test_generated_terms(history):
    """Every row has the total, the tax and the lines of the scalar oracle; one that it can not bill has no total."""
    one, case = history
    try:
        by_use = any(isinstance(charge, UsageCharge) for charge in one.charge)
        compiled = compile_terms(one, RANGES if by_use else replace(RANGES, days_to_issue=(-800, 800)))
    except TermsError as error:
        event(error.problems[0].message.partition(":")[2])
        assume(False)
    found = list(parts(one, case))
    assume(found)
    table = [row(part, compiled.columns) for part in found]
    types = {name: pl.Date for name in ("contract_start", "issued") if name in compiled.columns}
    frame = pl.DataFrame(table, schema_overrides=types, infer_schema_length=None)
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
