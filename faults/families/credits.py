"""Faults of credits, corrections and interest (F-55 to F-63)."""

from ...oracle import Cancellation, Resumption, Suspension, Terms, change_settings
from ...oracle.vocabulary import Corrections, DayCount, DiscountCharge, InterestFrom, InterestOn, PriceRow
from ..example import change, day, electricity, euro, monthly, quarterly, saas, used, yearly
from ..fault import Family, Fault, Sign
from . import scope
from .settings import Change, of_charges, other

_REPORTED_LATE = "2024-03-06"
"""400 days after the bill of January 2023."""
_SUSPENDED = (Suspension(day("2023-01-01"), day(_REPORTED_LATE)), Resumption(day("2023-02-01"), day(_REPORTED_LATE)))
_ENDED = Cancellation(day("2023-02-28"))


def _added(number: int, terms: Terms) -> dict[str, object]:
    """The price of a discount with its sign inverted."""
    charge = terms.charge[number]
    if not isinstance(charge, DiscountCharge):
        return {}
    return {key: value for at, row in enumerate(charge.price) for key, value in _negative(at, row).items()}


def _negative(at: int, row: PriceRow) -> dict[str, object]:
    if row.amount is not None:
        return {f"price.{at}.amount": -row.amount}
    if row.amounts is None:
        return {}
    return {f"price.{at}.amounts.{name}": -amount for name, amount in row.amounts.items()}


def _credit_over_thirty(terms: Terms) -> Terms:
    """Ends and changes divided by 30 days, or by the period if the terms say 30; starts as the terms say."""
    rule = terms.proration.denominator
    if rule is None or not scope.in_advance(terms):
        return terms
    table = rule.model_dump()
    for name in ("end", "change"):
        right = table[name] or rule.both
        table[name] = DayCount.BILLING_PERIOD if right is DayCount.THIRTY else DayCount.THIRTY
    return change_settings(terms, {"proration.denominator": table})


def _interest(**settings: object) -> Change:
    """Other settings of `[billing.interest]`; without any, no interest at all."""

    def change(terms: Terms) -> Terms:
        if terms.billing is None or terms.billing.interest is None:
            return terms
        if not settings:
            return change_settings(terms, {"billing.interest": None})
        return change_settings(terms, {f"billing.interest.{name}": value for name, value in settings.items()})

    return change


def _gives_back(terms: Terms) -> bool:
    return terms.billing is not None and terms.billing.corrections in {Corrections.DIFFERENCE, Corrections.CREDITS_ONLY}


CREDITS = (
    Fault(
        id="F-55a",
        name="a discount is added",
        formula="fee - discount => fee + discount",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="axelor#14629; adempiere#1628; runmyaccounts#311",
        terms=of_charges(_added),
        trigger=euro("2023-06-01", "2023-06-30", coupon="yes"),
    ),
    Fault(
        id="F-55b",
        name="a credit is charged",
        formula="what was too much is given back => it is charged once more",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="axelor#14629; openmeter#4314, openmeter#4685",
        terms=other(
            "billing.corrections",
            {
                Corrections.DIFFERENCE: Corrections.CREDITS_CHARGED,
                Corrections.CREDITS_ONLY: Corrections.CREDITS_CHARGED,
            },
        ),
        trigger=monthly("2024-04-01", "2024-05-31", Cancellation(day("2024-04-15"), day("2024-05-10"))),
    ),
    Fault(
        id="F-57",
        name="an item is credited twice",
        formula="correction = right bill - all bills so far => right bill - first bill",
        family=Family.CREDITS,
        sign=Sign.EITHER,
        evidence="lago-api#1778; killbill#1505, killbill#154; ssc#525",
        starred=True,
        terms=other("billing.corrections", {Corrections.DIFFERENCE: Corrections.DIFFERENCE_TO_FIRST}),
        trigger=quarterly(
            "2021-01-01",
            "2021-03-31",
            change("2021-01-31", fee="4600"),
            change("2021-03-02", fee="2300"),
            fee=9200,
        ),
    ),
    Fault(
        id="F-59",
        name="credits are divided by other days than charges",
        formula="credit / D => credit / 30",
        family=Family.CREDITS,
        sign=Sign.EITHER,
        evidence="killbill#1942; Chargebee documents the asymmetry; lago-api#6194; stripe-ruby-mock#722",
        starred=True,
        terms=_credit_over_thirty,
        matters=scope.prorates,
        trigger=saas("2025-01-01", "2025-03-31", change("2025-03-16", plan="pro")),
    ),
    Fault(
        id="F-60",
        name="no credit where one is due",
        formula="what was too much is given back => it stays",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="killbill#2068; chainstack#355",
        terms=other(
            "billing.corrections",
            {
                Corrections.DIFFERENCE: Corrections.CHARGES_ONLY,
                Corrections.CREDITS_ONLY: Corrections.NONE,
            },
        ),
        trigger=yearly("2024-01-01", "2024-02-29", Cancellation(day("2024-01-31"))),
    ),
    Fault(
        id="F-62a",
        name="refunds bear no interest",
        formula="refund + interest => refund",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="NTT East, notice of 2009-12-25 (refunds with interest); Telstra 2023; Nobeoka city",
        starred=True,
        terms=_interest(),
        matters=_gives_back,
        trigger=monthly("2022-12-01", _REPORTED_LATE, *_SUSPENDED, _ENDED, fee=9300),
    ),
    Fault(
        id="F-62b",
        name="interest begins on the day of detection",
        formula="interest from the day of the wrong bill => from the day of the correction",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="Utah R746-310-9 (interest from the day of payment)",
        starred=True,
        terms=_interest(from_day=InterestFrom.CORRECTION),
        matters=_gives_back,
        trigger=monthly("2022-12-01", _REPORTED_LATE, *_SUSPENDED, _ENDED, fee=9300),
    ),
    Fault(
        id="F-62c",
        name="interest on the net of refunds and charges",
        formula="interest on what is given back => also taken on what is charged later",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="NTT East, notice of 2009-12-25: over- and underbilling were settled separately",
        starred=True,
        terms=_interest(on=InterestOn.BOTH_WAYS),
        trigger=monthly(
            "2022-12-01",
            _REPORTED_LATE,
            *_SUSPENDED,
            change("2023-02-01", received=_REPORTED_LATE, monthly_fee="18600"),
            _ENDED,
            fee=9300,
        ),
    ),
    Fault(
        id="F-63",
        name="what the terms waive is collected",
        formula="too much is given back, too little waived => both are settled",
        family=Family.CREDITS,
        sign=Sign.OVER,
        evidence="electricity retailer, notice of 2018 (over refunded, under waived); Absolute Global Energy 2019; "
        "Ichihara city",
        terms=other("billing.corrections", {Corrections.CREDITS_ONLY: Corrections.DIFFERENCE}),
        trigger=electricity(
            "2024-06-01",
            "2024-06-01 2024-07-01 2024-08-01",
            used("2024-07-01", 0),
            used("2024-08-01", 0),
            change("2024-06-16", received="2024-07-20", basic_fee="6000"),
        ),
    ),
)
"""The faults of this family."""
