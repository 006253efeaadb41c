"""Terms documents whose charges cannot be billed: each error with its code, line, clause and hint."""

from dataclasses import dataclass

import pytest
from yakkan.oracle import TermsError, codes, load_terms

GOOD = """# Power

```toml
tariff = "power"
language = "en"
currency = "JPY"
effective = 2016-04-01
source = "the utility, price list, 2016"
```

## 1 Contract

By plan and payment.

```toml
[[attribute]]
name = "plan"
values = ["small", "large"]

[[attribute]]
name = "payment"
values = ["debit", "other"]
```

## 2 Service

By readings, prorated by days.

```toml
[period]
kind = "meter-reading"
reading_day = "starts-period"

[billing]
due = "in-arrears"
corrections = "difference"

[service]
start_day = "billed"
end_day = "billed"
same_day = "as-counted"
cancellation = "on-end-day"
first_period = "charged"

[versions]
in_force_on = "last-billed-day"

[trial]
length = 1
unit = "months"
when = { plan = "small" }

[proration]
trigger = "always"
numerator = "used-days"
denominator = "billing-period"
whole_period = "not-prorated"
above_whole = "as-computed"
components = ["basic", "energy"]
width_rounding = "half-up"
width_unit = 1
```

## 3 Prices

A basic fee, tiers, and a levy.

```toml
[[charge]]
item = "basic"
kind = "fixed"

[[charge.price]]
since = 2016-04-01
amount = 500
source = "the utility, price list, 2016"

[[charge]]
item = "energy"
kind = "usage"
tiers = "graduated"

[[charge.price]]
since = 2016-04-01
tiers = [{ up_to = 120, rate = 20 }, { rate = 26 }]
source = "the utility, price list, 2016"
```

## 4 Fuel

By the price of crude oil.

```toml
[[charge]]
item = "fuel"
kind = "adjustment"

[[charge.formula]]
since = 2016-05-01
coefficients = { crude = 0.5 }
base = 40000
base_unit = 0.2
per = 1000
average_rounding = "half-up"
average_unit = 100
unit_rounding = "half-up"
unit_unit = 0.01
source = "the utility, notice, 2016"

[[charge.month]]
month = 2016-05-01
prices = { crude = 39000 }
source = "the utility, notice, May 2016"

[[charge.month]]
month = 2016-06-01
unit = -1.5
source = "the utility, notice, June 2016"
```

## 5 Minimum, discount and early end

At least 700 in all. Debit takes off 50. An early end costs 9,000, and no more than the basic fee.

```toml
[[charge]]
item = "minimum"
kind = "minimum"
of = ["basic", "energy"]

[[charge.price]]
since = 2016-04-01
amount = 700
source = "the utility, price list, 2016"

[[charge]]
item = "discount"
kind = "discount"
of = ["minimum"]
when = { payment = "debit" }

[[charge.price]]
since = 2016-04-01
amount = 50
source = "the utility, price list, 2016"

[[charge]]
item = "early"
kind = "termination"
months = 24
per_month_left = false

[[charge.price]]
since = 2016-04-01
amount = 9000
source = "the utility, price list, 2016"

[charge.cap]
since = 2022-07-01
on = "contract-start"
of = ["basic"]
source = "law, 2022"
```

## 6 Rounding

The total is cut to the yen; there is no tax.

```toml
[rounding]
line = "exact"
total = "floor"
total_unit = 1

[tax]
prices = "outside-tax"
```
"""


@dataclass(frozen=True)
class Bad:
    """The good document with `old` replaced by `new`, and the one problem that this makes.

    The problem is on the line with `at`, in the clause with `clause`; without a `hint` it is the code's remedy.
    """

    old: str
    new: str
    code: str
    at: str
    clause: str
    message: str
    hint: str = ""


FIVE = "5 Minimum, discount and early end"
BAD = {
    "a minimum of an item that is not there": Bad(
        'of = ["basic", "energy"]',
        'of = ["base", "energy"]',
        "YK113",
        'of = ["base"',
        FIVE,
        'no charge before this one has the item "base"',
        'did you mean "basic"?',
    ),
    "a minimum of a later item": Bad(
        'of = ["basic", "energy"]',
        'of = ["basic", "discount"]',
        "YK113",
        'of = ["basic", "disc',
        FIVE,
        'no charge before this one has the item "discount"',
        "allowed: basic, energy, fuel",
    ),
    "a discount of itself": Bad(
        'of = ["minimum"]',
        'of = ["discount"]',
        "YK113",
        'of = ["discount"]',
        FIVE,
        'no charge before this one has the item "discount"',
        "allowed: basic, energy, fuel, minimum",
    ),
    "a discount for an attribute that is not there": Bad(
        'when = { payment = "debit" }',
        'when = { paiment = "debit" }',
        "YK112",
        "when = { paiment",
        FIVE,
        'the attribute "paiment" is not declared',
        'did you mean "payment"?',
    ),
    "a discount for a value that the attribute has not": Bad(
        'when = { payment = "debit" }',
        'when = { payment = "debt" }',
        "YK104",
        "when = { payment",
        FIVE,
        'payment has no value "debt"',
        'did you mean "debit"?',
    ),
    "a trial for an attribute that is not there": Bad(
        'when = { plan = "small" }',
        'when = { plans = "small" }',
        "YK112",
        "when = { plans",
        "2 Service",
        'the attribute "plans" is not declared',
        'did you mean "plan"?',
    ),
    "a trial for a value that the attribute has not": Bad(
        'when = { plan = "small" }',
        'when = { plan = "smal" }',
        "YK104",
        "when = { plan",
        "2 Service",
        'plan has no value "smal"',
        'did you mean "small"?',
    ),
    "months out of order": Bad(
        "month = 2016-06-01",
        "month = 2016-05-01",
        "YK114",
        "month = 2016-05-01\nunit",
        "4 Fuel",
        "2016-05-01 follows 2016-05-01",
    ),
    "a month named by another day than its first": Bad(
        "month = 2016-06-01",
        "month = 2016-06-10",
        "YK104",
        "[[charge.month]]\nmonth = 2016-06-10",
        "4 Fuel",
        "charge.2.month.1: month must be the first day of a month",
    ),
    "a month with both prices and unit": Bad(
        "unit = -1.5",
        "unit = -1.5\nprices = { crude = 1 }",
        "YK104",
        "[[charge.month]]\nmonth = 2016-06-01",
        "4 Fuel",
        "charge.2.month.1: give either prices or unit",
    ),
    "a month with neither": Bad(
        "unit = -1.5\n",
        "",
        "YK104",
        "[[charge.month]]\nmonth = 2016-06-01",
        "4 Fuel",
        "charge.2.month.1: give either prices or unit",
    ),
    "a month before the formula": Bad(
        "month = 2016-05-01",
        "month = 2016-04-01",
        "YK112",
        "[[charge.month]]\nmonth = 2016-04-01",
        "4 Fuel",
        "no formula is in force for 2016-04",
    ),
    "prices that the formula does not take": Bad(
        "prices = { crude = 39000 }",
        "prices = { lng = 39000 }",
        "YK112",
        "[[charge.month]]\nmonth = 2016-05-01",
        "4 Fuel",
        "the formula takes crude; found lng",
    ),
    "a price too many": Bad(
        "prices = { crude = 39000 }",
        "prices = { crude = 39000, lng = 1 }",
        "YK112",
        "[[charge.month]]\nmonth = 2016-05-01",
        "4 Fuel",
        "the formula takes crude; found crude, lng",
    ),
    "tiers prorated without a rounding": Bad(
        'width_rounding = "half-up"\nwidth_unit = 1\n',
        "",
        "YK105",
        "components",
        "2 Service",
        "width_rounding is missing: the tiers of energy are prorated",
    ),
    "a rounding of widths without its unit": Bad(
        "width_unit = 1\n",
        "",
        "YK104",
        "[proration]",
        "2 Service",
        "proration: width_rounding and width_unit go together",
    ),
    "a situation that is none": Bad(
        "width_unit = 1",
        'width_unit = 1\nonly = ["start", "stop"]',
        "YK104",
        "[proration]",
        "2 Service",
        "proration: only: stop is not one of start, end, both, change",
    ),
    "a trigger without its share": Bad(
        'trigger = "always"',
        'trigger = "share-below"',
        "YK105",
        "[proration]",
        "2 Service",
        "proration: trigger_share is missing: it is needed with share-below",
    ),
    "a discount with both share and price": Bad(
        'when = { payment = "debit" }',
        "share = 0.1",
        "YK104",
        '[[charge]]\nitem = "discount"',
        FIVE,
        "charge.4: give either share or price",
    ),
    "a share that is more than the whole": Bad(
        'of = ["minimum"]',
        'of = ["minimum"]\nshare = 1.5',
        "YK104",
        "share = 1.5",
        FIVE,
        "charge.4.share: Input should be less than or equal to 1, found 1.5",
    ),
    "periods of five months": Bad(
        'kind = "meter-reading"\nreading_day = "starts-period"',
        'kind = "calendar-month"\nmonths = 5',
        "YK104",
        "[period]",
        "2 Service",
        "period: months must be 1, 2, 3, 4, 6 or 12, and has no meaning with meter-reading",
    ),
    "a billing day that is not given": Bad(
        'kind = "meter-reading"\nreading_day = "starts-period"',
        'kind = "billing-day"\nmonth_end = "walk"',
        "YK105",
        "[period]",
        "2 Service",
        "period: billing_day is missing: it, or billing_day_attribute, is needed with billing-day",
    ),
    "two billing days": Bad(
        'kind = "meter-reading"\nreading_day = "starts-period"',
        'kind = "billing-day"\nmonth_end = "walk"\nbilling_day = 1\nbilling_day_attribute = "plan"',
        "YK104",
        "[period]",
        "2 Service",
        "period: give either billing_day or billing_day_attribute",
    ),
    "a rounding of a line without its unit": Bad(
        'item = "energy"',
        'item = "energy"\nrounding = "floor"',
        "YK105",
        '[[charge]]\nitem = "energy"',
        "3 Prices",
        "charge.1: rounding_unit is missing: it is needed with rounding floor",
    ),
    "a kind of charge that is none": Bad(
        'kind = "adjustment"',
        'kind = "adjust"',
        "YK104",
        '[[charge]]\nitem = "fuel"',
        "4 Fuel",
        "charge.2.kind is missing or not allowed",
        "allowed: 'fixed', 'per-quantity', 'usage', 'adjustment', 'minimum', 'maximum', 'surcharge', 'discount', "
        "'one-off', 'termination'",
    ),
}


COMPONENTS = 'components = ["basic", "energy"]'


def problems_of(path):
    with pytest.raises(TermsError) as caught:
        load_terms(path)
    return caught.value.problems


def line_of(text, marker):
    return text[: text.index(marker)].count("\n") + 1


def remedy(code):
    return next(known.remedy for known in vars(codes).values() if getattr(known, "id", "") == code)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a document into an empty folder that commands are given from; its path as the user would give it."""
    monkeypatch.chdir(tmp_path)

    def written(text):
        (tmp_path / "power.md").write_text(text, encoding="utf-8")
        return (tmp_path / "power.md").relative_to(tmp_path)

    return written


def test_the_good_document_loads(write):
    """The document that the bad ones are made of has no problem."""
    assert load_terms(write(GOOD)).tariffs == ("power",)


@pytest.mark.parametrize("bad", BAD.values(), ids=list(BAD))
def test_a_bad_document_has_one_problem(write, bad):
    """Each error says its code, file and line, clause, what was found and what to do."""
    assert GOOD.count(bad.old) == 1
    text = GOOD.replace(bad.old, bad.new)

    (problem,) = problems_of(write(text))

    assert problem.message == bad.message
    assert problem.code.id == bad.code
    assert problem.place == f"power.md:{line_of(text, bad.at)}"
    assert problem.clause == bad.clause
    assert problem.hint == (bad.hint or remedy(bad.code))


def test_tiers_that_are_not_prorated_need_no_rounding(write):
    """Widths are rounded only where tiers are prorated."""
    unrounded = GOOD.replace('width_rounding = "half-up"\nwidth_unit = 1\n', "")
    for old, new in ((COMPONENTS, 'components = ["basic"]'), ("{ up_to = 120, rate = 20 }, ", "")):
        assert GOOD.count(old) == 1
        assert load_terms(write(unrounded.replace(old, new))).tariffs == ("power",)


def test_a_cap_of_an_item_that_is_not_there(write):
    """An item that a cap names and no charge has is told on the line that names it."""
    text = GOOD.replace('of = ["basic"]', 'of = ["base"]')
    (problem,) = problems_of(write(text))
    assert problem.message == 'no charge before this one has the item "base"'
    line = line_of(text, 'of = ["base"]')
    assert problem.place == f"power.md:{line}"


@pytest.mark.parametrize(
    ("attribute", "message"),
    [
        ("factor", 'the attribute "factor" is not declared'),
        ("plan", 'plan "small" is not an amount'),
    ],
)
def test_points_of_an_attribute_that_has_none(write, attribute, message):
    """A fee by points of an attribute that is not declared, or is no amount, is an error where the points stand."""
    points = f'by_points = {{ attribute = "{attribute}", base = 85, per_point = 0.01 }}'
    text = GOOD.replace('item = "basic"\nkind = "fixed"', f'item = "basic"\nkind = "fixed"\n{points}')
    problem, *_ = problems_of(write(text))
    assert (problem.message, problem.place) == (message, f"power.md:{line_of(text, points)}")


@pytest.mark.parametrize(
    ("attribute", "message"),
    [
        ("day", 'the attribute "day" is not declared'),
        ("plan", 'plan "small" is not a day of a month'),
    ],
)
def test_billing_day_of_an_attribute_that_has_none(write, attribute, message):
    """A billing day by an attribute that is not declared, or is no day, is an error where the attribute is named."""
    by_day = f'kind = "billing-day"\nmonth_end = "walk"\nbilling_day_attribute = "{attribute}"'
    text = GOOD.replace('kind = "meter-reading"\nreading_day = "starts-period"', by_day)
    problem, *_ = problems_of(write(text))
    assert (problem.message, problem.place) == (message, f"power.md:{line_of(text, 'billing_day_attribute')}")


def test_charges_by_use_in_advance(write):
    """Charges by use, adjustments, and a fee that is less without use cannot be billed in advance."""
    text = GOOD.replace('due = "in-arrears"', 'due = "in-advance"').replace(
        'item = "basic"\nkind = "fixed"', 'item = "basic"\nkind = "fixed"\nno_use_share = 0.5'
    )

    def place_of(item):
        marker = f'[[charge]]\nitem = "{item}"'
        return f"power.md:{line_of(text, marker)}"

    told = [(problem.message, problem.place, problem.code.id) for problem in problems_of(write(text))]
    assert told == [
        (
            f"{item} cannot be billed in advance: its use is not known yet",
            place_of(item),
            "YK104",
        )
        for item in ("basic", "energy", "fuel")
    ]


def test_a_cap_of_an_item_without_a_fixed_fee(write):
    """A cap of an item that has no fee of its own for a period is an error on the line that names it."""
    text = GOOD.replace('of = ["basic"]', 'of = ["energy"]')
    (problem,) = problems_of(write(text))
    assert problem.message == 'a cap is the full fee of a period, and "energy" has none: its kind is usage'
    line = line_of(text, 'of = ["energy"]')
    assert problem.place == f"power.md:{line}"
