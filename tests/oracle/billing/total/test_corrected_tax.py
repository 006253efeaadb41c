"""A correction that changes the tax of a bill and not its total: a plan of the same price at another rate.

11,000 yen a month, tax included: 11,000 × 10 ÷ 110 = 1,000; at the reduced rate 11,000 × 8 ÷ 108 = 814.81…, cut to 814.
"""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def june(bills_of, service, rows, rates):
    """The bills of June, the plan of which changes on the first day."""

    def june(change, corrections):
        fee = {"kind": "fixed", "price": rows("11000")}
        charges = [
            {"item": "plain", "when": {"plan": "small"}, **fee},
            {"item": "news", "when": {"plan": "large"}, "tax": "reduced", **fee},
        ]
        rule = {"prices": "tax-inclusive", "rate_on": "last-billed-day", "rounding": "floor", "unit": 1, "per": "rate"}
        terms = change_settings(
            service,
            {
                "charge": charges,
                "proration": {"trigger": "never"},
                "billing.corrections": corrections,
                "tax": {**rule, "rate": rates("0.10"), "reduced": rates("0.08")},
            },
        )
        bills = bills_of(terms, start="2024-05-01", through="2024-07-20", events=change)
        assert {(bill.total, bill.tax) for bill in bills if bill.period.start.month == 5} == {(11000, 1000)}
        return [
            (bill.total, bill.tax, {line.item: line.amount for line in bill.lines})
            for bill in bills
            if bill.period.start.month == 6
        ]

    return june


def test_a_change_known_in_time(june):
    """The plan at the reduced rate has less tax in the same total."""
    assert june("change 2024-06-01 plan=large told 2024-06-20", "difference") == [(11000, 814, {"news": 11000})]


@pytest.mark.parametrize("corrections", ["difference", "difference-to-first", "credits-charged"])
def test_tax_alone_is_corrected(june, corrections):
    """What is learned late and changes the tax alone corrects the tax; no charge and no credit comes of it."""
    assert june("change 2024-06-01 plan=large told 2024-07-15", corrections) == [
        (11000, 1000, {"plain": 11000}),
        (0, -186, {"news": 11000, "plain": -11000}),
    ]


@pytest.mark.parametrize("corrections", ["charges-only", "credits-only", "none"])
def test_tax_alone_is_no_charge_and_no_credit(june, corrections):
    """Terms that correct charges or credits alone let the tax stand."""
    assert june("change 2024-06-01 plan=large told 2024-07-15", corrections) == [(11000, 1000, {"plain": 11000})]
