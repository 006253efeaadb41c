"""What suspects would bill, as far as they can be put together."""

from datetime import date

from yakkan.faults import Suspect, fault_by_id, neighbourhood
from yakkan.oracle import Case, Contract
from yakkan.verdict.diagnosis.predictions import Predictions

YEARLY = "yearly-plan-example"


def test_a_fault_over_terms_without_their_only_charge(book_for):
    """A fault that cannot be laid over terms without their only charge leaves them as they are: nothing is billed."""
    book = book_for(YEARLY)
    unbilled = next(one for one in neighbourhood(book, YEARLY) if one.settings == (("charge.fee", None),))
    case = Case("c", (Contract("c", YEARLY, date(2018, 5, 1), {"fee": "100"}),), date(2018, 12, 31))

    answer = Predictions(book).answer(Suspect((unbilled, fault_by_id("F-48"))), case)

    assert answer == ()


def test_parts_that_exclude_each_other_have_no_answer(book_for):
    """Settings that no terms can have together bill nothing at all, not what the terms bill; they show in no case."""
    book = book_for(YEARLY)
    without, other = (
        next(one for one in neighbourhood(book, YEARLY) if one.settings == (setting,))
        for setting in (("charge.fee", None), ("charge.fee.first_periods", 1))
    )
    case = Case("c", (Contract("c", YEARLY, date(2018, 5, 1), {"fee": "100"}),), date(2018, 12, 31))
    predictions, both = Predictions(book), Suspect((without, other))

    assert predictions.system(both) is None
    assert predictions.answer(both, case) is None
    assert not predictions.differs(both, case)
