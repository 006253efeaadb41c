"""Documents with keys that do not go together or cannot be met: each error with its code, line, clause and words.

The document is that of 従量電灯B from 2024 on, with the months of the adjustment left empty.
"""

from pathlib import Path

import pytest
from yakkan.oracle import TermsError, book_of_texts

GOOD = (Path(__file__).parents[3] / "terms" / "tepco-meter-lighting-b-2024" / "2024-04-01.md").read_text("utf-8")
BASIC = 'kind = "fixed"\n'
DIVIDED = 'denominator = "billing-period"\n'
COUNTED = 'numerator = "used-days"\n'
MONTHS = 'denominator = "months-of-period"\n'
PER = 'per = "amperage"'
ROUNDED = 'rounding = "half-up"\nunit = 1\n'
TAX = "[[tax.rate]]"
MONTH = "month = []\n"

FORMULA = """[[charge.formula]]
since = 2024-04-01
coefficients = { crude = 0.5 }
base = 40000
base_unit = 0.2
per = 1000
average_rounding = "half-up"
average_unit = 100
unit_rounding = "half-up"
unit_unit = 0.01
source = "made up for the test"
"""
EARLY = """[[charge]]
item = "early"
kind = "termination"
months = 24
per_month_left = false

[[charge.price]]
since = 2024-04-01
amount = 1000
source = "made up for the test"
"""
REDUCED = """[[tax.reduced]]
since = {since}
rate = 0.08
source = "law"
"""


def charge(kind, **keys):
    """A charge before the adjustment's."""
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'[[charge]]\nitem = "more"\nkind = "{kind}"\n{lines}\n[[charge]]\nitem = "fuel-adjustment"\n'


ADJUSTMENT = '[[charge]]\nitem = "fuel-adjustment"\n'
LEVY = 'item = "levy"\nkind = "usage"\n'

BAD = {
    "an attribute to multiply by that is not there": (
        PER,
        'per = "ampere"',
        "YK112",
        'the attribute "ampere" is not declared',
    ),
    "an attribute to multiply by that is a word": (
        '"10", "15"',
        '"ten", "15"',
        "YK112",
        'amperage "ten" is not an amount to multiply by',
    ),
    "a multiplier that is not there": (
        ROUNDED,
        'multiplier_attribute = "ratio"\n',
        "YK112",
        'the attribute "ratio" is not declared',
    ),
    "two multipliers": (
        ROUNDED,
        'multiplier_attribute = "amperage"\nmultiplier = 2\n',
        "YK104",
        "usage: give either multiplier or multiplier_attribute",
    ),
    "a rounding of the use without its unit": (
        ROUNDED,
        'rounding = "half-up"\n',
        "YK105",
        "usage: unit is missing: it is needed with rounding half-up",
    ),
    "a unit of the use without its rounding": (
        ROUNDED,
        "unit = 1\n",
        "YK104",
        "usage: unit has no meaning with rounding not given",
    ),
    "a block of nothing": (
        LEVY,
        LEVY + "block = 0\n",
        "YK104",
        "charge.3.block: Input should be greater than 0, found 0",
    ),
    "steps that are not there": (
        DIVIDED,
        'denominator = "steps"\n',
        "YK105",
        "proration: step is missing: it is needed with the denominator steps",
    ),
    "steps without meaning": (
        DIVIDED,
        DIVIDED + "step = [{ up_to_days = 15, share = 0.5 }]\n",
        "YK104",
        "proration: step has no meaning with another denominator",
    ),
    "steps out of order": (
        DIVIDED,
        'denominator = "steps"\nstep = [{ up_to_days = 15, share = 0.5 }, { up_to_days = 15, share = 1 }]\n',
        "YK104",
        "proration: step: up_to_days 15 is not above the 15 before it",
    ),
    "months over days": (
        COUNTED,
        'numerator = "months-begun"\n',
        "YK104",
        "proration: months-of-period needs the numerator months-begun or whole-months, and these need months-of-period",
    ),
    "days over months": (
        DIVIDED,
        MONTHS,
        "YK104",
        "proration: months-of-period needs the numerator months-begun or whole-months, and these need months-of-period",
    ),
    "months over days for an end alone": (
        COUNTED + DIVIDED,
        'numerator = "whole-months"\ndenominator = { start = "months-of-period", end = "thirty", both = "thirty" }\n',
        "YK104",
        "proration: months-of-period needs the numerator months-begun or whole-months, and these need months-of-period",
    ),
    "months and a trigger of days": (
        'trigger = "always"\n' + COUNTED + DIVIDED,
        'trigger = "fewer-days-than"\ntrigger_days = 30\n' + COUNTED.replace("used-days", "months-begun") + MONTHS,
        "YK104",
        "proration: numerator months-begun needs the trigger always",
    ),
    "a trigger that refers to steps": (
        'trigger = "always"\n',
        'trigger = "difference-at-least"\ntrigger_days = 5\ntrigger_reference = "steps"\n',
        "YK104",
        "proration: trigger_reference steps is not a number of days",
    ),
    "widths of an item that is not there": (
        'widths = ["energy"]',
        'widths = ["power"]',
        "YK113",
        'no charge has the item "power"',
    ),
    "widths without their rounding": (
        'width_rounding = "half-up"\nwidth_unit = 1\n',
        "",
        "YK105",
        "width_rounding is missing: the tiers of energy are prorated",
    ),
    "least units by the day without their rounding": (
        'components = ["basic"]\nwidths = ["energy"]\nwidth_rounding = "half-up"\nwidth_unit = 1\n',
        'components = ["basic", "fuel-adjustment"]\n',
        "YK105",
        "width_rounding is missing: the least units of fuel-adjustment are prorated",
    ),
    "a reduced rate that is not there": (
        BASIC,
        BASIC + 'tax = "reduced"\n',
        "YK105",
        "tax.reduced is missing: basic is taxed at the reduced rate",
    ),
    "a reduced rate from later on": (
        TAX,
        REDUCED.format(since="2024-05-01") + TAX,
        "YK105",
        "no row is in force on 2024-04-01: the first one is dated 2024-05-01",
    ),
    "reduced rates out of order": (
        TAX,
        REDUCED.format(since="2019-10-01") + REDUCED.format(since="2019-10-01") + TAX,
        "YK114",
        "2019-10-01 follows 2019-10-01",
    ),
    "a maximum of nothing before it": (
        ADJUSTMENT,
        charge("maximum", of='["levy"]', price='[{ since = 2024-04-01, amount = 1, source = "test" }]'),
        "YK113",
        'no charge before this one has the item "levy"',
    ),
    "a surcharge of nothing before it": (
        ADJUSTMENT,
        charge("surcharge", of='["levy"]', share="0.1"),
        "YK113",
        'no charge before this one has the item "levy"',
    ),
    "points of a quantity by an attribute that is not there": (
        ADJUSTMENT,
        charge(
            "per-quantity",
            counted='"last-day"',
            initial_quantity="1",
            by_points='{ attribute = "factor", base = 85, per_point = 0.01 }',
            price='[{ since = 2024-04-01, amount = 1, source = "test" }]',
        ),
        "YK112",
        'the attribute "factor" is not declared',
    ),
    "tiers of a quantity out of order": (
        ADJUSTMENT,
        charge(
            "per-quantity",
            counted='"last-day"',
            initial_quantity="1",
            tiers='"volume"',
            tier_price='[{ since = 2024-04-01, tiers = [{ rate = 1 }, { rate = 2 }], source = "test" }]',
        ),
        "YK110",
        "tier 2 follows a tier without a bound",
    ),
    "tiers of a quantity from later on": (
        ADJUSTMENT,
        charge(
            "per-quantity",
            counted='"last-day"',
            initial_quantity="1",
            tiers='"volume"',
            tier_price='[{ since = 2024-04-02, tiers = [{ rate = 1 }], source = "test" }]',
        ),
        "YK112",
        "no row is in force on 2024-04-01: the first one is dated 2024-04-02",
    ),
    "a surcharge below zero": (
        ADJUSTMENT,
        charge("surcharge", of='["basic"]', share="-0.1"),
        "YK104",
        "charge.2.share: Input should be greater than or equal to 0, found -0.1",
    ),
    "a fee once every second period": (
        ADJUSTMENT,
        EARLY.replace("months = 24", "months = 24\nevery = 2") + ADJUSTMENT,
        "YK104",
        "every has no meaning with termination: early is charged once",
    ),
    "renewal months without a renewal": (
        ADJUSTMENT,
        EARLY.replace("months = 24", "months = 24\nrenewal_months = 2") + ADJUSTMENT,
        "YK104",
        "charge.2: renewal_months has no meaning with a term that does not renew",
    ),
    "renewal months as long as the term": (
        ADJUSTMENT,
        EARLY.replace("months = 24", "months = 24\nrenews = true\nrenewal_months = 24") + ADJUSTMENT,
        "YK104",
        "charge.2: renewal_months must be less than months",
    ),
    "a month of the year that is none": (
        BASIC,
        BASIC + "in_months = [7, 13]\n",
        "YK104",
        "charge.0.in_months.1: Input should be less than or equal to 12, found 13",
    ),
    "a difference without its unit": (
        MONTH,
        MONTH + FORMULA + 'difference_rounding = "truncate"\n',
        "YK105",
        "charge.2.formula.0: difference_unit is missing: it is needed with difference_rounding truncate",
    ),
    "a ceiling below the floor": (
        MONTH,
        MONTH + FORMULA + "ceiling = 30000\nfloor = 30001\n",
        "YK104",
        "charge.2.formula.0: ceiling is below floor",
    ),
    "an adjustment that says nothing of its months": (MONTH, "", "YK105", "charge.2.month is missing"),
}


def problems_of(text):
    with pytest.raises(TermsError) as refused:
        book_of_texts([("power.md", text)])
    return refused.value.problems


@pytest.mark.parametrize(("old", "new", "code", "message"), BAD.values(), ids=list(BAD))
def test_a_bad_document_has_one_problem(old, new, code, message):
    """Each error says its code, what was found and what to do, at a line of the clause that it stands in."""
    assert GOOD.count(old) == 1
    least = "least_units = 15\n" if "least units" in message else ""
    text = GOOD.replace(old, new).replace(MONTH, least + MONTH)

    (problem,) = problems_of(text)

    assert (problem.code.id, problem.message) == (code, message)
    assert problem.hint
    line = int(problem.place.removeprefix("power.md:"))
    headings = [heading for heading in text.splitlines()[:line] if heading.startswith("## ")]
    assert headings[-1] == f"## {problem.clause}"


def test_the_good_document_loads():
    """The document that the bad ones are made of has no problem."""
    assert book_of_texts([("power.md", GOOD)]).tariffs == ("tepco-meter-lighting-b-2024",)
