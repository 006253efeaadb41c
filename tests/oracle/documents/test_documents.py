"""The terms documents that ship with the product."""

import re
from calendar import month_name
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import Terms, change_settings, load_terms, setting_paths, setting_value, warnings_of

TERMS = Path(__file__).parents[3] / "terms"
FILES = sorted(TERMS.rglob("*.md"))

HEADER = {"tariff", "language", "currency", "effective", "ends", "figures_until", "source"}
CURRENCIES = {
    "electricity-example": "JPY",
    "euro-plan-example": "EUR",
    "metered-month-example": "JPY",
    "monthly-plan-example": "JPY",
    "office-plan-example": "JPY",
    "quarterly-fee-example": "JPY",
    "quarterly-plan-example": "JPY",
    "saas-example": "USD",
    "yearly-plan-example": "JPY",
}
"""The documents in English; all others are in Japanese and in yen."""
EXAMPLES = {"city-gas-example", *CURRENCIES}
"""Documents of nobody: their words and figures are this product's, so nothing was read and nothing is left open."""
WITHOUT_FIGURES = {*EXAMPLES, "ntt-west-ip-network"}
"""Documents without a company's figures, so that there is no day up to which they were read."""

HEADINGS = {"ja": r"第(\d+)条 \S", "en": r"(\d+)\. \S"}
FULL_STOPS = {"ja": "。", "en": "."}
COMMAS = {"ja": "、|。", "en": ", "}
MONEY = {"JPY": "円|yen", "USD": "dollars", "EUR": "euros"}
SHARES = {"share", "no_use_share", "fee_share", "trigger_share"}
"""Keys with a part of a whole, said in per cent."""
BARE = {"coefficients", "per"}
"""Keys with numbers that have no unit."""
UNITS = {"up_to": "kWh|立方メートル|units", "width_unit": "kWh"}
"""What stands behind a number that is no money."""


@pytest.fixture(scope="module")
def book():
    return load_terms(TERMS)


@pytest.fixture(params=FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def terms(request) -> Terms:
    (loaded,) = load_terms(request.param)
    return loaded


def rules(terms):
    return [path for path in setting_paths(terms) if path not in HEADER]


def test_every_tariff_is_there(book):
    """The shipped documents are the tariffs of the four published incidents, of published bills, and examples."""
    assert book.tariffs == (
        "city-gas-example",
        "electricity-example",
        "enex-low-voltage",
        "euro-plan-example",
        "metered-month-example",
        "monthly-plan-example",
        "ntt-east-flets-adsl",
        "ntt-east-flets-hikari",
        "ntt-east-flets-isdn",
        "ntt-east-wireless-lan-card",
        "ntt-west-ip-network",
        "office-plan-example",
        "quarterly-fee-example",
        "quarterly-plan-example",
        "saas-example",
        "so-net-hikari-flets",
        "tepco-meter-lighting-b",
        "tepco-meter-lighting-b-2024",
        "yearly-plan-example",
    )


def test_the_header_stands_under_the_title(terms):
    """A document says who published what it follows, from when it holds and until when its figures were read."""
    language = "en" if terms.tariff in CURRENCIES else "ja"
    assert (terms.language, terms.currency) == (language, CURRENCIES.get(terms.tariff, "JPY"))
    if terms.tariff in WITHOUT_FIGURES:
        assert terms.figures_until is None
    else:
        assert terms.effective < terms.figures_until
        assert re.search(r"\d{4}年", terms.source)
    assert {terms.clause(key).heading for key in ("tariff", "effective", "source")} == {terms.title}


def test_no_version_names_its_own_end(terms, book):
    """A version ends when the next one takes effect; a last one may end with the figures that were read."""
    if terms.ends is not None:
        assert terms.ends == terms.figures_until
        assert terms.effective == book.of(terms.tariff)[-1].effective


def test_every_rule_stands_under_a_clause_with_words(terms):
    """Each setting has a numbered clause with words a failure can quote."""
    for path in rules(terms):
        clause = terms.clause(path)

        assert re.match(HEADINGS[terms.language], clause.heading), path
        assert clause.words.endswith(FULL_STOPS[terms.language]), path


def test_clauses_are_numbered_in_order(terms):
    """The clauses of a document are numbered from 1 without a gap."""
    numbers = [int(number) for number in re.findall(f"^## {HEADINGS[terms.language]}", terms.text, re.MULTILINE)]

    assert numbers
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_dated_row_carries_its_source(terms):
    """Each price, published month and tax rate names where it was read: who, and what of theirs."""
    sources = [setting_value(terms, path) for path in rules(terms) if path.endswith(".source")]

    assert len(sources) >= len(terms.charge)
    for source in sources:
        assert isinstance(source, str)
        assert re.search(COMMAS[terms.language], source)


def test_every_number_stands_in_the_words_of_its_clause(terms):
    """No rule has an amount, a bound, a rate or a first day of a rate that its clause does not say in words."""
    for path in rules(terms):
        value = setting_value(terms, path)
        words = terms.clause(path).words
        if isinstance(value, Fraction):
            number, unit = said(terms, path, value)
            assert number in numbers(words, unit), path
        elif isinstance(value, date) and path.startswith("tax.rate."):
            assert in_words(value, terms.language) in words, path


def said(terms, path, value):
    """The number and the unit that the words of a clause have for the value at `path`."""
    keys = set(path.split("."))
    if path == "usage.unit":
        return value, UNITS["up_to"]
    if keys & SHARES or path.startswith(("tax.rate.", "billing.interest.rate.")):
        return value * 100, "%|per cent"
    if keys & BARE:
        return value, ""
    return value, next((UNITS[key] for key in keys & UNITS.keys()), MONEY[terms.currency])


def numbers(words, unit):
    return {Fraction(number.replace(",", "")) for number in re.findall(rf"(-?\d[\d,]*(?:\.\d+)?)\s?(?:{unit})", words)}


def in_words(day, language):
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"


def test_readings_are_admissible_and_different(terms):
    """Each reading can be put in place of the chosen value, stands under that value's clause, and says why."""
    assert terms.reading or terms.tariff in EXAMPLES
    for number, reading in enumerate(terms.reading):
        other = change_settings(terms, {reading.setting: reading.value})

        assert setting_value(other, reading.setting) == reading.value
        assert setting_value(terms, reading.setting) != reading.value
        assert terms.clause(f"reading.{number}").heading == terms.clause(numbered(terms, reading.setting)).heading
        assert reading.why.endswith("。")


def numbered(terms, setting):
    for number, charge in enumerate(terms.charge):
        setting = setting.replace(f"charge.{charge.item}.", f"charge.{number}.")
    return setting


def test_electricity_basic_fee_is_proportional_to_amperes(book):
    """従量電灯B costs 28.08 yen an ampere, tax of 8 % included."""
    for terms in book.of("enex-low-voltage"):
        (row,) = terms.charge[0].price

        assert row.amounts == {amperes: Fraction("28.08") * int(amperes) for amperes in terms.attribute[0].values}


def test_electricity_versions_tile(book):
    """The terms of 2016 hold up to 2018-06-24, those of 2018 from the day after."""
    assert book.in_force("enex-low-voltage", date(2018, 6, 24)).effective == date(2016, 4, 1)
    assert book.in_force("enex-low-voltage", date(2018, 6, 25)).effective == date(2018, 6, 25)


def test_electricity_versions_differ_in_the_denominator_alone(book):
    """What the company changed on 2018-06-25 is the days that proration divides by."""
    old, new = book.of("enex-low-voltage")
    paths = [path for path in rules(old) if path != "proration.denominator.change"]  # one word stands for a change too

    changed = {path for path in paths if setting_value(old, path) != setting_value(new, path)}

    assert changed == {"proration.denominator.start", "proration.denominator.end", "proration.denominator.both"}
    assert old.change is None
    assert paths == rules(new)


ELECTRICITY = {
    "period.kind": "meter-reading",
    "period.reading_day": "starts-period",
    "service.start_day": "billed",
    "service.end_day": "billed",
    "service.same_day": "as-counted",
    "service.cancellation": "on-end-day",
    "service.first_period": "charged",
    "versions.in_force_on": "last-billed-day",
    "proration.trigger": "always",
    "proration.numerator": "used-days",
    "proration.whole_period": "not-prorated",
    "proration.above_whole": "as-computed",
    "proration.components": ("basic",),
    "rounding.line": "exact",
    "rounding.total": "floor",
    "tax.prices": "tax-inclusive",
    "tax.rate_on": "period-end",
}
FLETS = {
    "period.kind": "calendar-month",
    "service.end_day": "not-billed",
    "service.same_day": "one-day",
    "service.cancellation": "on-end-day",
    "proration.trigger": "always",
    "proration.denominator.start": "billing-period",
    "proration.denominator.end": "billing-period",
    "proration.denominator.both": "billing-period",
    "charge.monthly.price.0.attribute": "monthly_fee",
    "rounding.total": "floor",
}
CHOICES: Mapping[str, Mapping[str, object]] = {
    "enex-low-voltage": ELECTRICITY,
    "ntt-east-flets-adsl": {**FLETS, "migration.to": ("ntt-east-flets-hikari",)},
    "ntt-east-flets-isdn": {**FLETS, "migration.to": ("ntt-east-flets-hikari",)},
    "ntt-east-flets-hikari": {**FLETS, "migration": None},
    "ntt-east-wireless-lan-card": {
        "period.kind": "calendar-month",
        "service.end_day": "billed",
        "service.cancellation": "on-end-day",
        "proration.trigger": "never",
        "charge.wireless-lan-card.counted": "last-day",
        "charge.wireless-lan-card.initial_quantity": 1,
        "charge.wireless-lan-card.price.0.amount": Fraction(315),
    },
    "so-net-hikari-flets": {
        "period.kind": "calendar-month",
        "service.cancellation": "end-of-period",
        "proration.trigger": "never",
        "charge.monthly.price.0.attribute": "monthly_fee",
    },
    "tepco-meter-lighting-b-2024": {
        "proration.components": ("basic",),
        "proration.widths": ("energy",),
        "charge.basic.price.0.amount": Fraction("31.175"),  # 10 A at 311.75
        "charge.basic.price.0.per": "amperage",
        "charge.fuel-adjustment.month": (),
        "charge.levy.row_on": "period-start",
        "tax.prices": "tax-inclusive",
    },
    "tepco-meter-lighting-b": {
        "period.reading_day": "starts-period",
        "service.end_day": "not-billed",
        "proration.components": ("basic", "energy"),
        "proration.width_rounding": "half-up",
        "charge.basic.no_use_share": Fraction(1, 2),
        "charge.fuel-adjustment.formula.0.base": Fraction(44200),
        "charge.levy.row_on": "period-start",
        "charge.levy.rounding": "floor",
        "charge.direct-debit-discount.price.0.amount": Fraction(54),
    },
    "ntt-west-ip-network": {
        "period.kind": "billing-day",
        "service.end_day": "not-billed",
        "service.same_day": "one-day",
        "proration.trigger": "always",
        "proration.denominator.change": "billing-period",
    },
    "city-gas-example": {"period.reading_day": "ends-period", "service.end_day": "billed"},
    "saas-example": {"period.kind": "anniversary", "billing.due": "in-advance", "tax.prices": "tax-exclusive"},
}


@pytest.mark.parametrize(("tariff", "choices"), CHOICES.items(), ids=list(CHOICES))
def test_the_documents_choose_what_the_notices_say(book, tariff, choices):
    """Each version of a tariff has the settings of its notice."""
    for terms in book.of(tariff):
        assert {path: setting_value(terms, path) for path in choices} == choices


def test_no_document_warns_but_the_one_without_adjustments(book):
    """Every shipped document can be billed, but for the one whose clause says that no adjustment was read."""
    warned = {terms.tariff: [one.message for one in warnings_of(terms)] for terms in book if warnings_of(terms)}

    assert warned == {
        "tepco-meter-lighting-b-2024": ["fuel-adjustment: no month is published yet, so nothing can be billed"]
    }
    (terms,) = book.of("tepco-meter-lighting-b-2024")
    assert "まだ一つも定めない" in terms.clause("charge.2.month").words


def test_so_net_fees_lie_within_the_published_bounds(book):
    """The fee of a So-net contract is its own, within the bounds published for its area."""
    (terms,) = book.of("so-net-hikari-flets")

    bounds = {bounds.when["area"]: (bounds.minimum, bounds.maximum) for bounds in terms.attribute[1].bounds}

    assert bounds == {"east": (3570, 6720), "west": (3402, 6479)}
