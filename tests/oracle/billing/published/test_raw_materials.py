"""The adjustment of city gas by raw material costs: the difference cut to 100 yen, bounds of the average, months to
come.

Average = 0.9 × LNG + 0.1 × LPG, half-up to 10 yen; base 50,000; 0.081 yen a m3 for each 100 yen, cut to 0.01 yen.
"""

from fractions import Fraction

import pytest
from yakkan.oracle import CaseError, change_settings, warnings_of

FORMULA = {
    "since": "2000-01-01",
    "coefficients": {"lng": "0.9", "lpg": "0.1"},
    "base": 50000,
    "base_unit": "0.081",
    "per": 100,
    "average_rounding": "half-up",
    "average_unit": 10,
    "unit_rounding": "truncate",
    "unit_unit": "0.01",
    "source": "made up for the test",
}
CUT = {"difference_rounding": "truncate", "difference_unit": 100}


@pytest.fixture(scope="module")
def adjusted(bills_of, meter):
    """What 100 m3 of May and June 2024 are adjusted by, at these prices."""

    def adjusted(lng, lpg, **formula):
        month = {"month": "2024-06-01", "prices": {"lng": lng, "lpg": lpg}, "source": "made up for the test"}
        charge = {"item": "raw", "kind": "adjustment", "formula": [{**FORMULA, **formula}], "month": [month]}
        (bill,) = bills_of(
            change_settings(meter, {"charge": [charge]}),
            start="2024-05-10",
            readings="2024-05-10 2024-06-10",
            events="used 2024-06-10 100",
        )
        return bill.total

    return adjusted


@pytest.mark.parametrize(
    ("lng", "lpg", "cut", "uncut"),
    [
        # 0.9 × 61,000 + 0.1 × 62,540 = 54,900 + 6,254 = 61,154, 61,150; difference 11,150, cut to 11,100
        # 111 × 0.081 = 8.991, cut to 8.99; uncut 111.5 × 0.081 = 9.0315, cut to 9.03
        (61000, 62540, 899, 903),
        # 0.9 × 40,000 + 0.1 × 42,340 = 36,000 + 4,234 = 40,234, 40,230; difference -9,770, cut towards zero to -9,700
        # -97 × 0.081 = -7.857, cut to -7.85; uncut -97.7 × 0.081 = -7.9137, cut to -7.91
        (40000, 42340, -785, -791),
        # 45,000 + 5,090 = 50,090: less than 100 yen are no difference. Uncut 0.9 × 0.081 = 0.0729, cut to 0.07
        (50000, 50900, 0, 7),
    ],
)
def test_the_difference_is_cut_before_it_is_multiplied(adjusted, lng, lpg, cut, uncut):
    """The difference of average and base counts in whole 100 yen, towards zero on either side."""
    assert adjusted(lng, lpg, **CUT) == cut
    assert adjusted(lng, lpg) == uncut


@pytest.mark.parametrize(
    ("price", "units"),
    [
        (80000, 2430),  # 300 × 0.081 = 24.30
        (80010, 2430),
        (99000, 2430),
        (30000, -1620),  # -200 × 0.081 = -16.20
        (29990, -1620),
        (10000, -1620),
        (30100, -1611),  # -199 × 0.081 = -16.119, cut to -16.11
    ],
)
def test_the_average_has_a_ceiling_and_a_floor(adjusted, price, units):
    """An average above 80,000 counts as 80,000, one below 30,000 as 30,000."""
    assert adjusted(price, price, ceiling=80000, floor=30000, **CUT) == units


@pytest.fixture(scope="module")
def unpublished(meter):
    """Use with an adjustment of which no month is published yet."""
    use = meter.charge[0].model_dump(exclude_none=True)
    raw = {"item": "raw", "kind": "adjustment", "formula": [FORMULA], "month": []}
    return change_settings(meter, {"charge": [use, raw]})


def test_nothing_published_yet(bills_of, unpublished):
    """Terms whose adjustment has no month yet load, and a bill is refused with the month that is missing."""
    with pytest.raises(CaseError) as refused:
        bills_of(unpublished, start="2024-05-10", readings="2024-05-10 2024-06-10", events="used 2024-06-10 100")
    (problem,) = refused.value.problems
    assert (problem.code.id, problem.message) == ("YK208", "raw: nothing is published for the bills of 2024-06")


def test_a_month_that_is_published_later(bills_of, unpublished):
    """The month's figures, once added, are all that a bill needs."""
    month = {"month": "2024-06-01", "unit": "1.5", "source": "made up for the test"}
    (bill,) = bills_of(
        change_settings(unpublished, {"charge.raw.month": [month]}),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10",
        events="used 2024-06-10 100",
    )
    assert [line.amount for line in bill.lines] == [100, Fraction(150)]


def test_warning(unpublished, tepco):
    """What loads but cannot be billed yet is warned of, at its charge."""
    (warning,) = warnings_of(unpublished)
    assert (warning.code.id, warning.message) == ("YK118", "raw: no month is published yet, so nothing can be billed")
    assert warnings_of(tepco) == ()
