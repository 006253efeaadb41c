"""What suspects would bill, where they can be combined."""

from datetime import date

import pytest
from yakkan.faults import Suspect, fault_by_id, neighbourhood
from yakkan.oracle import Case, Contract
from yakkan.oracle.vocabulary import TaxClass, Trigger
from yakkan.verdict.diagnosis.predictions import Predictions

PLAN = "monthly-plan-example"


@pytest.fixture(scope="module")
def book(book_for):
    return book_for(PLAN)


@pytest.fixture(scope="module")
def case():
    attributes = {"monthly_fee": "3100", "support": "none", "trial": "no"}
    return Case("c", (Contract("c", PLAN, date(2018, 5, 11), attributes),), date(2018, 7, 31))


def the_neighbour(book, setting, value):
    return next(one for one in neighbourhood(book, PLAN) if one.settings[0] == (setting, value))


def test_a_fault_over_terms_that_it_cannot_change(book, case):
    """A fault of proration laid over terms that prorate nothing leaves them as they are: both bill as one."""
    never = the_neighbour(book, "proration.trigger", Trigger.NEVER)
    predictions = Predictions(book)

    both = predictions.answer(Suspect((never, fault_by_id("F-07"))), case)

    assert both == predictions.answer(Suspect((never,)), case)
    assert both not in {None, predictions.answer(Suspect(), case)}


def test_parts_that_exclude_each_other_have_no_answer(book, case):
    """Settings that no terms can have together bill nothing at all, not what the terms bill; they show in no case."""
    without = the_neighbour(book, "charge.monthly", None)
    other = the_neighbour(book, "charge.monthly.first_periods", 1)
    predictions, both = Predictions(book), Suspect((without, other))

    assert predictions.system(both) is None
    assert predictions.answer(both, case) is None
    assert not predictions.differs(both, case)


@pytest.mark.parametrize(("setting", "value"), [("charge.monthly.tax", TaxClass.REDUCED)])
def test_what_no_document_could_say_is_no_suspect(book, setting, value):
    """A setting that the vocabulary refuses beside the others is not among the neighbours."""
    assert [one for one in neighbourhood(book, PLAN) if one.settings[0] == (setting, value)] == []
