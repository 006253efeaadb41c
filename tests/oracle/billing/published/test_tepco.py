"""Bills of 従量電灯B as they are published: basic fee, tiers, fuel adjustment, discount, levy cut to the yen.

March 2015: 19.43, 25.91 and 29.93 yen a kWh, adjustment +2.83, levy 0.75. April 2016: adjustment -2.78, levy 1.58.
February 2018: 19.52, 26.00 and 30.02 yen, adjustment -3.03, levy 2.64. June 2018: adjustment -2.14, levy 2.90.
"""

from fractions import Fraction

import pytest

READINGS = {
    "2015-03": "2015-02-10 2015-03-11",
    "2016-04": "2016-03-10 2016-04-11",
    "2018-02": "2018-01-11 2018-02-10",
    "2018-06": "2018-05-11 2018-06-11",
}


@pytest.fixture(scope="module")
def month(bills_of, tepco):
    """The bill of a month for a whole reading period."""

    def month(name, amperage, kwh, payment):
        start, end = READINGS[name].split()
        attributes = f"amperage={amperage} payment={payment}"
        (bill,) = bills_of(tepco, start=start, readings=READINGS[name], used=f"{end}={kwh}", attributes=attributes)
        return bill

    return month


@pytest.mark.parametrize(
    ("name", "kwh", "total", "tax"),
    [
        # 842.40 + 120 × 19.43 + 170 × 25.91 + 290 × 2.83 - 54, and the levy 290 × 0.75 = 217.50, cut to 217
        # 842.40 + 2,331.60 + 4,404.70 + 820.70 - 54 + 217 = 8,562.40; 8,562 × 8 ÷ 108 = 634.22…
        ("2015-03", 290, 8562, 634),
        # 842.40 + 2,331.60 + 4,404.70 - 290 × 2.78 - 54, and the levy 290 × 1.58 = 458.20, cut to 458
        # 842.40 + 6,736.30 - 806.20 - 54 + 458 = 7,176.50; 7,176 × 8 ÷ 108 = 531.55…
        ("2016-04", 290, 7176, 531),
        # 842.40 + 120 × 19.52 + 140 × 26.00 - 260 × 3.03 - 54, and the levy 260 × 2.64 = 686.40, cut to 686
        # 842.40 + 2,342.40 + 3,640 - 787.80 - 54 + 686 = 6,669.00; 6,669 × 8 ÷ 108 = 494
        ("2018-02", 260, 6669, 494),
        # 842.40 + 2,342.40 + 3,640 - 260 × 2.14 - 54, and the levy 260 × 2.90 = 754
        # 842.40 + 5,982.40 - 556.40 - 54 + 754 = 6,968.40; 6,968 × 8 ÷ 108 = 516.14…
        ("2018-06", 260, 6968, 516),
    ],
)
def test_model_bill(month, name, kwh, total, tax):
    """The model bills of TEPCO (30 A, direct debit) come to the published yen; June 2018 is one more of their kind."""
    bill = month(name, 30, kwh, "direct-debit")
    assert (bill.total, bill.tax) == (total, tax)


def test_lines_of_a_model_bill(month):
    """The model bill of February 2018 has a line for each of its items, each with its quantity."""
    assert [(line.item, line.amount, line.quantity) for line in month("2018-02", 30, 260, "direct-debit").lines] == [
        ("basic", Fraction("842.40"), 1),
        ("energy", Fraction("5982.40"), 260),  # 120 × 19.52 + 140 × 26.00 = 2,342.40 + 3,640
        ("fuel-adjustment", Fraction("-787.80"), 260),  # 260 × -3.03
        ("direct-debit-discount", Fraction(-54), 1),
        ("levy", Fraction(686), 260),  # 260 × 2.64 = 686.40
    ]


@pytest.mark.parametrize(
    ("amperage", "kwh", "total"),
    [
        # Nothing used: half the basic fee.
        (10, 0, 140),  # 280.80 ÷ 2 = 140.40
        (30, 0, 421),  # 842.40 ÷ 2 = 421.20
        (60, 0, 842),  # 1,684.80 ÷ 2 = 842.40
        # 842.40 + 19.43 + 2.83 = 864.66; levy 0.75, cut to 0. Not cut, the total would be 865.41.
        (30, 1, 864),
        # 120 × (19.43 + 2.83) = 2,671.20; levy 90: 2,761.20 and the basic fee
        (10, 120, 3042),  # 280.80
        (15, 120, 3182),  # 421.20: 3,182.40
        (20, 120, 3322),  # 561.60: 3,322.80
        (30, 120, 3603),  # 842.40: 3,603.60
        (40, 120, 3884),  # 1,123.20: 3,884.40
        (50, 120, 4165),  # 1,404.00: 4,165.20
        (60, 120, 4446),  # 1,684.80: 4,446.00
        # 2,331.60 + 25.91 + 121 × 2.83 = 2,699.94; levy 90.75, cut to 90: 3,632.34. Not cut: 3,633.09
        (30, 121, 3632),
        # 2,331.60 + 180 × 25.91 + 300 × 2.83 = 2,331.60 + 4,663.80 + 849 = 7,844.40; levy 225: 8,911.80
        (30, 300, 8911),
        # 6,995.40 + 29.93 + 301 × 2.83 = 7,877.16; levy 225.75, cut to 225: 8,944.56. Not cut: 8,945.31
        (30, 301, 8944),
        # 6,995.40 + 200 × 29.93 + 500 × 2.83 = 6,995.40 + 5,986 + 1,415 = 14,396.40; levy 375: 16,456.20
        (60, 500, 16456),
    ],
)
def test_amperes_and_use(month, amperage, kwh, total):
    """Bills of March 2015 for other amperes and uses, around the tiers' bounds, without a discount."""
    assert month("2015-03", amperage, kwh, "other").total == total


@pytest.mark.parametrize(
    ("kwh", "total"),
    [
        (1, 860),  # 842.40 + 19.43 - 2.78 = 859.05; levy 1.58, cut to 1: 860.05
        (120, 3029),  # 842.40 + 2,331.60 - 333.60 = 2,840.40; levy 189.60, cut to 189: 3,029.40
        (121, 3054),  # 842.40 + 2,357.51 - 336.38 = 2,863.53; levy 191.18, cut to 191: 3,054.53
    ],
)
def test_adjustment_below_zero(month, kwh, total):
    """In April 2016 fuel is cheap: the adjustment is taken off the bill."""
    assert month("2016-04", 30, kwh, "other").total == total


def test_discount_without_use(month):
    """Direct debit takes 54 yen off the halved basic fee of a month without use too."""
    assert month("2015-03", 10, 0, "direct-debit").total == 86  # 280.80 ÷ 2 - 54 = 86.40
