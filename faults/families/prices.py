"""Faults of prices, tax, rounding, discounts and master data (F-87 to F-99)."""

from dataclasses import replace

from ...oracle import Book, Case, Contract, Terms, change_settings
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import DiscountCharge, InForceOn, PricesAre, TaxClass, TaxPer, TaxRateOn
from ..example import enex, euro, office
from ..fault import Family, Fault, Sign
from . import scope
from .settings import Change, of_charges, other, rounding

_JULY = office("2024-07-01", "2024-07-31")


def _in_force_on(day: InForceOn) -> Change:
    return other("versions.in_force_on", {one: day for one in InForceOn if one is not day})


def _taxed_on(day: TaxRateOn) -> Change:
    return other("tax.rate_on", {one: day for one in TaxRateOn if one is not day})


def _other_end(terms: Terms) -> Terms:
    if terms.tax.rate_on is TaxRateOn.FIRST_BILLED_DAY:
        return change_settings(terms, {"tax.rate_on": TaxRateOn.LAST_BILLED_DAY})
    return _taxed_on(TaxRateOn.FIRST_BILLED_DAY)(terms)


def _two_rates_in_a_period(terms: Terms) -> bool:
    """True if the days that may pick the rate can be on both sides of a change of the rate. One of them may be after
    the period."""
    outer = {TaxRateOn.PERIOD_END, TaxRateOn.FIXED_OR_CONTINUING, TaxRateOn.ISSUE_DAY}
    return scope.dated_tax(terms) if terms.tax.rate_on in outer else scope.tax_changes_inside(terms)


def _tax_by_line(terms: Terms) -> Terms:
    if terms.tax.prices is PricesAre.OUTSIDE_TAX or len(terms.charge) == 1:
        return terms
    per = TaxPer.BILL if terms.tax.per is TaxPer.LINE else TaxPer.LINE
    return change_settings(terms, {"tax.per": per})


def _after_tax(number: int, terms: Terms) -> dict[str, object]:
    """A discount subtracted after tax."""
    charge = terms.charge[number]
    taxed = terms.tax.prices is not PricesAre.OUTSIDE_TAX and charge.tax is not TaxClass.OUTSIDE
    return {"tax": TaxClass.OUTSIDE} if taxed and isinstance(charge, DiscountCharge) else {}


def _twice(number: int, terms: Terms) -> dict[str, object]:
    """A discount subtracted twice; a share is taken again from what is left."""
    charge = terms.charge[number]
    if not isinstance(charge, DiscountCharge):
        return {}
    if charge.share is not None:
        return {"share": 1 - (1 - charge.share) ** 2}
    found: dict[str, object] = {}
    for at, row in enumerate(charge.price):
        if row.amount is not None:
            found[f"price.{at}.amount"] = row.amount * 2
        for name, amount in (row.amounts or {}).items():
            found[f"price.{at}.amounts.{name}"] = amount * 2
    return found


def _wrong_attribute(book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_neighbour(book, one) for one in case.contracts))


def _neighbour(book: Book, contract: Contract) -> Contract:
    """The contract with the next value of the first attribute that picks a price; the last value is followed by the
    first."""
    terms = book.in_force(contract.tariff, contract.start)
    name, values = _chosen_by(terms)
    given = contract.attributes.get(name)
    if given not in values:
        return contract
    value = values[(values.index(given) + 1) % len(values)]
    return replace(contract, attributes={**contract.attributes, name: value})


def _chosen_by(terms: Terms) -> tuple[str, tuple[str, ...]]:
    for rule in terms.attribute:
        values = rule.values or ()
        if len(values) > 1 and any(scope.chooses(rule.name, charge) for charge in terms.charge):
            return rule.name, values
    return "", ()


def _has_classes(terms: Terms) -> bool:
    return bool(_chosen_by(terms)[1])


_UPWARD = {RoundingMode.HALF_UP: RoundingMode.HALF_UPWARD, RoundingMode.TRUNCATE: RoundingMode.FLOOR}

PRICES = (
    Fault(
        id="F-87a",
        name="prices of the period's first day",
        formula="the price in force on the terms' day => on the first day of the period",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="killbill#481, killbill#1001, killbill#1060",
        starred=True,
        terms=_in_force_on(InForceOn.PERIOD_START),
        matters=scope.dated_prices,
        between_versions=True,
        trigger=_JULY,
    ),
    Fault(
        id="F-87b",
        name="prices of the contract's first day",
        formula="the price in force on the terms' day => on the day the contract started",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="killbill#1862, killbill#1882, killbill#1887",
        starred=True,
        terms=_in_force_on(InForceOn.CONTRACT_START),
        matters=scope.dated_prices,
        between_versions=True,
        trigger=_JULY,
    ),
    Fault(
        id="F-87c",
        name="prices of the last day billed",
        formula="the price in force on the terms' day => on the last day billed",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="killbill#1842, killbill#1846, killbill#1327",
        starred=True,
        terms=_in_force_on(InForceOn.LAST_BILLED_DAY),
        matters=scope.dated_prices,
        between_versions=True,
        trigger=euro("2024-07-01", "2024-07-31", backup="yes"),
    ),
    Fault(
        id="F-89",
        name="today's prices for the past",
        formula="the price in force on the terms' day => on the day of issue",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="HomeAssistant-OctopusEnergy#748, HomeAssistant-OctopusEnergy#1266",
        terms=_in_force_on(InForceOn.ISSUE_DAY),
        matters=scope.dated_prices,
        between_versions=True,
        trigger=office("2024-06-01", "2024-07-20", runs="2024-07-20"),
    ),
    Fault(
        id="F-90a",
        name="the tax rate of the day of issue",
        formula="the rate on the terms' day => on the day of issue",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="internetee/registry#2639; auction_center#1222; killbill#1059",
        starred=True,
        terms=_taxed_on(TaxRateOn.ISSUE_DAY),
        matters=scope.dated_tax,
        trigger=office("2019-09-01", "2019-10-05", runs="2019-10-05"),
    ),
    Fault(
        id="F-90b",
        name="the tax rate of the other end of the period",
        formula="the rate on the first day billed => on the last one, or the other way round",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="vat-rates#25 (the rate at the end of the period); vat-calculator#94",
        starred=True,
        terms=_other_end,
        matters=_two_rates_in_a_period,
        trigger=euro("2023-12-16", "2024-01-15"),
    ),
    Fault(
        id="F-91",
        name="tax is rounded for each line",
        formula="round(sum x rate) => sum of round(line x rate)",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="odoo#37896, odoo#155833; dolibarr#3347; invoiceninja#4370; woocommerce#8047",
        starred=True,
        terms=_tax_by_line,
        trigger=office("2024-06-01", "2024-06-30"),
    ),
    Fault(
        id="F-92a",
        name="rounded to the nearest instead of down",
        formula="floor(x) => floor(x + 1/2)",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="axelor#5876; kimai#5341; the reading of terms that name no rounding",
        terms=rounding({RoundingMode.FLOOR: RoundingMode.HALF_UP}),
        trigger=office("2024-06-01", "2024-06-30"),
    ),
    Fault(
        id="F-92b",
        name="rounded down instead of to the nearest",
        formula="floor(x + 1/2) => floor(x)",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="daily-api#2819; money#863",
        terms=rounding({RoundingMode.HALF_UP: RoundingMode.FLOOR}),
        trigger=euro("2024-02-01", "2024-02-29", fee="317.50"),
    ),
    Fault(
        id="F-92c",
        name="a half is rounded to even",
        formula="a half away from zero => to the even neighbour",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="money#863; frappe#19570",
        terms=rounding({RoundingMode.HALF_UP: RoundingMode.HALF_EVEN}),
        trigger=euro("2024-02-01", "2024-02-29", fee="317.50"),
    ),
    Fault(
        id="F-93",
        name="credits are rounded differently from charges",
        formula="round(-x) = -round(x) => floor(-x + 1/2)",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="frappe#19570 (60.33 charged, 60.32 given back)",
        terms=rounding(_UPWARD),
        trigger=euro("2024-02-01", "2024-02-29", fee="0", credit="317.50"),
    ),
    Fault(
        id="F-95",
        name="tax is computed before the discount",
        formula="(fee - discount) x (1 + rate) => fee x (1 + rate) - discount",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="billbo#59, billbo#44; cashier-stripe#374; lago-api#1001",
        terms=of_charges(_after_tax),
        trigger=euro("2023-06-01", "2023-06-30", coupon="yes"),
    ),
    Fault(
        id="F-96",
        name="a discount is taken twice",
        formula="fee - discount => fee - 2 x discount",
        family=Family.PRICES,
        sign=Sign.UNDER,
        evidence="openmeter#2703, openmeter#2632; lago-api#1215",
        terms=of_charges(_twice),
        trigger=euro("2023-06-01", "2023-06-30", coupon="yes"),
    ),
    Fault(
        id="F-99",
        name="a wrong class is registered",
        formula="the price of the contract's class => of the next one",
        family=Family.PRICES,
        sign=Sign.EITHER,
        evidence="Iga city 2017 (13 mm registered as 20 mm, 43 accounts); NTT East wireless LAN cards; Hydro One",
        case=_wrong_attribute,
        matters=_has_classes,
        trigger=enex("2016-06-08", "2016-06-08 2016-07-08", amperage=30),
    ),
)
"""The faults of this family."""
