"""What a suspect explains of the answers of a system. The contract costs 3,100 yen a month, tax included."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from yakkan.adapters import ObservedLine
from yakkan.faults import Neighbour, Suspect
from yakkan.oracle import Case, Contract
from yakkan.oracle.vocabulary import Trigger
from yakkan.verdict.diagnosis.diagnosis import rows_of
from yakkan.verdict.diagnosis.evidence import Evidence, observation
from yakkan.verdict.diagnosis.predictions import TERMS, Predictions

PLAN = "monthly-plan-example"
NEVER = Neighbour(PLAN, (("proration.trigger", Trigger.NEVER),))


@pytest.fixture(scope="module")
def predictions(book_for):
    return Predictions(book_for(PLAN))


@pytest.fixture
def case():
    """A case of so many contracts from the 11th of May 2018, through a number of months."""

    def case(contracts=1, months=1):
        given = {"monthly_fee": "3100", "support": "none", "trial": "no"}
        made = tuple(Contract(f"c{number}", PLAN, date(2018, 5, 11), given) for number in range(contracts))
        return Case("case", made, date(2018, 5 + months, 1))

    return case


@pytest.fixture
def seen(predictions, observed):
    """What a system answered a case: bills of the months from May on, for the first contract."""

    def seen(case, *totals, wrong=True, **more):
        bills = [
            observed(
                f"2018-{month:02}-{11 if month == 5 else 1:02}", f"2018-{month:02}-28", total, contract="c0", **more
            )
            for month, total in enumerate(totals, start=5)
        ]
        return observation(predictions, case, case, bills, PLAN, wrong=wrong)

    return seen


def test_the_smallest_wrong_answers_come_first(predictions, case, seen):
    """Wrong answers stand in the order of their contracts and then of the bills in them, right ones as they came."""
    evidence = Evidence(predictions, PLAN)
    two, long, short = seen(case(2), "1"), seen(case(1, 3), "1", "2", "3"), seen(case(), "1")
    later = seen(case(), "2")
    right = [seen(case(1, 3), "1", wrong=False), seen(case(), "1", wrong=False)]
    for one in (two, right[0], long, short, right[1], later):
        evidence.add(one)
    assert evidence.wrong == [short, later, long, two]
    assert evidence.right == right


@pytest.mark.parametrize(
    ("through", "totals", "explained"),
    [
        # 3,100 × 21 ÷ 31 = 2,100 for May and 3,100 for June
        (date(2018, 6, 30), ["2100", "3100"], (2, 2)),
        (date(2018, 6, 30), ["2100", "3000"], (1, 2)),
        (date(2018, 6, 30), ["2100"], (1, 2)),
        (date(2018, 6, 30), [], (0, 2)),
        (date(2018, 5, 31), [], (0, 1)),
        (date(2018, 5, 12), [], (1, 1)),  # nothing is due, and nothing is billed: that is right once
        (date(2018, 5, 12), ["2000"], (0, 1)),
    ],
)
def test_how_many_bills_are_explained(predictions, case, seen, through, totals, explained):
    """The bills of a suspect and of the system are counted period by period, and none on both sides counts for one."""
    asked = replace(case(), bill_through=through)
    assert Evidence(predictions, PLAN).explained(TERMS, seen(asked, *totals)) == explained


def test_a_wrong_answer_counts_for_a_bill(predictions, case, seen):
    """An answer that is wrong by less than evidence tells of a bill counts for one wrong bill."""
    lines = (ObservedLine("monthly", Decimal(2100)),)
    evidence = Evidence(predictions, PLAN)
    evidence.add(seen(case(), "2100", lines=lines))
    assert evidence.predicted(TERMS, evidence.wrong[0]) == evidence.wrong[0].answer
    assert [row.of for row in rows_of(evidence, Suspect((NEVER,)), ())] == [1]
    evidence.add(seen(case(1, 2), "3100", "3000", lines=lines))
    assert [row.of for row in rows_of(evidence, Suspect((NEVER,)), ())] == [3]


@pytest.fixture
def placed(predictions, case, observed):
    """Bills of a contract as an answer: the first day of each period, with its total, its tax and its lines."""

    def placed(*bills):
        answer = predictions.observed(case(1, 3), [observed(*one[:3], **dict(one[3:])) for one in bills])
        return [(str(day), total, tax, dict(lines)) for (_, day), (total, tax, lines) in answer]

    return placed


def lines(**amounts):
    return "lines", tuple(ObservedLine(item, Decimal(amount)) for item, amount in amounts.items())


@pytest.mark.parametrize(
    ("first", "period"),
    [
        ("2018-05-11", "2018-05-01"),  # by its day in the period
        ("2018-05-01", "2018-05-01"),
        ("2018-05-31", "2018-05-01"),
        ("2018-06-01", "2018-06-01"),
        ("2018-04-30", "2018-04-30"),  # before all periods: the day itself
    ],
)
def test_a_bill_stands_for_its_period(placed, first, period):
    """A bill is told by the first day of the period that its first day lies in."""
    assert placed((first, first, "5")) == [(period, 5, None, {})]


def test_lines_are_told_to_the_hundredth(placed):
    """Amounts of lines are cut to the hundredth, and a line of nothing is none."""
    bill = ("2018-05-11", "2018-05-31", "5", lines(a="5.019", b="0", c="-0.001", d="0.009"))
    # 0.9 hundredths are cut to 0, and -0.1 hundredths to -1
    assert placed(bill) == [("2018-05-01", 5, None, {"a": 501, "c": -1, "d": 0})]


def test_bills_of_one_period_are_added(placed):
    """Bills of one period are added up; where one of them does not say its tax, the tax of both is not said."""
    first, second = ("2018-05-11", "2018-05-20", "5"), ("2018-05-21", "2018-05-31", "7")
    taxed, lined = ("tax", Decimal(1)), lines(a="2.5")
    assert placed((*first, taxed, lined), (*second, ("tax", Decimal(2)), lined)) == [("2018-05-01", 12, 3, {"a": 500})]
    assert placed((*first, taxed), second) == [("2018-05-01", 12, None, {})]
    assert placed(first, (*second, taxed)) == [("2018-05-01", 12, None, {})]


def test_a_period_that_comes_to_nothing_is_none(placed):
    """A period without total and lines is left out; one whose lines take each other up is not."""
    nothing, both = lines(a="0"), lines(a="5", b="-5")
    assert placed(("2018-05-11", "2018-05-31", "0"), ("2018-06-01", "2018-06-30", "0", nothing)) == []
    assert placed(("2018-05-11", "2018-05-31", "0", both)) == [("2018-05-01", 0, None, {"a": 500, "b": -500})]
    again = ("2018-05-11", "2018-05-31", "-5")
    assert placed(("2018-05-11", "2018-05-31", "5"), again) == []
