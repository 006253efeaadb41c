"""A bill of 従量電灯B as a person does it on paper: on one screen, every number with its row, clause and source."""

import re
from fractions import Fraction

import pytest
from yakkan.oracle import explain

FEBRUARY_2018 = """\
契約 contract · tepco-meter-lighting-b · 算定期間 2018-01-11〜2018-02-09 · 対象 2018-01-11〜2018-02-09
  約款: 従量電灯B 電気料金(東京電力エリア) 2014年4月1日から2019年9月30日まで
"""


@pytest.fixture(scope="module")
def february(bills_of, tepco):
    """The model bill of February 2018: 30 A, 260 kWh, direct debit."""
    (bill,) = bills_of(
        tepco,
        start="2018-01-11",
        readings="2018-01-11 2018-02-10",
        used="2018-02-10=260",
        attributes="amperage=30 payment=direct-debit",
    )
    return bill


def test_head_of_the_bill(february):
    """The derivation begins with the contract, its days and the document."""
    assert explain(february, "ja").startswith(FEBRUARY_2018)


@pytest.mark.parametrize(
    "numbers",
    [
        ("amperage 30", "842.40"),
        ("120 × 19.52", "2,342.40"),
        ("140 × 26", "3,640"),
        ("38508 × 0.197 + 46152 × 0.4435 + 11415 × 0.2512 = 30,921.936", "30,900"),
        ("(30,900 - 44,200) × 0.228 ÷ 1,000 = -3.0324", "-3.03"),
        ("260 × -3.03", "-787.80"),
        ("260 × 2.64", "686.40"),
        ("686.40", "686"),
        ("842.40 + energy 5,982.40 + fuel-adjustment -787.80 + direct-debit-discount -54 + levy 686", "6,669"),
        ("6,669 × 8 ÷ 108 = 494", "494"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_sums(february, language, numbers):
    """Each sum stands on a line of its own with what it comes to, beside it or below it."""
    left, right = numbers
    told = re.sub(r"\n +(?== )", "  ", explain(february, language))
    lines = [line for line in told.splitlines() if left in line]
    assert any(right in line.partition(left)[2].split() for line in lines)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_screen(february, language):
    """The derivation is no longer than forty lines."""
    assert len(explain(february, language).splitlines()) <= 40


@pytest.mark.parametrize(
    "source",
    [
        "東京電力 従量電灯B 料金単価表(2014年4月、税込)",
        "東京電力 従量電灯B 料金単価表(2016年6月、税込)、二次資料",
        "東京電力、2018年2月分の燃料費調整のお知らせ",
        "東京電力、口座振替割引(税率8%の期間)",
        "再生可能エネルギー発電促進賦課金単価 2017年度、二次資料",
        "国、消費税法及び地方税法による合計の税率(2014年4月1日施行の改正)",
    ],
)
def test_sources(february, source):
    """Every row that a number comes from is told with its source, once."""
    assert explain(february, "ja").count(source) == 1


def test_source_of_the_formula(february):
    """The base, the base unit and the coefficients of the adjustment have a row and a source too."""
    assert "東京電力、燃料費調整制度(2023年5月まで)" in explain(february, "ja")


def test_every_step_has_a_clause(february):
    """No number of the bill stands without the clause that it follows from."""
    steps = [step for line in february.lines for step in line.derivation] + list(february.derivation)
    assert all(step.clause.heading.startswith("第") for step in steps)


def test_lines_are_what_their_derivations_come_to(february):
    """The value of an item's last step, or the sum of its tiers, is the item's amount."""
    for line in february.lines:
        tiers = [step.value for step in line.derivation if step.kind == "tier"]
        last = line.derivation[-1].value
        if line.item == "direct-debit-discount":
            assert (last, line.amount) == (54, -54)
        elif line.derivation[-1].kind == "tier":
            assert line.amount == sum(tiers, Fraction(0))
        else:
            assert line.amount == last
