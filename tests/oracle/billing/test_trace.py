"""What a bill does not read cannot change it."""

import pytest
from yakkan.cases import space_of, telling_cases
from yakkan.faults import Suspect, neighbourhood, seen_by
from yakkan.oracle import CaseError, bill
from yakkan.oracle.billing.trace import Tracer


def amounts(bills):
    return [(one.total, one.tax, [line.amount for line in one.lines]) for one in bills]


@pytest.mark.parametrize("path", ["enex-low-voltage/2016-04-01.md", "saas-example", "tepco-meter-lighting-b"])
def test_settings_that_are_not_read_change_nothing(book_for, path):
    """Every neighbour of which no setting is read for a case leaves the case's bills as they are."""
    book = book_for(path)
    tracer, tried = Tracer(book), 0
    cases = [case for _, case in zip(range(40), telling_cases(space_of(book)), strict=False)][::8]
    for tariff in book.tariffs:
        for neighbour in list(neighbourhood(book, tariff))[::5]:
            for case in cases:
                try:
                    traced = tracer.bill(case)
                except CaseError:
                    continue
                effective = book.of(tariff)[0].effective
                read = [tracer.setting(tariff, effective, one) in traced.read for one in neighbour.paths]
                if not any(read):
                    wrong, see = seen_by(Suspect((neighbour,)), book)
                    amounts = [(one.total, one.tax, [line.amount for line in one.lines]) for one in traced.bills]
                    others = [
                        (one.total, one.tax, [line.amount for line in one.lines]) for one in bill(wrong, see(case))
                    ]
                    assert others == amounts, neighbour.settings
                    tried += 1
    assert tried > 50


def test_a_traced_bill_is_the_bill(book_for):
    """Watching what is read changes no amount."""
    book = book_for("tepco-meter-lighting-b")
    for _, case in zip(range(30), telling_cases(space_of(book)), strict=False):
        try:
            expected = bill(book, case)
        except CaseError:
            continue
        assert [one.total for one in Tracer(book).bill(case).bills] == [one.total for one in expected]
