"""Suspects that change figures which are years apart: each shows in the cases of its own days.

6,000 yen a month with the tax in them: 6,000 × 5 ÷ 105 = 285.71… in 2009, 6,000 × 10 ÷ 110 = 545.45… in 2020.
"""

from datetime import date
from fractions import Fraction

import pytest
from yakkan.faults import Neighbour, Suspect
from yakkan.oracle import Case, Contract
from yakkan.verdict.diagnosis.predictions import TERMS, Predictions

TARIFF = "so-net-hikari-flets"
OLD = Neighbour(TARIFF, (("tax.rate.0.rate", Fraction("0.06")),))  # 6,000 × 6 ÷ 106 = 339.62…
NEW = Neighbour(TARIFF, (("tax.rate.2.rate", Fraction("0.11")),))  # 6,000 × 11 ÷ 111 = 594.59…


@pytest.fixture(scope="module")
def taxes(book_for):
    """The tax in what a suspect bills for a month of a year."""
    predictions = Predictions(book_for(TARIFF))

    def taxes(year, *parts):
        attributes = {"area": "east", "monthly_fee": "6000"}
        case = Case("case", (Contract("c", TARIFF, date(year, 6, 1), attributes),), date(year, 6, 30))
        answer = predictions.answer(Suspect(parts) if parts else TERMS, case)
        assert answer is not None
        return [tax for _, (_, tax, _) in answer]

    return taxes


@pytest.mark.parametrize(
    ("year", "parts", "tax"),
    [
        (2009, (), 285),
        (2009, (OLD,), 339),
        (2009, (NEW,), 285),
        (2009, (OLD, NEW), 339),
        (2009, (NEW, OLD), 339),
        (2020, (), 545),
        (2020, (OLD,), 545),
        (2020, (NEW,), 594),
        (2020, (OLD, NEW), 594),
    ],
)
def test_each_part_shows_on_its_own_days(taxes, year, parts, tax):
    """A suspect that changes a figure of old days and one of new days bills otherwise on both."""
    assert taxes(year, *parts) == [tax]
