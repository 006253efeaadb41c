"""Faults of a contract's life: its end, its changes, its migration, its quantity, its runs (F-35 to F-51)."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ...oracle import (
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Terms,
    change_settings,
    event_day,
    received_day,
)
from ...oracle.contracts import billing_periods, due_day
from ...oracle.vocabulary import (
    CancellationEffect,
    ChangeDay,
    DayBilled,
    DueWhen,
    Runs,
    SameDay,
    TrialUnit,
    Trigger,
    WholeFee,
)
from ..example import change, contract, day, example, monthly
from ..fault import Family, Fault, Sign
from . import scope
from .settings import billing, other


def _no_cancellation(_book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_without_cancellation(contract) for contract in case.contracts))


def _without_cancellation(contract: Contract) -> Contract:
    """The contract without its cancellation; if its use is read, later readings report a use of zero."""
    kept = tuple(event for event in contract.events if not isinstance(event, Cancellation))
    read = [event.on for event in kept if isinstance(event, MeterReading) and event.used is not None]
    later = [day for day in contract.readings if read and day > max(read)]
    return replace(contract, events=(*kept, *(MeterReading(day, Fraction(0)) for day in later)))


def _one_period_more(terms: Terms) -> Terms:
    return change_settings(terms, {"service.cancellation": CancellationEffect.END_OF_NEXT_PERIOD})


def _migration_forgets_the_old(book: Book, case: Case) -> Case:
    contracts = tuple(
        _without_cancellation(contract) if _replaced(book, case, contract) else contract for contract in case.contracts
    )
    return replace(case, contracts=contracts)


def _replaced(book: Book, case: Case, contract: Contract) -> bool:
    """True if the customer has another contract under a tariff whose order ends this one."""
    migration = book.in_force(contract.tariff, contract.start).migration
    return migration is not None and any(
        other.tariff in migration.to for other in case.contracts if other.id != contract.id
    )


def _quantity_first_registered(_book: Book, case: Case) -> Case:
    return replace(
        case,
        contracts=tuple(replace(one, events=_first_quantities(one.events)) for one in case.contracts),
    )


def _first_quantities(events: tuple[Event, ...]) -> tuple[Event, ...]:
    registered: set[str] = set()
    kept: list[Event] = []
    for event in events:
        if isinstance(event, QuantityChange):
            if event.item in registered:
                continue
            registered.add(event.item)
        kept.append(event)
    return tuple(kept)


def _change_in_full(terms: Terms) -> Terms:
    """A period with a change costs the full fee of the plan at its end."""
    rule = terms.proration
    if terms.change is None or rule.trigger is Trigger.NEVER:
        return terms
    kept = tuple(name for name in rule.only or ("start", "end", "both") if name != "change")
    return change_settings(terms, {"proration.only": kept, "change.whole_fee": WholeFee.LAST})


def _late_is_ignored(book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_without_late(book, case, contract) for contract in case.contracts))


def _without_late(book: Book, case: Case, contract: Contract) -> Contract:
    """The contract without changes and cancellations that are received after the bill of their period."""
    terms = book.in_force(contract.tariff, contract.start)
    due = terms.billing.due if terms.billing else DueWhen.IN_ARREARS
    periods = billing_periods(terms.period, contract, case.bill_through)
    billed = {period: due_day(terms.period, period, due, contract.start) for period in periods}

    def is_late(event: Event) -> bool:
        if not isinstance(event, Cancellation | PlanChange | QuantityChange):
            return False
        period = next((one for one in periods if event_day(event) in one), None)
        return period is not None and received_day(event) > billed[period]

    return replace(contract, events=tuple(event for event in contract.events if not is_late(event)))


def _no_suspension_once_resumed(_book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(replace(one, events=_resumed(one.events)) for one in case.contracts))


def _resumed(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events without suspensions that have ended, and their resumptions."""
    stops = sorted((one for one in events if isinstance(one, Suspension | Resumption)), key=event_day)
    open_ended = stops[-1:] if stops and isinstance(stops[-1], Suspension) else []
    return tuple(one for one in events if not isinstance(one, Suspension | Resumption) or one in open_ended)


def _trial_longer_by(days: int) -> Callable[[Terms], Terms]:
    def change(terms: Terms) -> Terms:
        if terms.trial is None or terms.trial.unit is not TrialUnit.DAYS:
            return terms
        length = terms.trial.length + days
        return change_settings(terms, {"trial.length": length} if length else {"trial": None})

    return change


def _the_plan_between_is_dropped(book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_last_changes(book, case, contract) for contract in case.contracts))


def _last_changes(book: Book, case: Case, contract: Contract) -> Contract:
    """The contract with only the last change in each billing period."""
    terms = book.in_force(contract.tariff, contract.start)
    periods = billing_periods(terms.period, contract, case.bill_through)
    changes = sorted((one for one in contract.events if isinstance(one, PlanChange)), key=event_day)

    def is_superseded(event: Event) -> bool:
        if not isinstance(event, PlanChange):
            return False
        period = next((one for one in periods if event.on in one), None)
        return period is not None and any(one.on in period and one.on > event.on for one in changes)

    return replace(contract, events=tuple(event for event in contract.events if not is_superseded(event)))


def _migrates(terms: Terms) -> bool:
    return terms.migration is not None


def _day_may_be_lost(terms: Terms) -> bool:
    return DayBilled.NOT_BILLED in {terms.service.start_day, terms.service.end_day}


_CHANGED_ON_16 = monthly("2024-04-01", "2024-04-30", change("2024-04-16", monthly_fee="18000"))
_TRIED = monthly("2024-04-01", "2024-04-30", trial="yes")
_SO_NET = example(
    "so-net-hikari-flets",
    "2009-10-10",
    contract(
        "so-net-hikari-flets",
        "2009-05-01",
        {"area": "east", "monthly_fee": "3570"},
        Cancellation(day("2009-06-15")),
    ),
)
_MIGRATED = example(
    "ntt-east-flets",
    "2005-05-10",
    contract(
        "ntt-east-flets-adsl", "2005-01-01", {"monthly_fee": "3100"}, Cancellation(day("2005-03-01")), name="old-1"
    ),
    contract("ntt-east-flets-hikari", "2005-03-01", {"monthly_fee": "5000"}, name="new-1"),
)
_CARDS = example(
    "ntt-east-wireless-lan-card",
    "2005-03-10",
    contract(
        "ntt-east-wireless-lan-card",
        "2005-01-01",
        {},
        QuantityChange(day("2005-01-01"), "wireless-lan-card", Fraction(1)),
        QuantityChange(day("2005-02-10"), "wireless-lan-card", Fraction(3)),
    ),
)
_SAME_DAY = example(
    "ntt-west-ip-network",
    "2024-06-30",
    contract(
        "ntt-west-ip-network",
        "2024-06-06",
        {"monthly_fee": "3000", "billing_day": "1"},
        Cancellation(day("2024-06-06")),
    ),
)

LIFECYCLE = (
    Fault(
        id="F-35",
        name="cancellation ignored",
        formula="bill up to the end of the contract => keep billing",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="So-net, notice of 2010-01-07; NTT West, notice of 2007-04-20 (2,093 lines); Telstra 2023 (6,532 "
        "customers); erpnext#26306",
        starred=True,
        case=_no_cancellation,
        trigger=_SO_NET,
    ),
    Fault(
        id="F-36",
        name="one billing period too many after the cancellation",
        formula="last billing period k => last billing period k + 1",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="So-net, notice of 2010-01-07: 12,221 customers, about one monthly fee each; silver#203",
        terms=_one_period_more,
        trigger=_SO_NET,
    ),
    Fault(
        id="F-37",
        name="migration leaves the old contract live",
        formula="the order of the new service ends the old contract => the old contract is still billed",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="NTT East, notice of 2009-12-25: 274 customers, from March 2002; readthedocs#4503, lago-api#2823",
        starred=True,
        case=_migration_forgets_the_old,
        matters=_migrates,
        trigger=_MIGRATED,
    ),
    Fault(
        id="F-38a",
        name="the day of a change is charged to both plans",
        formula="the day of a change belongs to one plan => to both",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="lago-api#1695",
        starred=True,
        terms=other("change.day", {ChangeDay.NEW: ChangeDay.BOTH, ChangeDay.OLD: ChangeDay.BOTH}),
        matters=scope.changes_plans,
        trigger=_CHANGED_ON_16,
    ),
    Fault(
        id="F-38b",
        name="the day of a change is charged to no plan",
        formula="the day of a change belongs to one plan => to none",
        family=Family.LIFECYCLE,
        sign=Sign.UNDER,
        evidence="lago-api#5522",
        starred=True,
        terms=other("change.day", {ChangeDay.NEW: ChangeDay.NEITHER, ChangeDay.OLD: ChangeDay.NEITHER}),
        matters=scope.changes_plans,
        trigger=_CHANGED_ON_16,
    ),
    Fault(
        id="F-39",
        name="a change is charged for the whole period",
        formula="old fee x r + new fee x (1 - r) => new fee",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="sentry#46598 (54 for 3.48 on the last days of a month); lago-api#1481",
        starred=True,
        terms=_change_in_full,
        matters=scope.changes_plans,
        trigger=monthly("2024-03-01", "2024-04-30", change("2024-04-26", monthly_fee="18000")),
    ),
    Fault(
        id="F-40",
        name="what is reported late is ignored",
        formula="a change or an end of a billed period is corrected => it never counts",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="silver#615; killbill#1037",
        case=_late_is_ignored,
        matters=scope.corrects,
        trigger=monthly("2024-04-01", "2024-05-31", Cancellation(day("2024-04-15"), day("2024-05-10"))),
    ),
    Fault(
        id="F-42",
        name="a one-day contract is charged the other way round",
        formula="start and end on one day: one day => as the days are counted, or the other way round",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="lago-api#1863; killbill#467, killbill#267",
        terms=other("service.same_day", {SameDay.ONE_DAY: SameDay.AS_COUNTED, SameDay.AS_COUNTED: SameDay.ONE_DAY}),
        matters=_day_may_be_lost,
        trigger=_SAME_DAY,
    ),
    Fault(
        id="F-43",
        name="a cancellation at once and one at the end of the period are confused",
        formula="end on the named day => at the end of the period, or the other way round",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="killbill#698; erpnext#26306, erpnext#48941",
        terms=other(
            "service.cancellation",
            {
                CancellationEffect.ON_END_DAY: CancellationEffect.END_OF_PERIOD,
                CancellationEffect.END_OF_PERIOD: CancellationEffect.ON_END_DAY,
            },
        ),
        trigger=monthly("2024-04-01", "2024-04-30", Cancellation(day("2024-04-15"))),
    ),
    Fault(
        id="F-45",
        name="a pause is charged once it is over",
        formula="suspended days cost less => a suspension that was resumed is forgotten",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="UCRM#139",
        starred=True,
        case=_no_suspension_once_resumed,
        matters=scope.suspends,
        trigger=monthly("2025-01-01", "2025-03-31", Suspension(day("2025-02-01")), Resumption(day("2025-03-01"))),
    ),
    Fault(
        id="F-47a",
        name="the trial is a day too long",
        formula="k days free => k + 1",
        family=Family.LIFECYCLE,
        sign=Sign.UNDER,
        evidence="lago-api#1847, lago-api#6049; silver#106",
        terms=_trial_longer_by(1),
        trigger=_TRIED,
    ),
    Fault(
        id="F-47b",
        name="the trial is a day too short",
        formula="k days free => k - 1",
        family=Family.LIFECYCLE,
        sign=Sign.OVER,
        evidence="lago-api#2244, lago-api#1836; silver#200",
        terms=_trial_longer_by(-1),
        trigger=_TRIED,
    ),
    Fault(
        id="F-48",
        name="each run bills again",
        formula="one bill for each period => one for each run of the day",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="erpnext#28179, erpnext#28328 (about 200 bills), erpnext#23143; killbill#150",
        starred=True,
        terms=billing(runs=Runs.AGAIN),
        trigger=monthly("2024-04-01", "2024-04-30", runs="2024-04-30 2024-04-30"),
    ),
    Fault(
        id="F-49",
        name="a late run loses the earlier periods",
        formula="a run bills all that is due => only the latest period",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="erpnext#46080, erpnext#53308; lago-api#6173",
        starred=True,
        terms=billing(runs=Runs.LATEST_ONLY),
        trigger=monthly("2024-04-01", "2024-06-30", runs="2024-06-30"),
    ),
    Fault(
        id="F-50",
        name="the quantity first registered is billed",
        formula="fee x quantity in use => fee x quantity registered first",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="NTT East wireless LAN cards, notice of 2009-12-25: 4,795 customers over, 6,858 under; "
        "cashier-stripe#990",
        starred=True,
        case=_quantity_first_registered,
        matters=scope.by_quantity,
        trigger=_CARDS,
    ),
    Fault(
        id="F-51",
        name="a second change is computed from the plan at the start",
        formula="plans A, B, C each for its days => A until C",
        family=Family.LIFECYCLE,
        sign=Sign.EITHER,
        evidence="woocommerce-subscriptions-core#723, woocommerce-subscriptions-core#524; lago-api#1778",
        starred=True,
        case=_the_plan_between_is_dropped,
        matters=scope.changes_plans,
        trigger=monthly(
            "2024-04-01",
            "2024-04-30",
            change("2024-04-11", monthly_fee="18000"),
            change("2024-04-21", monthly_fee="27000"),
        ),
    ),
)
"""The faults of this family."""
