"""Bills of 従量電灯B from 2024-04-01 on, with the adjustment of a month added to the document's text.

31.175 yen an ampere, 29.80 / 36.40 / 40.49 yen a kWh, levy 3.49 (fiscal year 2024) and 3.98 (2025), tax of 10 % inside.
"""

from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import CaseError, book_of_texts

DOCUMENT = Path(__file__).parents[4] / "terms" / "tepco-meter-lighting-b-2024" / "2024-04-01.md"


@pytest.fixture(scope="module")
def published():
    """The document with an adjustment for the bills of a month."""

    def published(month, unit):
        row = f"""[[charge.month]]
month = {month}-01
unit = {unit}
source = "made up for the test"
"""
        text = DOCUMENT.read_text(encoding="utf-8")
        assert text.count("month = []\n") == 1
        (terms,) = book_of_texts([(DOCUMENT.name, text.replace("month = []\n", row))])
        return terms

    return published


def test_a_bill_by_hand(bills_of, published):
    """30 A and 310 kWh of June 2024, with an adjustment of -9.21 yen: 9,694 yen, 881 of them tax."""
    (bill,) = bills_of(
        published("2024-06", "-9.21"),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10",
        used="2024-06-10=310.4",
        attributes="amperage=30",
    )
    # basic 30 × 31.175 = 935.25; use 310.4 kWh, half-up 310
    # 120 × 29.80 = 3,576; 180 × 36.40 = 6,552; 10 × 40.49 = 404.90: 10,532.90
    # adjustment 310 × -9.21 = -2,855.10; levy 310 × 3.49 = 1,081.90, cut to 1,081
    # 935.25 + 10,532.90 - 2,855.10 + 1,081 = 9,694.05; 9,694 ÷ 11 = 881.27…
    lines = ["935.25", "10532.90", "-2855.10", "1081"]
    assert [line.amount for line in bill.lines] == [Fraction(amount) for amount in lines]
    assert (bill.total, bill.tax) == (9694, 881)


@pytest.mark.parametrize(
    ("start", "readings", "kwh", "total"),
    [
        # 15 of 30 days: 935.25 ÷ 2 = 467.625; widths 60 and 90: 60 × 29.80 + 40 × 36.40 = 1,788 + 1,456 = 3,244
        # levy of the April reading day on, 100 × 3.98 = 398: 467.625 + 3,244 + 398 = 4,109.625
        ("2025-04-25", "2025-04-10 2025-05-10", 100, 4109),
        # nothing used: half of 935.25
        ("2025-04-10", "2025-04-10 2025-05-10", 0, 467),
        # the period that opened on 10 March 2025 has the levy of 2024: 935.25 + 100 × 29.80 + 349 = 4,264.25
        ("2025-03-10", "2025-03-10 2025-04-10", 100, 4264),
    ],
)
def test_parts_and_levies(bills_of, published, start, readings, kwh, total):
    """The basic fee and the widths go by the day, and the levy by the reading day that opens the period."""
    *_, closing = readings.split()
    (bill,) = bills_of(
        published(closing[:7], "0"),
        start=start,
        readings=readings,
        used=f"{closing}={kwh}",
        attributes="amperage=30",
    )
    assert bill.total == total


def test_without_the_adjustment(bills_of):
    """The document as it is loads, and a bill says which month is missing."""
    (terms,) = book_of_texts([(DOCUMENT.name, DOCUMENT.read_text(encoding="utf-8"))])
    with pytest.raises(CaseError, match=r"fuel-adjustment: nothing is published for the bills of 2024-06"):
        bills_of(
            terms,
            start="2024-05-10",
            readings="2024-05-10 2024-06-10",
            used="2024-06-10=310",
            attributes="amperage=30",
        )
