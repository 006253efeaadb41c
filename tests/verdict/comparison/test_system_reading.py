"""Which reading of the terms a system follows: how many answers have to speak for it, and how many against.

60 A of which the contract ends in the 32 days from 8 July 2016: by the chosen reading the end day is charged, by a
listed one it is not.
"""

from datetime import date

import pytest
from yakkan.oracle import Cancellation, Case, Contract
from yakkan.verdict.comparison import AnsweredCase, ReadingBooks, system_reading

TARIFF = "enex-low-voltage"
READINGS = (date(2016, 6, 8), date(2016, 7, 8), date(2016, 8, 9))


@pytest.fixture(scope="module")
def answer(observed):
    """The answer to a contract that ends on a day of July, with a total for its last period."""

    def answer(day, total, *, differs):
        contract = Contract("c", TARIFF, date(2016, 6, 8), {"amperage": "60"}, READINGS, (Cancellation(day),))
        case = Case("case", (contract,), date(2016, 8, 31))
        last = observed("2016-07-08", str(day), total)
        bills = (observed("2016-06-08", "2016-07-07", "1684"), last)
        return AnsweredCase(case, bills, frozenset({TARIFF} if differs else ()), case)

    return answer


@pytest.fixture(scope="module")
def answers(answer):
    """So many answers without the end day, with it, and that nothing explains."""
    days = [date(2016, 7, day) for day in range(10, 32)]

    def cut(days_used):
        return str(168480 * days_used // 3200)  # 1,684.80 × days ÷ 32, cut to the yen

    def answers(without, with_it=0, neither=0):
        return [
            *(answer(day, cut(day.day - 8), differs=True) for day in days[:without]),
            *(answer(day, cut(day.day - 7), differs=False) for day in days[:with_it]),
            *(answer(days[number % len(days)], "5", differs=True) for number in range(neither)),
        ]

    return answers


@pytest.mark.parametrize(
    ("counts", "followed"),
    [
        ((1,), False),  # one answer is coincidence
        ((2,), True),
        ((2, 1), False),  # two speak for it and one against
        ((3, 1), True),
        ((3, 2), False),
        ((4, 2), True),
        ((2, 0, 27), True),  # 2 of 29 that differ: at least one in ten is asked for, and that is 2
        ((2, 0, 28), False),  # 2 of 30, where 3 are asked for
        ((3, 0, 27), True),
    ],
)
def test_the_answers_that_speak_for_a_reading(electricity, answers, counts, followed):
    """A reading is followed if it explains two more answers than it spoils, and a tenth of those that differ."""
    readings, read = system_reading(electricity, answers(*counts))
    assert [(one.setting, one.other) for one in readings] == [("service.end_day", "not-billed")] * followed
    assert {terms.service.end_day for terms in read} == {"not-billed" if followed else "billed"}


def test_readings_with_the_fewest_changes_come_first(electricity):
    """Of the combinations of five readings the five that change one setting are tried first, all five at once last."""
    sizes = [len(readings) for readings, _ in ReadingBooks(electricity).of({TARIFF})]
    # 5 alone, 10 pairs, 10 of three, 5 of four, 1 of five
    assert sizes == [1] * 5 + [2] * 10 + [3] * 10 + [4] * 5 + [5]


def test_readings_of_other_tariffs_are_not_tried(electricity):
    """No reading of another tariff is tried."""
    assert ReadingBooks(electricity).of({"another"}) == []
