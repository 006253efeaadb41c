"""What tests of several rooms share: the shipped terms, and systems made from them."""

import os
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from yakkan.adapters import ObservedBill, ReferenceSystem
from yakkan.cases import space_of
from yakkan.faults import applied, fault_by_id
from yakkan.oracle import Book, load_terms
from yakkan.verdict import Study, acceptance_plan

TERMS = Path(__file__).parent.parent / "terms"


@pytest.fixture(scope="session", autouse=True)
def studies(tmp_path_factory):
    """The folder in which all tests of a run, in all processes, keep what they find out of terms; empty at first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "studies"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YAKKAN_STUDIES", str(folder))
        yield folder


@pytest.fixture(scope="session")
def terms_folder():
    return TERMS


@pytest.fixture(scope="session")
def shipped():
    """All shipped terms."""
    return load_terms(TERMS)


@pytest.fixture(scope="session")
def book_for():
    """The shipped terms at a path below `terms/`, read once."""

    @cache
    def load(*paths: str) -> Book:
        return load_terms(*(TERMS / path for path in paths))

    return load


@pytest.fixture(scope="session")
def faulty():
    """The reference system with faults, by their ids."""

    def make(book: Book, *ids: str) -> ReferenceSystem:
        wrong, see = applied([fault_by_id(one) for one in ids], book)
        return ReferenceSystem(book, "faulty", lambda _book, case: (wrong, see(case)))

    return make


@pytest.fixture(scope="session")
def study_of_2016(book_for, studies):
    """The study of the electricity terms of 2016 that looks at every telling case."""
    return Study(space_of(book_for("enex-low-voltage/2016-04-01.md")), patience=None, folder=studies)


@pytest.fixture(scope="session")
def plan_of_2016(study_of_2016):
    """The whole plan of an acceptance test of these terms."""
    return acceptance_plan(study_of_2016)


@pytest.fixture(scope="session")
def day():
    """A day as it is written."""
    return date.fromisoformat


@pytest.fixture(scope="session")
def observed(day):
    """A bill of the system under test."""

    def make(first: str, last: str, total: str, **more) -> ObservedBill:
        return ObservedBill(day(first), day(last), Decimal(total), **more)

    return make


@pytest.fixture(scope="session")
def electricity(book_for):
    return book_for("enex-low-voltage/2016-04-01.md")
