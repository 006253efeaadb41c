"""Where a fault says that it does not apply, it changes no bill."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yakkan.cases import contracts
from yakkan.faults import CATALOGUE, apply, fault_by_id
from yakkan.oracle import CaseError, bill, book_of, change_settings

TARIFFS = (
    "city-gas-example",
    "electricity-example",
    "enex-low-voltage",
    "euro-plan-example",
    "metered-month-example",
    "monthly-plan-example",
    "ntt-east-flets-adsl",
    "ntt-east-wireless-lan-card",
    "ntt-west-ip-network",
    "office-plan-example",
    "quarterly-fee-example",
    "quarterly-plan-example",
    "saas-example",
    "so-net-hikari-flets",
    "yearly-plan-example",
)

SLOW = (
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
)


def noted(book, case):
    """What the bills charge and when, or that there are none."""
    try:
        bills = bill(book, case)
    except CaseError:
        return None
    return [
        (one.billed, one.issued, [(line.item, line.amount) for line in one.lines], one.tax, one.total) for one in bills
    ]


@pytest.mark.parametrize("tariff", TARIFFS)
@given(data=st.data())
@settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW)
def test_equivalent_faults_change_no_bill(shipped, tariff, data):
    """A fault that is equivalent under a tariff bills every contract of it like the right system."""
    (*_, terms) = shipped.of(tariff)
    book = book_of([terms])
    case = data.draw(contracts(terms))
    right = noted(book, case)

    different = [
        one.id for one in CATALOGUE.values() if not one.applies(book) and noted(*apply(one, book, case)) != right
    ]
    assert different == []


@pytest.mark.parametrize(
    ("tariff", "names"),
    [
        # a calendar month closed on the 1st: all of these are its days
        ("monthly-plan-example", ("F-05", "F-06a", "F-07", "F-22", "F-23", "F-42", "F-64", "F-77", "F-90a")),
        ("ntt-west-ip-network", ("F-22", "F-23", "F-24", "F-25", "F-47a", "F-50")),  # billing days up to the 26th
        ("so-net-hikari-flets", ("F-01", "F-02", "F-04", "F-10a", "F-14d", "F-38a", "F-45")),  # never prorated
        ("quarterly-plan-example", ("F-26", "F-62a", "F-91", "F-99")),
    ],
)
def test_equivalent_faults(shipped, tariff, names):
    """What gives the same number under terms is said to be equivalent there."""
    book = book_of(shipped.of(tariff))

    assert [name for name in names if fault_by_id(name).applies(book)] == []


def test_a_fault_that_the_vocabulary_does_not_allow_leaves_the_terms_as_they_are(shipped):
    """Months are divided by months alone: a system that divides by days is no neighbour of such terms."""
    settings = {"proration.numerator": "months-begun", "proration.denominator": "months-of-period"}
    by_months = change_settings(shipped.of("quarterly-fee-example")[0], settings)

    assert fault_by_id("F-04").laid_over(by_months) == by_months
    assert not fault_by_id("F-04").applies(book_of([by_months]))
