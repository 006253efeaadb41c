"""The choices that terms make, each a finite list of values that real providers use.

A billing system is a set of these choices; a misbilling is a difference between the terms' choices and the system's.
Adding a value here and its formula in the one module that reads it is all that a new rule needs.
"""

from enum import StrEnum

from ..calendar import MonthEnd
from ..money import RoundingMode


class PeriodKind(StrEnum):
    """How time is cut into billing periods (料金の算定期間)."""

    METER_READING = "meter-reading"
    """From one scheduled reading day to the next (electricity, gas, water)."""
    CALENDAR_MONTH = "calendar-month"
    """From the 1st of a month to its last day (Japanese telecom carriers)."""
    ANNIVERSARY = "anniversary"
    """From the contract's start day to the same day of a later month (subscriptions)."""
    BILLING_DAY = "billing-day"
    """From the billing day of a month to the day before the next one (NTT West IP network terms, card billing)."""


class DueWhen(StrEnum):
    """When the bill of a period falls due."""

    IN_ARREARS = "in-arrears"
    """When the period is closed (electricity, gas, telecom)."""
    IN_ADVANCE = "in-advance"
    """On the first day of the period (subscriptions paid ahead)."""


class Corrections(StrEnum):
    """What happens to a bill already issued when the company learns later what should have been billed."""

    DIFFERENCE = "difference"
    """The next run bills or credits the difference."""
    CHARGES_ONLY = "charges-only"
    """The next run bills what is missing; nothing is refunded (no refunds for a started period)."""
    CREDITS_ONLY = "credits-only"
    """The next run credits what was billed too much; what is missing is waived (Enex 2018: overbilling refunded,
    underbilling not collected)."""
    NONE = "none"
    """The bill stands."""
    DIFFERENCE_TO_FIRST = "difference-to-first"
    """Each correction is the difference to the bill first issued, as if there had been no earlier correction (Lago
    1778: an upgrade credited twice)."""
    CREDITS_CHARGED = "credits-charged"
    """The difference, but credits are charged instead (Axelor 14629: the sign of a credit is inverted)."""


class Runs(StrEnum):
    """What a billing run bills."""

    COMPLETE = "complete"
    """Every period that is due and not yet billed, each once, however often billing is run."""
    AGAIN = "again"
    """A second run on a day bills again what the first one billed (ERPNext 28179: one bill for each run)."""
    LATEST_ONLY = "latest-only"
    """The latest period that is due; earlier ones that fell due since the previous run are lost (ERPNext 46080)."""


class InterestFrom(StrEnum):
    """The day from which a refund bears interest."""

    BILL = "bill"
    """The day of the bill that was too high (NTT East 2009: from the payment)."""
    CORRECTION = "correction"
    """The day of the correction itself, so that there is almost no interest (interest from the day of detection)."""


class InterestOn(StrEnum):
    """Which corrections bear interest."""

    REFUNDS = "refunds"
    """Those that refund; what is charged later bears none (NTT East 2009)."""
    BOTH_WAYS = "both-ways"
    """Those that charge too, so that interest on underbilling reduces it (interest on the net)."""


class InterestYear(StrEnum):
    """The year that the days of interest are divided by."""

    DAYS_365 = "days-365"
    """365 days, in leap years too (policies that name a daily rate: 14.5 % a year, 365 days)."""
    YEAR_ACTUAL = "year-actual"
    """Each day by the days of its own calendar year, 365 or 366 (Japanese civil practice)."""


class FirstDay(StrEnum):
    """Whether the day on which interest begins counts."""

    COUNTED = "counted"
    """It is the first day of interest."""
    NOT_COUNTED = "not-counted"
    """The day after it is (Japanese Civil Code, article 140)."""


class TrialUnit(StrEnum):
    """What the length of a trial is counted in."""

    DAYS = "days"
    """Days from the first day in service."""
    MONTHS = "months"
    """Months from the first day in service, to the same day of the month."""
    PERIODS = "periods"
    """Billing periods, beginning with the one in which the service starts."""


class ChangeDay(StrEnum):
    """Which of the two plans is charged for the day of a change."""

    NEW = "new"
    """The new plan."""
    OLD = "old"
    """The old plan: the new one starts on the day after."""
    BOTH = "both"
    """Both plans are charged for it (Lago 1695: the day of an upgrade billed twice)."""
    NEITHER = "neither"
    """No plan is charged for it (Lago 5522: a day lost at each change)."""


class ChangeEffect(StrEnum):
    """When a change of plan or attributes takes effect."""

    ON_DAY = "on-day"
    """On the day it is made, inside the billing period."""
    NEXT_PERIOD = "next-period"
    """From the start of the next billing period."""


class WholeFee(StrEnum):
    """Which plan's fee is charged in a period with a change if the fee is not prorated."""

    FIRST = "first"
    """The plan at the start of the period."""
    LAST = "last"
    """The plan at the end of the period."""
    EACH = "each"
    """Both plans' full fees (a system that bills each change in full)."""


class ReadingDay(StrEnum):
    """Which of the two periods that meet on a scheduled reading day contains that day."""

    STARTS_PERIOD = "starts-period"
    """The later one: previous reading day to the day before this reading day (Japanese electricity)."""
    ENDS_PERIOD = "ends-period"
    """The earlier one: the day after the previous reading to this reading day (Japanese city gas)."""


class DayBilled(StrEnum):
    """Whether the day that the terms name is billed."""

    BILLED = "billed"
    """The named day is billed (最終使用日, 利用終了日)."""
    NOT_BILLED = "not-billed"
    """The day is not billed; the day before it is the last one (解約日, 消滅日)."""


class SameDay(StrEnum):
    """What a contract costs if its named start and end are the same day."""

    ONE_DAY = "one-day"
    """One day is billed even if the named end day is otherwise not billed (NTT West IP network terms)."""
    AS_COUNTED = "as-counted"
    """What the rules for the start and end days give: one day or none."""


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
    """What is charged for the period in which the service starts."""

    CHARGED = "charged"
    """Like any other, prorated or not as the proration rules say."""
    FREE = "free"
    """Nothing (providers that give the start month away)."""
    FREE_UNLESS_WHOLE = "free-unless-whole"
    """Nothing, unless the service starts on the period's first day (fees by contract status on the 1st)."""


class MigrationEnd(StrEnum):
    """Which end day the order of a new service sets for the contract it replaces."""

    NEW_START = "new-start"
    """The day the new service starts."""
    DAY_BEFORE_NEW_START = "day-before-new-start"
    """The day before it."""


class InForceOn(StrEnum):
    """The day that picks the version of the terms and the price row for a billing period."""

    FIRST_BILLED_DAY = "first-billed-day"
    """The first day billed in the period."""
    LAST_BILLED_DAY = "last-billed-day"
    """The last day billed in the period."""
    PERIOD_START = "period-start"
    """The first day of the billing period, whether used or not."""
    CONTRACT_START = "contract-start"
    """The day the contract started (old customers keep old terms)."""
    ISSUE_DAY = "issue-day"
    """The day the bill is issued: today's tariff for past use (HomeAssistant-OctopusEnergy 748)."""

    EACH_DAY = "each-day"
    """Each day has its own: a period in which the version or a price row changes is split by days (TEPCO 2012: a new
    unit price from the 1st, read on the 15th)."""


class Trigger(StrEnum):
    """When a period that is not used from its first to its last day is prorated (日割計算)."""

    ALWAYS = "always"
    """Whenever at least one day of the period is not used (Japanese electricity terms)."""
    NEVER = "never"
    """Never: a started period is charged in full (So-net)."""
    DIFFERENCE_AT_LEAST = "difference-at-least"
    """If the days used differ from `trigger_reference` by `trigger_days` or more (ENEOS Denki: 5 and start month)."""
    SHARE_BELOW = "share-below"
    """If the days used are less than `trigger_share` of the billing period (St Charles MN: 80 %)."""
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
    """Calendar days of the month before the billing month (the vendor system of the 2018 notice)."""
    THIRTY = "thirty"
    """30 days, whatever the month (fixed 30, common in card billing)."""
    EACH_MONTH = "each-month"
    """The days used in each calendar month divided by that month's days, added up (iGRID per month touched)."""
    REST_OF_PERIOD = "rest-of-period"
    """From the first day used to the period's last day (a denominator clamped to the contract)."""
    PERIOD_LESS_ONE = "period-less-one"
    """The billing period less one day (last day minus first day)."""
    DAYS_365 = "days-365"
    """365 days (yearly fees by a fixed year)."""
    DAYS_366 = "days-366"
    """366 days (the basis of a leap year in every year)."""
    DAYS_360 = "days-360"
    """360 days (the banker's year)."""
    YEAR_ACTUAL = "year-actual"
    """365 or 366: the days of the calendar year of the first day used."""
    MONTH_OF_365 = "month-of-365"
    """365/12 days: a twelfth of a fixed year (daily prices made monthly)."""
    STEPS = "steps"
    """No division: the `share` of the first `[[proration.step]]` whose `up_to_days` is not exceeded by the days used;
    the full fee above the last step (Japanese city water: half the basic fee up to 15 days)."""
    MONTHS_OF_PERIOD = "months-of-period"
    """The months of the billing period, with a numerator by months: months used / months of the period (yearly fees
    refunded for the whole months that remain: software and membership terms)."""


class Numerator(StrEnum):
    """Which days proration counts as used."""

    USED_DAYS = "used-days"
    """The days used inside the period."""
    USED_DAYS_AND_READING_DAY = "used-days-and-reading-day"
    """One more at the start of supply: up to and including this reading day (a reading of 「今回検針日まで」)."""
    USED_DAYS_AND_NEXT = "used-days-and-next"
    """One more: the day after the last day used is counted too (the end day counts although it is not used)."""
    USED_DAYS_LESS_ONE = "used-days-less-one"
    """One fewer: the last day is dropped (the difference of first and last day)."""
    USED_DAYS_LESS_FIRST = "used-days-less-first"
    """One fewer where the use starts: its first day is dropped (counting begins on the day after)."""
    DAYS_30_360 = "days-30-360"
    """Days in months of 30: the 31st counts as the 30th, the last of February as the 30th (Zuora's 30/360)."""
    DAYS_TO_ISSUE = "days-to-issue"
    """The days from the first day used to the day the bill is issued, both included (ERPNext: the wall clock)."""
    MONTHS_BEGUN = "months-begun"
    """The months of the billing period with at least one day used, counted from its first day (yearly domain and
    maintenance fees: 1月未満は1月とする)."""
    WHOLE_MONTHS = "whole-months"
    """The months of the billing period used from their first to their last day (memberships that count only whole
    months)."""


class Base(StrEnum):
    """What proration rounds before it multiplies."""

    RATIO = "ratio"
    """The ratio of days (ERPNext: to one decimal; others two or four)."""
    DAY_RATE = "day-rate"
    """The fee of one day, before it is multiplied by the days."""


class WholePeriod(StrEnum):
    """Whether a first or last period that is used from its first to its last day goes through the proration formula."""

    NOT_PRORATED = "not-prorated"
    """It is charged in full like any other period."""
    PRORATED = "prorated"
    """It is prorated too, so a denominator other than the period changes the fee (a start on the reading day)."""


class AboveWhole(StrEnum):
    """What happens if the days used are more than the denominator."""

    AS_COMPUTED = "as-computed"
    """The prorated fee is above the full fee."""
    FULL_FEE = "full-fee"
    """The full fee is charged (terms that do not prorate when the days exceed the month)."""


class Counted(StrEnum):
    """Which quantity of a period is multiplied by the fee when it changes inside the period."""

    LAST_DAY = "last-day"
    """The quantity in use on the last day of the billing period; none if the contract has ended by then."""
    LAST_DAY_USED = "last-day-used"
    """The quantity on the last day of the period on which the contract was in force."""
    FIRST_DAY = "first-day"
    """The quantity in use on the first day of the billing period; none if the contract had not started."""
    FIRST_DAY_USED = "first-day-used"
    """The quantity on the first day of the period on which the contract was in force."""
    MAXIMUM = "maximum"
    """The largest quantity on any day of the period."""
    MAXIMUM_OF_12_MONTHS = "maximum-of-12-months"
    """The largest quantity on any day of the 12 months up to the last day used, or since the contract's start if that
    is later: the contract power by measured demand (Japanese high voltage: 実量制)."""
    DAY_BY_DAY = "day-by-day"
    """The quantities of all days added up, divided by the days of the period."""


class Tiers(StrEnum):
    """How use that passes a tier's bound is priced."""

    GRADUATED = "graduated"
    """Each tier's rate applies to the use inside it (段階料金)."""
    VOLUME = "volume"
    """The rate of the highest tier reached applies to all of the use."""


class TierBound(StrEnum):
    """Which tier use equal to a bound belongs to, where one rate applies to all of the use."""

    LOWER_TIER = "lower-tier"
    """The tier below the bound: up to and including it (以下, Japanese utilities)."""
    UPPER_TIER = "upper-tier"
    """The tier above the bound: the lower one is strictly below it (未満; Azure's first 199 of 200)."""


class TiersPer(StrEnum):
    """What the tiers start again with."""

    PERIOD = "period"
    """Each billing period, however often it is read."""
    READING = "reading"
    """Each reading (OpenMeter 1787, Lago 5616: free units granted once more)."""


class PricesAre(StrEnum):
    """Whether the prices of the terms include consumption tax."""

    TAX_INCLUSIVE = "tax-inclusive"
    """Tax is inside the price and is extracted from the total (Japanese consumer tariffs)."""
    TAX_EXCLUSIVE = "tax-exclusive"
    """Tax is added to the total (business tariffs)."""
    OUTSIDE_TAX = "outside-tax"
    """No tax (outside the scope of the tax)."""


class TaxRateOn(StrEnum):
    """The day whose tax rate applies to a bill."""

    LAST_BILLED_DAY = "last-billed-day"
    """The last day billed."""
    FIRST_BILLED_DAY = "first-billed-day"
    """The first day billed."""
    PERIOD_END = "period-end"
    """The day that ends the billing period: the reading day that fixes the charge, the 1st of the next month."""
    FIXED_OR_CONTINUING = "fixed-or-continuing"
    """The day that ends the billing period, but a contract that continues from before a new rate keeps the old one for
    periods closed up to the rate's `continuing_until` (utilities in October 2019: Tohoku, Chubu and Chugoku
    notices)."""
    ISSUE_DAY = "issue-day"
    """The day the bill is issued."""


class TaxPer(StrEnum):
    """The amounts on which tax is computed and rounded."""

    BILL = "bill"
    """Once on the bill: the exact tax of all its rates added up and rounded once."""
    RATE = "rate"
    """Once for each rate on the bill, on the sum of that rate's lines (the Japanese invoice rule since
    2023-10-01)."""
    LINE = "line"
    """For each line."""


class TaxClass(StrEnum):
    """How a charge is taxed."""

    STANDARD = "standard"
    """Like the tariff's prices, at the rates of `[[tax.rate]]`."""
    REDUCED = "reduced"
    """Like the tariff's prices, at the rates of `[[tax.reduced]]` (food, drinking water and newspapers in Japan since
    2019-10-01: 8 % beside 10 %)."""
    OUTSIDE = "outside"
    """Outside the tax, whatever the tariff's prices include (early-termination fees)."""


class RowOn(StrEnum):
    """The day that picks the dated row of a charge's price."""

    FIRST_BILLED_DAY = "first-billed-day"
    """The first day billed."""
    LAST_BILLED_DAY = "last-billed-day"
    """The last day billed."""
    PERIOD_START = "period-start"
    """The first day of the billing period: a row of 1 April applies from the April reading day on (renewable levy)."""
    CLOSING_MONTH = "closing-month"
    """The first day of the month in which the period is closed (the bill of that month)."""
    CONTRACT_START = "contract-start"
    """The day the contract started (old customers keep old prices)."""
    EACH_DAY = "each-day"
    """Each day has its own row. A fee is the sum of the rows' fees, each by its days. The use is split by days, and
    each row prices its share with tiers narrowed to its days; an adjustment is that of each day's calendar month. A fee
    charged once has the row of its day (TEPCO 2012: a new unit price from the 1st, read on the 15th)."""


class NegativeUse(StrEnum):
    """How use below zero is treated (an estimate corrected later, feed-in)."""

    REFUSED = "refused"
    """The case cannot be billed."""
    CREDITED = "credited"
    """It is priced like use, with its sign."""
    ZERO = "zero"
    """It counts as no use."""


class BoundaryReading(StrEnum):
    """Which period a reading belongs to if it closes one period and opens the next."""

    CLOSED_PERIOD = "closed-period"
    """The one that it closes."""
    NEXT_PERIOD = "next-period"
    """The one that it opens (Lago 4082: an event at the end of a period falls into the next)."""
    BOTH_PERIODS = "both-periods"
    """Both, so that it is billed twice (convoy 2690: both bounds inclusive)."""


class Estimates(StrEnum):
    """What happens when an actual reading follows estimated ones."""

    NEXT_READING = "next-reading"
    """The period of the actual reading gets the whole difference."""
    SPREAD_BY_DAYS = "spread-by-days"
    """The use since the last actual reading is spread evenly over its days, and the estimated bills are corrected."""


class OneOffAt(StrEnum):
    """When a one-off fee is charged."""

    START = "start"
    """With the period in which the contract starts."""
    END = "end"
    """With the period in which it ends."""


class CapOn(StrEnum):
    """The day that decides whether a cap applies."""

    CONTRACT_START = "contract-start"
    """The day the contract started (rules for contracts made from a given day on)."""
    END_DAY = "end-day"
    """The named end day."""


FAULTY: frozenset[StrEnum] = frozenset(
    {
        MonthEnd.OVERFLOW,
        MonthEnd.STOPS,
        MonthEnd.LEAP_YEAR_LOST,
        MonthEnd.UNTILED,
        MonthEnd.THIRTY_DAYS,
        RoundingMode.HALF_UPWARD,
        Corrections.DIFFERENCE_TO_FIRST,
        Corrections.CREDITS_CHARGED,
        Runs.AGAIN,
        Runs.LATEST_ONLY,
        InterestOn.BOTH_WAYS,
        ChangeDay.BOTH,
        ChangeDay.NEITHER,
        InForceOn.ISSUE_DAY,
        TiersPer.READING,
        BoundaryReading.NEXT_PERIOD,
        BoundaryReading.BOTH_PERIODS,
    }
)
"""What faulty systems do and terms would not say. `yakkan check` warns of these values, and the laws of bills do not
hold with them. Use `is_faulty` to test for membership: string values of other settings may compare equal."""


def is_faulty(value: object) -> bool:
    """True if the value is a member of `FAULTY` by identity, not only equal to one."""
    return any(value is one for one in FAULTY)
