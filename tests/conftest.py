"""What tests of several rooms share: the shipped terms, and systems made from them."""

from pathlib import Path

import pytest
from yakkan.adapters import ReferenceSystem
from yakkan.faults import applied, fault
from yakkan.oracle import Book, load_book

TERMS = Path(__file__).parent.parent / "terms"


@pytest.fixture(scope="session")
def terms_folder():
    return TERMS


@pytest.fixture(scope="session")
def shipped():
    """All shipped terms."""
    return load_book(TERMS)


@pytest.fixture(scope="session")
def book_for():
    """The shipped terms at a path below `terms/`."""

    def load(*paths: str) -> Book:
        return load_book(*(TERMS / path for path in paths))

    return load


@pytest.fixture(scope="session")
def faulty():
    """The reference system with faults, by their ids."""

    def make(book: Book, *ids: str) -> ReferenceSystem:
        wrong, see = applied([fault(one) for one in ids], book)
        return ReferenceSystem(book, "faulty", lambda _book, case: (wrong, see(case)))

    return make
