"""The choices that terms make, each a finite list of values that real providers use.

A billing system is a set of these choices; a misbilling is a difference between the terms' choices and the system's.
Adding a value here and its formula in the one module that reads it is all that a new rule needs.
"""

from enum import StrEnum


class PeriodKind(StrEnum):
    """How time is cut into billing periods (料金の算定期間)."""

    METER_READING = "meter-reading"
    """From one scheduled reading day to the next (electricity, gas, water)."""
    CALENDAR_MONTH = "calendar-month"
    """From the 1st of a month to its last day (Japanese telecom carriers)."""
    ANNIVERSARY = "anniversary"
    """From the contract's start day to the same day of the next month (subscriptions)."""


class ReadingDay(StrEnum):
    """Which of the two periods that meet on a scheduled reading day owns that day."""

    STARTS_PERIOD = "starts-period"
    """The later one: previous reading day to the day before this reading day (Japanese electricity)."""
    ENDS_PERIOD = "ends-period"
    """The earlier one: the day after the previous reading to this reading day (Japanese city gas)."""


class DayBilled(StrEnum):
    """Whether a day that the terms name is billed."""

    BILLED = "billed"
    """The named day is billed (最終使用日, 利用終了日)."""
    NOT_BILLED = "not-billed"
    """The day is not billed; the day before it is the last one (解約日, 消滅日)."""


class SameDay(StrEnum):
    """What a contract costs that starts and ends on the same named day."""

    ONE_DAY = "one-day"
    """One day is billed even where the named end day otherwise is not (NTT West IP network terms)."""
    AS_COUNTED = "as-counted"
    """What the rules for start and end day give: one day or none."""


class CancellationEffect(StrEnum):
    """When a cancellation stops the fees."""

    ON_END_DAY = "on-end-day"
    """On the day the customer and the company name (electricity, NTT East)."""
    END_OF_PERIOD = "end-of-period"
    """At the end of the billing period with the last day used: that period is charged in full (So-net)."""
    END_OF_NEXT_PERIOD = "end-of-next-period"
    """One billing period later (services with a month's notice; a system that cancels at its next cycle)."""
    START_OF_PERIOD = "start-of-period"
    """At the start of the billing period with the last day used: that period is free (cancel month free)."""


class FirstPeriod(StrEnum):
    """What the period costs in which the service starts."""

    CHARGED = "charged"
    """Like any other, prorated or not as the proration rules say."""
    FREE = "free"
    """Nothing (providers that give the start month away)."""
    FREE_UNLESS_WHOLE = "free-unless-whole"
    """Nothing, unless the service starts on the period's first day (fees by contract status on the 1st)."""


class MigrationEnd(StrEnum):
    """Which end day the order of a new service names for the contract it replaces."""

    NEW_START = "new-start"
    """The day the new service starts."""
    DAY_BEFORE_NEW_START = "day-before-new-start"
    """The day before it."""


class InForceOn(StrEnum):
    """Which day's version of the terms, and which day's price row, a billing period is charged under."""

    FIRST_BILLED_DAY = "first-billed-day"
    """The first day billed in the period."""
    LAST_BILLED_DAY = "last-billed-day"
    """The last day billed in the period."""
    PERIOD_START = "period-start"
    """The first day of the billing period, used or not."""
    CONTRACT_START = "contract-start"
    """The day the contract started (old customers keep old terms)."""


class Trigger(StrEnum):
    """When a period that is not used from its first to its last day is prorated (日割計算) at all."""

    ALWAYS = "always"
    """Whenever at least one day of the period is not used (Japanese electricity terms)."""
    NEVER = "never"
    """Not at all: a period begun is a period charged (So-net)."""
    DIFFERENCE_AT_LEAST = "difference-at-least"
    """If the days used differ from `trigger_reference` by `trigger_days` or more (ENEOS Denki: 5 and start month)."""
    FEWER_DAYS_THAN = "fewer-days-than"
    """If fewer than `trigger_days` days were used (retailers that prorate only below 30 days)."""


class DayCount(StrEnum):
    """A number of days that proration divides by or compares with."""

    BILLING_PERIOD = "billing-period"
    """The whole billing period; for meter reading the scheduled reading period, from the previous reading day to the
    day before this one (Enex 2016-04-01)."""
    START_MONTH = "start-month"
    """Calendar days of the month of the first day used (Enex 2018-06-25 at the start of supply, ENEOS Denki)."""
    LAST_USED_MONTH = "last-used-month"
    """Calendar days of the month of the last day used (Enex 2018-06-25 at the end of the contract)."""
    BILLING_MONTH = "billing-month"
    """Calendar days of the month in which the period's closing reading falls."""
    MONTH_BEFORE_BILLING_MONTH = "month-before-billing-month"
    """Calendar days of the month before that (the vendor system of the 2018 notice)."""
    THIRTY = "thirty"
    """30 days, whatever the month (fixed 30, common in card billing)."""


class Numerator(StrEnum):
    """Which days proration counts as used."""

    USED_DAYS = "used-days"
    """The days used inside the period."""
    USED_DAYS_AND_READING_DAY = "used-days-and-reading-day"
    """One more at the start of supply: up to this reading day, 「今回検針日まで」 read as including it."""


class WholePeriod(StrEnum):
    """Whether a first or last period that is used from its first to its last day goes through the proration formula."""

    NOT_PRORATED = "not-prorated"
    """It is charged in full like any other period."""
    PRORATED = "prorated"
    """It is prorated too, so a denominator other than the period changes the fee (a start on the reading day)."""


class AboveWhole(StrEnum):
    """What happens when more days are used than the denominator has."""

    AS_COMPUTED = "as-computed"
    """The prorated fee is above the full fee."""
    FULL_FEE = "full-fee"
    """The full fee is charged (terms that do not prorate when the days exceed the month)."""


class Counted(StrEnum):
    """Which quantity of a period is multiplied by the fee when it changes inside the period."""

    LAST_DAY = "last-day"
    """The quantity in use on the last day of the billing period; none when the contract has ended by then."""
    LAST_DAY_USED = "last-day-used"
    """The quantity on the last day of the period on which the contract was in force."""
    FIRST_DAY = "first-day"
    """The quantity in use on the first day of the billing period; none when the contract had not begun."""
    FIRST_DAY_USED = "first-day-used"
    """The quantity on the first day of the period on which the contract was in force."""
    MAXIMUM = "maximum"
    """The largest quantity on any day of the period."""
    DAY_BY_DAY = "day-by-day"
    """Each day's own quantity over the days of the period."""


class Tiers(StrEnum):
    """How use that passes a tier's bound is priced."""

    GRADUATED = "graduated"
    """Each tier's rate for the use inside it (段階料金)."""
    VOLUME = "volume"
    """The rate of the tier that the whole use reaches, for all of it."""


class PricesAre(StrEnum):
    """How the prices of the terms stand to consumption tax."""

    TAX_INCLUSIVE = "tax-inclusive"
    """Tax is inside the price and is extracted from the total (Japanese consumer tariffs)."""
    TAX_EXCLUSIVE = "tax-exclusive"
    """Tax is added to the total (business tariffs)."""
    OUTSIDE_TAX = "outside-tax"
    """No tax (out of the tax's scope)."""


class TaxRateOn(StrEnum):
    """Which day's tax rate a bill carries."""

    LAST_BILLED_DAY = "last-billed-day"
    """The last day billed."""
    FIRST_BILLED_DAY = "first-billed-day"
    """The first day billed."""
    PERIOD_END = "period-end"
    """The day that ends the billing period: the reading day that fixes the charge, the 1st of the next month."""
