"""The terms documents that ship with the product."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import Terms, change_settings, load_book, setting_paths, setting_value

TERMS = Path(__file__).parents[2] / "terms"
FILES = sorted(TERMS.rglob("*.md"))

HEADER = {"tariff", "language", "currency", "effective", "ends", "figures_until", "source"}


@pytest.fixture(scope="module")
def book():
    return load_book(TERMS)


@pytest.fixture(params=FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def terms(request) -> Terms:
    (loaded,) = load_book(request.param)
    return loaded


def rules(terms):
    return [path for path in setting_paths(terms) if path not in HEADER]


def test_every_tariff_of_the_notices_is_there(book):
    """The shipped documents are the tariffs of the four published incidents."""
    assert book.tariffs == (
        "enex-low-voltage",
        "ntt-east-flets-adsl",
        "ntt-east-flets-hikari",
        "ntt-east-flets-isdn",
        "ntt-east-wireless-lan-card",
        "so-net-hikari-flets",
    )


def test_the_header_stands_under_the_title(terms):
    """A document says who published what it follows, from when it holds and until when its figures were read."""
    assert terms.language == "ja"
    assert terms.currency == "JPY"
    assert terms.effective < terms.figures_until
    assert re.search(r"\d{4}年", terms.source)
    assert {terms.clause(key).heading for key in ("tariff", "effective", "source")} == {terms.title}


def test_no_version_names_its_own_end(terms):
    """A version ends when the next one takes effect, not by a day of its own."""
    assert terms.ends is None


def test_every_rule_stands_under_a_clause_with_words(terms):
    """Each setting has a numbered clause with words a failure can quote."""
    for path in rules(terms):
        clause = terms.clause(path)

        assert re.match(r"第\d+条 \S", clause.heading), path
        assert clause.words.endswith("。"), path


def test_clauses_are_numbered_in_order(terms):
    """The clauses of a document are numbered from 1 without a gap."""
    numbers = [int(number) for number in re.findall(r"^## 第(\d+)条 ", terms.text, re.MULTILINE)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_dated_row_carries_its_source(terms):
    """Each price and each tax rate names where it was read."""
    rows = [row for charge in terms.charge for row in charge.price] + list(terms.tax.rate)

    assert rows
    for row in rows:
        assert "、" in row.source or "。" in row.source


def test_every_number_stands_in_the_words_of_its_clause(terms):
    """No rule has an amount, a bound, a rate or a first day of a rate that its clause does not say in words."""
    for path in rules(terms):
        value = setting_value(terms, path)
        words = terms.clause(path).words
        if isinstance(value, Fraction) and path.startswith("tax.rate."):
            assert value * 100 in numbers(words, "%"), path
        elif isinstance(value, Fraction):
            assert value in numbers(words, "円"), path
        elif isinstance(value, date) and path.startswith("tax.rate."):
            assert f"{value.year}年{value.month}月{value.day}日" in words, path


def numbers(words, unit):
    return {Fraction(number.replace(",", "")) for number in re.findall(rf"(\d[\d,.]*){unit}", words)}


def test_readings_are_admissible_and_different(terms):
    """Each reading can be put in place of the chosen value, stands under that value's clause, and says why."""
    assert terms.reading
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

    changed = {path for path in rules(new) if setting_value(old, path) != setting_value(new, path)}

    assert changed == {"proration.denominator.start", "proration.denominator.end", "proration.denominator.both"}
    assert rules(old) == rules(new)


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
}


@pytest.mark.parametrize(("tariff", "choices"), CHOICES.items(), ids=list(CHOICES))
def test_the_documents_choose_what_the_notices_say(book, tariff, choices):
    """Each version of a tariff has the settings of its notice."""
    for terms in book.of(tariff):
        assert {path: setting_value(terms, path) for path in choices} == choices


def test_so_net_fees_lie_within_the_published_bounds(book):
    """The fee of a So-net contract is its own, within the bounds published for its area."""
    (terms,) = book.of("so-net-hikari-flets")

    bounds = {bounds.when["area"]: (bounds.minimum, bounds.maximum) for bounds in terms.attribute[1].bounds}

    assert bounds == {"east": (3570, 6720), "west": (3402, 6479)}
