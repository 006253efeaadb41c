"""The steps of a derivation, and their kinds, each with its unit and whether its text is a calculation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Self

from ..calendar import Period
from ..vocabulary import Clause

Operand = Fraction | int | str | date | Period


class StepUnit(Enum):
    """The unit of a step's value."""

    MONEY = "money"
    NUMBER = "number"
    DAYS = "days"


_MONEY, _NUMBER, _DAYS = StepUnit.MONEY, StepUnit.NUMBER, StepUnit.DAYS
_SUM = True


class StepKind(StrEnum):
    """The kinds of steps. `is_sum` is True if the text of a step is a calculation and its value is the result.

    A new kind needs one line here, and its text in each language in `oracle/derivation/`.
    """

    unit: StepUnit
    is_sum: bool

    def __new__(cls, name: str, unit: StepUnit, is_sum: bool = False) -> Self:  # noqa: FBT001, FBT002  # a table
        """A member from its line in the table below."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.unit = unit
        member.is_sum = is_sum
        return member

    FEE = "fee", _MONEY
    FEE_BY_ATTRIBUTE = "fee-by-attribute", _MONEY
    FEE_PER_ATTRIBUTE = "fee-per-attribute", _MONEY, _SUM
    QUANTITY_LAST_DAY = "quantity-last-day", _NUMBER
    QUANTITY_LAST_DAY_USED = "quantity-last-day-used", _NUMBER
    QUANTITY_FIRST_DAY = "quantity-first-day", _NUMBER
    QUANTITY_FIRST_DAY_USED = "quantity-first-day-used", _NUMBER
    QUANTITY_MAXIMUM = "quantity-maximum", _NUMBER
    QUANTITY_MAXIMUM_OF_12_MONTHS = "quantity-maximum-of-12-months", _NUMBER
    QUANTITY_DAY_BY_DAY = "quantity-day-by-day", _NUMBER
    TIMES_QUANTITY = "times-quantity", _MONEY, _SUM
    DAYS_USED = "days-used", _DAYS
    DAYS_USED_AND_READING_DAY = "days-used-and-reading-day", _DAYS
    DENOMINATOR_BILLING_PERIOD = "denominator-billing-period", _DAYS
    DENOMINATOR_START_MONTH = "denominator-start-month", _DAYS
    DENOMINATOR_LAST_USED_MONTH = "denominator-last-used-month", _DAYS
    DENOMINATOR_BILLING_MONTH = "denominator-billing-month", _DAYS
    DENOMINATOR_MONTH_BEFORE_BILLING_MONTH = "denominator-month-before-billing-month", _DAYS
    DENOMINATOR_THIRTY = "denominator-thirty", _DAYS
    DAYS_USED_AND_NEXT = "days-used-and-next", _DAYS
    DAYS_USED_LESS_ONE = "days-used-less-one", _DAYS
    DAYS_USED_LESS_FIRST = "days-used-less-first", _DAYS
    DAYS_30_360 = "days-30-360", _DAYS
    DAYS_TO_ISSUE = "days-to-issue", _DAYS
    MONTHS_BEGUN = "months-begun", _NUMBER
    WHOLE_MONTHS = "whole-months", _NUMBER
    SHARE_OF_STEP = "share-of-step", _MONEY
    ABOVE_STEPS = "above-steps", _MONEY
    DENOMINATOR_MONTHS_OF_PERIOD = "denominator-months-of-period", _NUMBER
    DAYS_OF_EACH_MONTH = "days-of-each-month", _DAYS
    DENOMINATOR_REST_OF_PERIOD = "denominator-rest-of-period", _DAYS
    DENOMINATOR_PERIOD_LESS_ONE = "denominator-period-less-one", _DAYS
    DENOMINATOR_DAYS_365 = "denominator-days-365", _DAYS
    DENOMINATOR_DAYS_366 = "denominator-days-366", _DAYS
    DENOMINATOR_DAYS_360 = "denominator-days-360", _DAYS
    DENOMINATOR_YEAR_ACTUAL = "denominator-year-actual", _DAYS
    DENOMINATOR_MONTH_OF_365 = "denominator-month-of-365", _DAYS
    NOT_PRORATED_SHARE = "not-prorated-share", _MONEY
    ROW_DAYS = "row-days", _MONEY, _SUM
    SUM_OF_ROWS = "sum-of-rows", _MONEY, _SUM
    UNITS_BY_DAYS = "units-by-days", _NUMBER, _SUM
    SUM_OF_PARTS = "sum-of-parts", _MONEY, _SUM
    SUSPENDED = "suspended", _MONEY, _SUM
    BY_POINTS = "by-points", _MONEY, _SUM
    NO_USE = "no-use", _MONEY, _SUM
    TIER_WIDTH = "tier-width", _NUMBER, _SUM
    TIER_FEE = "tier-fee", _MONEY
    USE_MULTIPLIED = "use-multiplied", _NUMBER, _SUM
    USE_ROUNDED = "use-rounded", _NUMBER, _SUM
    BLOCKS = "blocks", _NUMBER, _SUM
    LEAST_UNITS = "least-units", _NUMBER
    LEAST_UNITS_PRORATED = "least-units-prorated", _NUMBER, _SUM
    PUBLISHED_UNIT = "published-unit", _MONEY
    PUBLISHED_PRICES = "published-prices", _MONEY
    AVERAGE_PRICE = "average-price", _MONEY, _SUM
    AVERAGE_PRICE_CEILING = "average-price-ceiling", _MONEY
    AVERAGE_PRICE_FLOOR = "average-price-floor", _MONEY
    PRICE_DIFFERENCE = "price-difference", _MONEY, _SUM
    ADJUSTMENT_UNIT_OF_DIFFERENCE = "adjustment-unit-of-difference", _MONEY, _SUM
    ADJUSTMENT_UNIT = "adjustment-unit", _MONEY, _SUM
    TIMES_UNITS = "times-units", _MONEY, _SUM
    MINIMUM = "minimum", _MONEY, _SUM
    MAXIMUM = "maximum", _MONEY, _SUM
    SURCHARGE = "surcharge", _MONEY, _SUM
    DISCOUNT_SHARE = "discount-share", _MONEY, _SUM
    DISCOUNT_LIMIT = "discount-limit", _MONEY
    EARLY_TERMINATION = "early-termination", _MONEY, _SUM
    CAP = "cap", _MONEY
    CORRECTION = "correction", _MONEY, _SUM
    INTEREST = "interest", _MONEY, _SUM
    INTEREST_ADDED = "interest-added", _MONEY, _SUM
    OUTSIDE_TAX = "outside-tax", _MONEY, _SUM
    TAX_INCLUSIVE_BY_LINE = "tax-inclusive-by-line", _MONEY, _SUM
    TAX_EXCLUSIVE_BY_LINE = "tax-exclusive-by-line", _MONEY, _SUM
    ABOVE_WHOLE = "above-whole", _MONEY
    NOT_PRORATED_NEVER = "not-prorated-never", _MONEY
    NOT_PRORATED_DIFFERENCE = "not-prorated-difference", _MONEY
    NOT_PRORATED_DAYS = "not-prorated-days", _MONEY
    PRORATED = "prorated", _MONEY, _SUM
    ROUNDED = "rounded", _MONEY, _SUM
    UNITS_USED = "units-used", _NUMBER
    TIER = "tier", _MONEY, _SUM
    SUM = "sum", _MONEY, _SUM
    TAX_INCLUSIVE = "tax-inclusive", _MONEY, _SUM
    TAX_EXCLUSIVE = "tax-exclusive", _MONEY, _SUM
    TAX_INCLUSIVE_OF_RATE = "tax-inclusive-of-rate", _MONEY, _SUM
    TAX_EXCLUSIVE_OF_RATE = "tax-exclusive-of-rate", _MONEY, _SUM
    TAX_TOGETHER = "tax-together", _MONEY, _SUM
    TAX_OF_RATES = "tax-of-rates", _MONEY, _SUM
    TOTAL_WITH_TAX = "total-with-tax", _MONEY, _SUM


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation: its kind says how `operands` give `value`, None if the step only states a fact."""

    kind: StepKind
    operands: Mapping[str, Operand]
    value: Fraction | None
    clause: Clause
