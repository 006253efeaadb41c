"""Which of two things that explain the same is the plainer one to name."""

from datetime import date
from decimal import Decimal

import pytest
from yakkan.faults import Neighbour, fault_by_id
from yakkan.oracle.money import RoundingMode
from yakkan.oracle.vocabulary import DayBilled, DayCount, InForceOn
from yakkan.verdict.diagnosis.rank import rank

TARIFF = "enex-low-voltage"
DENOMINATOR = tuple((f"proration.denominator.{name}", DayCount.THIRTY) for name in ("start", "end", "both"))
READING = Neighbour(TARIFF, (("service.end_day", DayBilled.NOT_BILLED),))
WORD = Neighbour(TARIFF, (("rounding.total", RoundingMode.HALF_EVEN),))
INCIDENTS = Neighbour(TARIFF, (("versions.in_force_on", InForceOn.CONTRACT_START),))
PUBLISHED = Neighbour(TARIFF, (("versions.in_force_on", InForceOn.ISSUE_DAY),))
NUMBER = Neighbour(TARIFF, (("charge.basic.price.0.amounts.30", Decimal("1123.2")),))


@pytest.fixture(scope="module")
def plainer(book_for):
    """Whether one is plainer than the other, and not as plain."""
    book = book_for(TARIFF)
    return lambda one, other: rank(one, book) < rank(other, book)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (READING, WORD),  # a listed reading before another word
        (WORD, fault_by_id("F-07")),  # another word before a published fault
        (fault_by_id("F-07"), NUMBER),  # a published fault before another number
        (WORD, Neighbour(TARIFF, WORD.settings, date(2016, 4, 1))),  # in all versions before one alone
        (INCIDENTS, PUBLISHED),  # what a fault with heavy incidents is before what another published one is
        (PUBLISHED, WORD),  # and that before what was not published
        (Neighbour(TARIFF, DENOMINATOR), Neighbour(TARIFF, (*DENOMINATOR, ("rounding.total", RoundingMode.CEILING)))),
    ],
)
def test_the_plainer_of_two(plainer, one, other):
    """Readings are plainest, then other words, published faults, and other numbers; all versions before one alone."""
    assert plainer(one, other)
    assert not plainer(other, one)
