"""Derivations in words: the sum as a person does it on paper, in English and in Japanese."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import (
    Cancellation,
    Case,
    Contract,
    MeterReading,
    QuantityChange,
    StepKind,
    bill,
    book_of,
    change_settings,
    explain,
    explain_case,
    load_terms,
)
from yakkan.oracle.derivation.explain import LANGUAGES
from yakkan.oracle.money import RoundingMode
from yakkan.oracle.vocabulary.settings import Counted, DayCount, Numerator

TERMS = Path(__file__).parents[3] / "terms"
DENOMINATORS = {f"denominator-{one.value}" for one in DayCount if one not in {DayCount.EACH_MONTH, DayCount.STEPS}}
"""The steps for what is divided by; the days of each month are told month by month instead, and steps are no number."""


@pytest.fixture(scope="module")
def electricity():
    """The electricity terms of 2016."""
    (terms,) = load_terms(TERMS / "enex-low-voltage" / "2016-04-01.md")
    return terms


@pytest.fixture(scope="module")
def cards():
    """315 yen a month for each card."""
    (terms,) = load_terms(TERMS / "ntt-east-wireless-lan-card")
    return terms


def days(text):
    return tuple(date.fromisoformat(day) for day in text.split())


def electricity_bills(terms, start="2016-05-12", end="", readings="2016-05-09 2016-06-08"):
    ends = tuple(Cancellation(day) for day in days(end))
    contract = Contract("c-1", terms.tariff, date.fromisoformat(start), {"amperage": "60"}, days(readings), ends)
    return bill(book_of([terms]), Case("case", (contract,), days(readings)[-1]))


def card_bill(terms):
    (start,) = days("2007-05-12")
    changes = [QuantityChange(on, "wireless-lan-card", Fraction(3)) for on in days("2007-05-20")]
    uses = [MeterReading(on, Fraction("213.5")) for on in days("2007-05-31")]
    contract = Contract("c-1", terms.tariff, start, events=(*changes, *uses))
    (one,) = bill(book_of([terms]), Case("case", (contract,), date(2007, 5, 31)))
    return one


def everything(terms):
    """Terms with a fee, a fee by quantity and a fee by use, and tax on top."""
    cards_fee = terms.charge[0].model_dump(exclude_none=True)
    since, source = date(2002, 3, 1), "made up for the test"
    fixed = {
        "item": "room",
        "kind": "fixed",
        "price": [{"since": since, "amount": Decimal("1000.5"), "source": source}],
    }
    tiers = [{"up_to": 120, "rate": Decimal("19.43")}, {"rate": Decimal("-2.5")}]
    usage = {
        "item": "energy",
        "kind": "usage",
        "tiers": "graduated",
        "price": [{"since": since, "tiers": tiers, "source": source}],
    }
    settings = {"charge": [fixed, {**cards_fee, "counted": "day-by-day"}, usage], "tax.prices": "tax-exclusive"}
    return change_settings(terms, settings)


ENGLISH = """\
contract c-1 · enex-low-voltage · period 2016-05-09 … 2016-06-07 · billed 2016-05-12 … 2016-06-07
  terms: 電気需給約款(低圧) 2016年4月1日実施
  basic
    fee for amperage 60                                          1,684.80    第6条 基本料金
      row since 2014-04-01: 東京電力、従量電灯B 料金表(2014年4月1日から、税込)
    days used 2016-05-12 … 2016-06-07                               27 days  第8条 日割計算の日数
    days of the billing period 2016-05-09 … 2016-06-07              30 days  第8条 日割計算の日数
    1,684.80 × 27 ÷ 30                                         = 1,516.32    第7条 日割計算
  total
    1,516.32, rounded down to 1                                = 1,516       第9条 端数処理
    tax in it: 1,516 × 8 ÷ 108 = 112.2962…, rounded down to 1  =   112       第10条 消費税等相当額
      8 % on 2016-06-08, row since 2014-04-01: 国、消費税法及び地方税法による合計の税率(2014年4月1日施行の改正)
  bill 1,516 JPY, tax in it 112"""

JAPANESE = """\
契約 c-1 · enex-low-voltage · 算定期間 2016-05-09〜2016-06-07 · 対象 2016-05-12〜2016-06-07
  約款: 電気需給約款(低圧) 2016年4月1日実施
  basic
    amperage 60 の料金                                            1,684.80  第6条 基本料金
      2014-04-01からの単価: 東京電力、従量電灯B 料金表(2014年4月1日から、税込)
    使用日数 2016-05-12〜2016-06-07                                  27日   第8条 日割計算の日数
    算定期間の日数 2016-05-09〜2016-06-07                            30日   第8条 日割計算の日数
    1,684.80 × 27 ÷ 30                                          = 1,516.32  第7条 日割計算
  合計
    1,516.32、1未満を切り捨て                                   = 1,516     第9条 端数処理
    うち消費税等: 1,516 × 8 ÷ 108 = 112.2962…、1未満を切り捨て  =   112     第10条 消費税等相当額
      2016-06-08の税率 8%、2014-04-01から: 国、消費税法及び地方税法による合計の税率(2014年4月1日施行の改正)
  請求額 1,516 JPY、うち消費税等 112"""

EVERYTHING = """\
contract c-1 · ntt-east-wireless-lan-card · period 2007-05-01 … 2007-05-31 · billed 2007-05-12 … 2007-05-31
  terms: 無線LANカード 料金の定め
  room
    fee                                                                1,000.50                   第1条 料金
      row since 2002-03-01: made up for the test
    used 2007-05-12 … 2007-05-31: in full, this fee is not prorated                               第5条 日割計算
  wireless-lan-card
    fee                                                                  315                      第1条 料金
      row since 2002-03-01: NTT東日本、お知らせ(2009年12月25日)、1枚につき月額315円(税込)
    in use each day, 2007-05-12 … 2007-05-31, over 31 days                 1.4193… (44/31)        第1条 料金
    315 × 1.4193…                                                    =   447.0967… (13860/31)     第1条 料金
  energy
    use read for 2007-05-01 … 2007-05-31                                 213.5                    第1条 料金
    120 × 19.43                                                      = 2,331.60                   第1条 料金
    93.5 × -2.50                                                     =  -233.75                   第1条 料金
      row since 2002-03-01: made up for the test
  total
    room 1,000.50 + wireless-lan-card 447.0967… + energy 2,097.85    = 3,545.4467… (2198177/620)  第1条 料金
    3,545.4467…, rounded down to 1                                   = 3,545                      第7条 端数処理
    tax on it: 3,545 × 5 ÷ 100 = 177.25, rounded down to 1           =   177                      第8条 消費税等相当額
      5 % on 2007-05-31, row since 1997-04-01: 国、消費税法及び地方税法による合計の税率(1997年4月1日施行の改正)
    3,545 + 177                                                      = 3,722                      第8条 消費税等相当額
  bill 3,722 JPY, tax in it 177"""


def test_a_bill_in_english(electricity):
    """A derivation names the contract, the days, each number with its row and clause, the sums and the total."""
    (one,) = electricity_bills(electricity)

    assert explain(one, "en") == ENGLISH


def test_a_bill_in_japanese(electricity):
    """The same derivation in Japanese stands in columns too, full-width characters counted as two."""
    (one,) = electricity_bills(electricity)

    assert explain(one, "ja") == JAPANESE


def test_a_bill_of_several_lines_with_tax_on_top(cards):
    """A quantity, tiers and the sum of the lines are told, and no ratio is lost where decimals end in dots."""
    assert explain(card_bill(everything(cards)), "en") == EVERYTHING


def test_a_case_is_its_bills_in_order(electricity):
    """The derivations of a case are those of its bills, with an empty line between."""
    bills = electricity_bills(electricity, readings="2016-05-09 2016-06-08 2016-07-08")

    assert explain_case(bills, "en") == "\n\n".join(explain(one, "en") for one in bills)
    assert explain_case(bills, "en").startswith(ENGLISH + "\n\ncontract c-1")


@pytest.mark.parametrize(("language", "words"), [("en", "no bill"), ("ja", "請求なし")])
def test_a_case_without_bills(language, words):
    """No bill is said, not an empty text."""
    assert explain_case((), language) == words


def test_a_language_without_words(electricity):
    """A language that is not there is refused with the languages that are."""
    (one,) = electricity_bills(electricity)

    with pytest.raises(ValueError, match=r'^no derivations in "fr"; allowed: en, ja$'):
        explain(one, "fr")
    with pytest.raises(ValueError, match="fr"):
        explain_case((), "fr")


def test_a_single_day_is_one_day(electricity):
    """A period of one day is said as that day, not from it to itself."""
    (one,) = electricity_bills(electricity, start="2016-06-07")

    assert "billed 2016-06-07\n" in explain(one, "en")
    assert "days used 2016-06-07 " in explain(one, "en")


def test_a_bill_outside_tax_says_so(cards):
    """A bill without tax says that there is none, and has no total to derive where nothing is rounded."""
    bare = {"prices": "outside-tax"}
    terms = change_settings(cards, {"tax": bare, "rounding.total": "exact", "rounding.total_unit": None})

    text = explain(card_bill(terms), "en")

    assert text.endswith("\n  bill 945 JPY, outside tax")
    assert "\n  total\n" not in text


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Fraction(-1, 3), "-0.3333…"),
        (Fraction(1, 30000), "0.0000…"),
        (Fraction(1_000_001, 3), "333,333.6666…"),
        (Fraction("-1234.5"), "-1,234.50"),
        (Fraction("0.00001"), "0.00001"),
        (Fraction(0), "0"),
    ],
)
def test_amounts(electricity, amount, words):
    """Amounts are exact where decimals can be, otherwise cut after four and marked."""
    (one,) = electricity_bills(electricity)

    assert explain(replace(one, total=amount), "en").endswith(f"\n  bill {words} JPY, tax in it 112")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_words(language):
    """No setting that a derivation speaks of lacks words."""
    assert set(LANGUAGES[language].roundings) == set(RoundingMode)
    assert DENOMINATORS | {f"quantity-{counted.value}" for counted in Counted} <= set(StepKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_step_has_words(language):
    """The words of a language are for the kinds of steps that there are, each of them and no other."""
    assert set(LANGUAGES[language].steps) == set(StepKind)


def variants(electricity, cards):
    """Bills that together take every step of a fee, a quantity, tiers and tax."""
    inside = {"start": "2016-05-12", "end": "2016-05-20"}
    long = {"start": "2016-05-10", "readings": "2016-05-09 2016-07-08"}
    by_reference = {"proration.trigger": "difference-at-least", "proration.trigger_days": 6}
    yield from electricity_bills(change_settings(electricity, {"proration.numerator": "used-days-and-reading-day"}))
    yield from electricity_bills(change_settings(electricity, {"proration.trigger": "never"}))
    reference = {**by_reference, "proration.trigger_reference": "thirty"}
    yield from electricity_bills(change_settings(electricity, reference))
    fewer = {"proration.trigger": "fewer-days-than", "proration.trigger_days": 20}
    yield from electricity_bills(change_settings(electricity, fewer))
    full = {"proration.denominator": "thirty", "proration.above_whole": "full-fee"}
    yield from electricity_bills(change_settings(electricity, full), **long)
    for count in DayCount:
        changed: dict[str, object] = {"proration.denominator": count.value}
        if count is DayCount.STEPS:
            changed["proration.step"] = [{"up_to_days": 15, "share": "0.5"}]
        if count is DayCount.MONTHS_OF_PERIOD:
            changed["proration.numerator"] = "months-begun"
        yield from electricity_bills(change_settings(electricity, changed), **inside)
    for counted in Counted:
        yield card_bill(change_settings(cards, {"charge.wireless-lan-card.counted": counted.value}))
    for mode in RoundingMode:
        unit = None if mode is RoundingMode.EXACT else 10
        rounding = {"rounding.line": mode.value, "rounding.line_unit": unit, "tax.rounding": mode.value}
        yield card_bill(change_settings(cards, rounding))
    yield card_bill(everything(cards))


def row(amount):
    return [{"since": "2000-01-01", "amount": amount, "source": "made up for the test"}]


def variants_by_days(bills_of, service):
    """Bills that take every step by which days are counted, changed and suspended."""
    part = {"start": "2024-06-16", "through": "2024-06-30"}
    for numerator in Numerator:
        changed = {"proration.numerator": numerator.value}
        if "months" in numerator:
            changed["proration.denominator"] = "months-of-period"
        yield from bills_of(change_settings(service, changed), **part)
    few = {"proration.denominator": "steps", "proration.step": [{"up_to_days": 5, "share": "0.5"}]}
    yield from bills_of(change_settings(service, few), **part)
    share = {"proration.trigger": "share-below", "proration.trigger_share": "0.4"}
    yield from bills_of(change_settings(service, share), **part)
    rounded = {"proration.early_rounding": {"of": "ratio", "mode": "half-up", "unit": "0.1"}}
    yield from bills_of(change_settings(service, rounded), **part)
    interest = {
        "from_day": "bill",
        "first_day": "not-counted",
        "on": "refunds",
        "year": "days-365",
        "rounding": "exact",
        "unit": 1,
        "rate": [{"since": "2020-04-01", "rate": "0.03", "source": "law"}],
    }
    half = change_settings(service, {"suspension.fee_share": "0.5", "billing.interest": interest})
    events = "change 2024-06-11 plan=large; suspend 2024-06-21 told 2024-07-05"
    yield from bills_of(half, start="2024-06-01", through="2024-07-31", events=events)


def variants_by_charge(bills_of, service, meter):
    """Bills that take every step of the charges that are not there in the other variants."""
    formula = {
        "since": "2000-01-01",
        "coefficients": {"crude": "0.5"},
        "base": 40000,
        "base_unit": "0.2",
        "per": 1000,
        "average_rounding": "half-up",
        "average_unit": 100,
        "unit_rounding": "half-up",
        "unit_unit": "0.01",
        "ceiling": 50000,
        "source": "made up for the test",
    }
    months = [
        {"month": "2024-06-01", "prices": {"crude": 110000}, "source": "made up for the test"},
        {"month": "2024-07-01", "unit": "-1.5", "source": "made up for the test"},
    ]
    points = {"attribute": "monthly_fee", "base": 3000, "per_point": "0.001"}
    use = meter.charge[0].model_dump(exclude_none=True)
    use["price"] = [{**row(0)[0], "tiers": [{"up_to": 120, "rate": 20}, {"rate": 26}]}]
    del use["price"][0]["amount"]
    by_use = [
        {"item": "basic", "kind": "fixed", "price": row(1000), "by_points": points, "no_use_share": "0.5"},
        use,
        {"item": "fuel", "kind": "adjustment", "formula": [formula], "month": months},
        {"item": "minimum", "kind": "minimum", "of": ["basic", "use"], "price": row(9000)},
    ]
    by_days = service.proration.model_dump(exclude_none=True)
    widths = {"components": ["use"], "width_rounding": "half-up", "width_unit": 1}
    fees = [{"name": "monthly_fee", "values": ["3000", "3100"]}]
    terms = change_settings(meter, {"attribute": fees, "charge": by_use, "proration": {**by_days, **widths}})
    readings = "2024-05-10 2024-06-10 2024-07-10"
    yield from bills_of(terms, start="2024-05-12", readings=readings, events="used 2024-06-10 150; used 2024-07-10 0")
    two = [row(1000)[0], {**row(1200)[0], "since": "2024-06-01"}]
    each_day = {"charge": [{**by_use[0], "price": two, "row_on": "each-day"}, {**by_use[2], "row_on": "each-day"}]}
    may = [{"month": "2024-05-01", "unit": 1, "source": "made up for the test"}, *months]
    each_day["charge"][1]["month"] = may
    yield from bills_of(
        change_settings(meter, {"attribute": fees, **each_day}),
        start="2024-05-10",
        readings=readings,
        through="2024-06-10",
        used="2024-06-10=150",
    )
    cap = {"since": "2022-07-01", "on": "contract-start", "of": ["fee"], "source": "made up for the test"}
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": True, "price": row(5000)}
    by_month = [
        service.charge[0].model_dump(exclude_none=True),
        {"item": "share", "kind": "discount", "of": ["fee"], "share": "0.1"},
        {"item": "coupon", "kind": "discount", "of": ["fee"], "price": row(9999)},
        {**early, "tax": "outside", "cap": cap},
    ]
    rate = {"since": "2000-01-01", "rate": "0.10", "source": "law"}
    for prices in ("tax-inclusive", "tax-exclusive"):
        tax = {
            "prices": prices,
            "rate_on": "last-billed-day",
            "rounding": "floor",
            "unit": 1,
            "per": "line",
            "rate": [rate],
        }
        terms = change_settings(service, {"charge": by_month, "tax": tax})
        yield from bills_of(terms, start="2024-06-01", end="2024-06-20", through="2024-06-30")


def variants_by_units(bills_of, meter):
    """Bills that take every step from the use to the units that are priced, and from prices to an adjustment."""
    tiers = [{"up_to": 5, "rate": 20, "fee": 500}, {"rate": 26, "fee": 700}]
    price = [{"since": "2000-01-01", "tiers": tiers, "source": "made up for the test"}]
    use = {"kind": "usage", "tiers": "volume", "price": price}
    formula = {
        "since": "2000-01-01",
        "coefficients": {"lng": "0.5"},
        "base": 40000,
        "base_unit": "0.2",
        "per": 1000,
        "average_rounding": "half-up",
        "average_unit": 10,
        "difference_rounding": "truncate",
        "difference_unit": 100,
        "unit_rounding": "half-up",
        "unit_unit": "0.01",
        "floor": 30000,
        "source": "made up for the test",
    }
    months = [{"month": "2024-06-01", "prices": {"lng": 50000}, "source": "made up for the test"}]
    by_power = [{**row(1000)[0], "per": "power"}]
    charges = [
        {"item": "basic", "kind": "fixed", "price": by_power},
        {"item": "use", **use, "least_units": 15},
        {"item": "calls", **use, "block": 30},
        {"item": "raw", "kind": "adjustment", "formula": [formula], "month": months},
        {"item": "maximum", "kind": "maximum", "of": ["use", "calls"], "price": row(100)},
        {"item": "support", "kind": "surcharge", "of": ["basic"], "share": "0.1"},
    ]
    usage = {"multiplier": "1.03", "rounding": "half-up", "unit": 1, "negative": "refused", "estimates": "next-reading"}
    by_days = {
        "trigger": "always",
        "numerator": "used-days",
        "denominator": "billing-period",
        "whole_period": "not-prorated",
        "above_whole": "as-computed",
        "components": ["use"],
        "width_rounding": "half-up",
        "width_unit": 1,
    }
    power = [{"name": "power", "bounds": [{"minimum": 1, "maximum": 10}]}]
    terms = change_settings(meter, {"attribute": power, "charge": charges, "usage": usage, "proration": by_days})
    history = {"readings": "2024-05-10 2024-06-10", "events": "used 2024-06-10 1.5", "attributes": "power=8"}
    yield from bills_of(terms, start="2024-05-20", **history)


def variants_by_tax(bills_of, service):
    """Bills that take every step of a tax with two rates."""
    charges = [
        {"item": "fee", "kind": "fixed", "price": row(300)},
        {"item": "paper", "kind": "fixed", "price": row(100), "tax": "reduced"},
    ]
    for prices in ("tax-inclusive", "tax-exclusive"):
        for per in ("bill", "rate"):
            tax = {
                "prices": prices,
                "rate_on": "last-billed-day",
                "rounding": "floor",
                "unit": 1,
                "per": per,
                "rate": [{"since": "2000-01-01", "rate": "0.10", "source": "law"}],
                "reduced": [{"since": "2000-01-01", "rate": "0.08", "source": "law"}],
            }
            terms = change_settings(service, {"charge": charges, "proration.components": ["fee"], "tax": tax})
            yield from bills_of(terms, start="2024-06-01", through="2024-06-30")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_told(bills_of, electricity, cards, service, meter, language):
    """Bills that take every step there is are told to the last number, with no name left in braces."""
    bills = [*variants(electricity, cards), *variants_by_days(bills_of, service)]
    bills += variants_by_charge(bills_of, service, meter)
    bills += [*variants_by_units(bills_of, meter), *variants_by_tax(bills_of, service)]

    told = explain_case(bills, language)

    taken = {step.kind for one in bills for line in one.lines for step in line.derivation}
    taken |= {step.kind for one in bills for step in one.derivation}
    assert taken == set(LANGUAGES[language].steps)
    assert not re.search(r"[{}]", told)
    assert not re.search(r"[ \t]$", told, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_is_said_inclusively(electricity, language):
    """The day after the last day billed is said only where it is the reading day of the tax rate."""
    (one,) = electricity_bills(electricity)

    told = explain(one, language)

    after = str(one.period.end)
    assert str(one.period.end - timedelta(days=1)) in told
    assert [line for line in told.splitlines() if after in line] == [told.splitlines()[-2]]
