"""Consumption tax in the price, on top of it, or none; and its roundings. 3,100 yen a month, 5 % in 2009."""

import pytest
from yakkan.oracle import change_settings

OUTSIDE = {
    "tax.prices": "outside-tax",
    "tax.rate_on": None,
    "tax.rounding": None,
    "tax.unit": None,
    "tax.rate": (),
}


@pytest.mark.parametrize(
    ("settings", "bill"),
    [
        pytest.param({}, "3100, tax 147", id="inclusive"),  # 3,100 × 5 ÷ 105 = 147.61…
        pytest.param({"tax.rounding": "half-up"}, "3100, tax 148", id="inclusive-half-up"),
        pytest.param({"tax.prices": "tax-exclusive"}, "3255, tax 155", id="exclusive"),  # 3,100 × 5 ÷ 100 = 155
        pytest.param(OUTSIDE, "3100", id="outside"),
    ],
)
def test_whole_month(paper, by_days, settings, bill):
    """A price with tax inside shows its part, one before tax grows by it, one outside tax has none."""
    assert paper(change_settings(by_days, settings), start="2009-04-01", through="2009-04-30") == [
        f"2009-04-01 to 2009-04-30: {bill}"
    ]


@pytest.mark.parametrize(
    ("settings", "bill"),
    [
        # 17 to 30 April are 14 days: 3,100 × 14 ÷ 30 = 1,446.66…, cut to 1,446.
        pytest.param({}, "1446, tax 68", id="inclusive"),  # 1,446 × 5 ÷ 105 = 68.85…
        pytest.param({"tax.rounding": "ceiling"}, "1446, tax 69", id="inclusive-ceiling"),
        pytest.param({"tax.prices": "tax-exclusive"}, "1518, tax 72", id="exclusive"),  # 1,446 × 5 ÷ 100 = 72.30
        pytest.param(
            {"tax.prices": "tax-exclusive", "tax.rounding": "ceiling"}, "1519, tax 73", id="exclusive-ceiling"
        ),
        pytest.param({"tax.prices": "tax-exclusive", "tax.unit": "0.1"}, "1518.30, tax 72.30", id="exclusive-tenths"),
        pytest.param(OUTSIDE, "1446", id="outside"),
    ],
)
def test_part_of_a_month(paper, by_days, settings, bill):
    """Tax is reckoned from the total as it is rounded, not from the exact sum."""
    assert paper(change_settings(by_days, settings), start="2009-04-17", through="2009-04-30") == [
        f"2009-04-17 to 2009-04-30: {bill}"
    ]


@pytest.mark.parametrize(
    ("mode", "bill"),
    [
        # 30.00 × 0.0825 = 2.475
        ("half-up", "32.48, tax 2.48"),
        ("half-even", "32.48, tax 2.48"),
        ("floor", "32.47, tax 2.47"),
        ("truncate", "32.47, tax 2.47"),
        ("ceiling", "32.48, tax 2.48"),
    ],
)
def test_cents(paper, plan, mode, bill):
    """Tax on top of a price in dollars is rounded to the cent as the terms say."""
    assert paper(change_settings(plan, {"tax.rounding": mode}), start="2023-01-31", through="2023-02-27") == [
        f"2023-01-31 to 2023-02-27: {bill}"
    ]


@pytest.mark.parametrize(
    ("rate", "tax"), [("0.03", "90"), ("0.05", "147"), ("0.08", "229"), ("0.10", "281"), ("0", "0")]
)
def test_rates(paper, by_days, rate, tax):
    """Each rate of the consumption tax is taken out of the same price."""
    # 3,100 × 3 ÷ 103 = 90.29…, × 5 ÷ 105 = 147.61…, × 8 ÷ 108 = 229.62…, × 10 ÷ 110 = 281.81…
    terms = change_settings(by_days, {"tax.rate.0.rate": rate})
    assert paper(terms, start="2009-04-01", through="2009-04-30") == [f"2009-04-01 to 2009-04-30: 3100, tax {tax}"]
