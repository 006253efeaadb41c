"""Use that is just a bound, where it belongs to the tier above.

20 yen a unit below 120, 26 below 300, 30 from there on: the rate of the tier is that of all the use.
Periods of 30 days from 10 May 2024; nothing is rounded.
"""

import pytest
from yakkan.oracle import change_settings

TIERS = [{"up_to": 120, "rate": 20}, {"up_to": 300, "rate": 26}, {"rate": 30}]
FEES = [{"up_to": 120, "rate": 20, "fee": 700}, {"up_to": 300, "rate": 26, "fee": 1000}, {"rate": 30, "fee": 1200}]


@pytest.fixture(scope="module")
def use(bills_of, meter, beside):
    """What the use of the 30 days comes to."""

    def use(used, bound, tiers):
        row = {"since": "2000-01-01", "tiers": tiers, "source": "made up for the test"}
        charge = {"item": "use", "kind": "usage", "tiers": "volume", "bound": bound, "price": [row]}
        usage = {"usage": {"negative": "credited", "estimates": "next-reading"}}
        terms = change_settings(meter, {"charge": [charge, beside], **usage})
        events = f"used 2024-06-09 {used}"
        (bill,) = bills_of(terms, start="2024-05-10", readings="2024-05-10 2024-06-09", events=events)
        line, _ = bill.lines
        assert (line.item, line.quantity) == ("use", used)
        return line.amount

    return use


@pytest.mark.parametrize(
    ("used", "lower", "upper"),
    [
        (-10, -200, -200),
        (0, 0, 0),
        (1, 20, 20),
        (119, 2380, 2380),
        (120, 2400, 3120),  # 120 × 20, 120 × 26
        (121, 3146, 3146),  # × 26
        (299, 7774, 7774),
        (300, 7800, 9000),  # 300 × 26, 300 × 30
        (301, 9030, 9030),  # × 30
    ],
)
def test_use_that_is_just_a_bound(use, used, lower, upper):
    """All the use has the rate of the tier below or above a bound that it just reaches, as the terms say."""
    assert use(used, "lower-tier", TIERS) == lower
    assert use(used, "upper-tier", TIERS) == upper


@pytest.mark.parametrize(
    ("used", "lower", "upper"),
    [
        (0, 700, 700),
        (119, 700 + 2380, 700 + 2380),
        (120, 700 + 2400, 1000 + 3120),
        (299, 1000 + 7774, 1000 + 7774),
        (300, 1000 + 7800, 1200 + 9000),
        (301, 1200 + 9030, 1200 + 9030),
    ],
)
def test_the_fee_of_the_tier_goes_with_its_rate(use, used, lower, upper):
    """The fee of a tier is charged with its rate: of the tier below or above a bound that the use just reaches."""
    assert use(used, "lower-tier", FEES) == lower
    assert use(used, "upper-tier", FEES) == upper
