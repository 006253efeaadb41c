"""When: a contract is billed. Then: one bill, the tax in it, what is not billed, and how many bills there are."""

from datetime import date
from fractions import Fraction

from pytest_bdd import given, then, when

from ...cases import Space
from ...reports.drawing import shown_amount
from ..running import NamedBill, Scene, Statement, admit, hold, named_bill
from .narrowing import fixed
from .texts import Text


@given(Text("billing runs on {days}"), target_fixture="space")
@given(Text("請求処理日は{days}"), target_fixture="space")
def billing_runs_on(space: Space, days: tuple[date, ...]) -> Space:
    """Billing runs at the end of these days, not when bills are due; a day may occur twice."""
    return fixed(space, runs=days)


@when(Text("it is billed through {day}"))
@when(Text("{day}まで請求する"))
def billed_through(space: Space, scene: Scene, day: date) -> None:
    """Put the one case that the Given steps describe to the system; what they do not name is left out."""
    it_is_billed(fixed(space, bill_through=day), scene)


@when(Text("it is billed"))
@when(Text("請求する"))
def it_is_billed(space: Space, scene: Scene) -> None:
    """The same, up to two billing periods after the last event, or up to the last reading day."""
    scene.bill(admit(space, scene.bench.info))


@then(Text("the bill from {first} to {last} has total {amount}"))
@then(Text("the bill of {tariff} from {first} to {last} has total {amount}"))
@then(Text("{first}から{last}までの請求額は{amount}円"))
@then(Text("{tariff}の{first}から{last}までの請求額は{amount}円"))
def bill_has_total(scene: Scene, first: date, last: date, amount: Fraction, tariff: str | None = None) -> None:
    """The bills of the billing period with these days have this total together; it is 0 where there is no bill."""
    bill = named_bill(scene, first, last, tariff)
    expected = bill.expected.total if bill.expected else Fraction(0)
    observed = sum((Fraction(one.total) for one in bill.observed), Fraction(0))
    hold(scene, Statement(observed == amount, expected == amount, *_shown(expected, observed), bill.is_about))


@then(Text("the bill from {first} to {last} has tax {amount}"))
@then(Text("the bill of {tariff} from {first} to {last} has tax {amount}"))
@then(Text("{first}から{last}までの請求に含まれる消費税等は{amount}円"))
@then(Text("{tariff}の{first}から{last}までの請求に含まれる消費税等は{amount}円"))
def bill_has_tax(scene: Scene, first: date, last: date, amount: Fraction, tariff: str | None = None) -> None:
    """The tax in the total, as the bill states it; not tested where the system does not state it."""
    bill = named_bill(scene, first, last, tariff)
    expected = bill.expected.tax if bill.expected and bill.expected.tax is not None else Fraction(0)
    observed = _tax(bill)
    if observed is None:
        scene.note_not_tested("the tax in bills", "the system does not state it")
        return
    hold(scene, Statement(observed == amount, expected == amount, *_shown(expected, observed), bill.is_about))


@then(Text("there is no bill after {day}"))
@then(Text("there is no bill of {tariff} after {day}"))
@then(Text("{day}より後の請求はない"))
@then(Text("{tariff}の{day}より後の請求はない"))
def no_bill_after(scene: Scene, day: date, tariff: str | None = None) -> None:
    """No bill other than 0 begins after this day."""
    answer = scene.the_answer()
    contracts = {one.id for one in answer.case.contracts if tariff in {None, one.tariff}}
    late = [one for one in answer.observed if one.total != 0 and one.first_day > day and _of(one.contract, contracts)]
    due = [one for one in answer.expected if one.total != 0 and one.billed.start > day and one.contract in contracts]
    found = ", ".join(f"{shown_amount(Fraction(one.total))} ({one.first_day})" for one in late)
    wanted = ", ".join(f"{shown_amount(one.total)} ({one.billed.start})" for one in due)
    hold(scene, Statement(not late, not due, wanted, found, lambda one: any(bill in late for bill in one.observed)))


@then(Text("there is no bill"))
@then(Text("請求はない"))
def no_bill(scene: Scene) -> None:
    """There is no bill other than 0."""
    bills_are_many(scene, 0)


@then(Text("there is {number} bill"))
@then(Text("there are {number} bills"))
@then(Text("請求は{number}件"))
def bills_are_many(scene: Scene, number: int) -> None:
    """This many bills were issued, not counting bills of 0."""
    answer = scene.the_answer()
    observed = sum(one.total != 0 for one in answer.observed)
    expected = sum(one.total != 0 for one in answer.expected)
    hold(scene, Statement(observed == number, expected == number, str(expected), str(observed), lambda _: True))


def _of(contract: str | None, contracts: set[str]) -> bool:
    return contract is None or contract in contracts


def _tax(bill: NamedBill) -> Fraction | None:
    """The tax of all bills for a period; None if one of them does not state it."""
    taxes = [one.tax for one in bill.observed if one.tax is not None]
    return sum(map(Fraction, taxes), Fraction(0)) if len(taxes) == len(bill.observed) else None


def _shown(expected: Fraction, observed: Fraction) -> tuple[str, str]:
    return shown_amount(expected), shown_amount(observed)
