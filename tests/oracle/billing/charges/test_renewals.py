"""Terms of two years that renew: the fee within every further term, but for its first months, in which it is free."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def fee(bills_of, service, rows):
    """The early-termination fee of a contract from 10 January 2020 that ends on a day not used any more."""

    def fee(end, *, per_month=False, **renewal):
        early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": per_month}
        early |= {"price": rows("1000" if per_month else "9500"), **renewal}
        charges = [{"item": "fee", "kind": "fixed", "price": rows("5000")}, early]
        terms = change_settings(service, {"charge": charges, "service.end_day": "not-billed"})
        bills = bills_of(terms, start="2020-01-10", end=end, through="2026-12-31")
        return {line.item: line.amount for line in bills[-1].lines}.get("early", 0)

    return fee


ENDS = [
    # the first term is 10 January 2020 to 9 January 2022
    ("2021-06-01", 9500, 9500),
    ("2022-01-09", 9500, 9500),
    ("2022-01-10", 0, 0),  # the last day used is its last
    # the second term is 10 January 2022 to 9 January 2024, its first two months to 9 March 2022
    ("2022-01-11", 9500, 0),
    ("2022-03-09", 9500, 0),
    ("2022-03-10", 9500, 0),  # the last day used is 9 March
    ("2022-03-11", 9500, 9500),
    ("2024-01-09", 9500, 9500),
    ("2024-01-10", 0, 0),
    # the third term
    ("2024-02-01", 9500, 0),
    ("2024-03-11", 9500, 9500),
    ("2025-12-31", 9500, 9500),
]


@pytest.mark.parametrize(("end", "renewed", "free"), ENDS, ids=[end for end, *_ in ENDS])
def test_renewed_terms(fee, end, renewed, free):
    """A term that renews costs the fee again, and within the renewal months nothing."""
    assert fee(end, renews=True) == renewed
    assert fee(end, renews=True, renewal_months=2) == free


@pytest.mark.parametrize("renewal", [{}, {"renews": False}])
def test_a_term_that_does_not_renew(fee, renewal):
    """Without a renewal every day after the term is free."""
    assert [fee(end, **renewal) for end in ("2022-01-09", "2022-01-11", "2024-01-09")] == [9500, 0, 0]


@pytest.mark.parametrize(
    ("end", "left"), [("2020-01-11", 24), ("2022-01-11", 24), ("2022-02-10", 23), ("2024-01-09", 1), ("2024-01-10", 0)]
)
def test_months_left_of_the_running_term(fee, end, left):
    """A fee by the months left counts those of the term that runs."""
    assert fee(end, per_month=True, renews=True) == left * 1000


def test_months_left_after_the_renewal_months(fee):
    """The renewal months are the first months of the new term: of its 24 there are 22 left."""
    assert fee("2022-03-10", per_month=True, renews=True, renewal_months=2) == 0
    assert fee("2022-03-11", per_month=True, renews=True, renewal_months=2) == 22000
