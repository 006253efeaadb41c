"""The fixtures that steps share. Users' own steps may ask for them too."""

import pytest

from ...adapters import BillingSystem
from ...cases import Space, space_of
from ...oracle import Book
from ..running import Bench, Scene

BENCH = pytest.StashKey[Bench]()
SCENE = pytest.StashKey[Scene]()


@pytest.fixture(scope="session")
def bench(pytestconfig: pytest.Config) -> Bench:
    """The system, the terms and the effort of this run."""
    return pytestconfig.stash[BENCH]


@pytest.fixture(scope="session")
def sut(bench: Bench) -> BillingSystem:
    """The system under test."""
    return bench.system


@pytest.fixture(scope="session")
def book(bench: Bench) -> Book:
    """The terms that the system is judged by."""
    return bench.book


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Scene:
    """The state of this scenario: its calls to the system so far, and their answers."""
    return request.node.stash[SCENE]


@pytest.fixture
def space(book: Book) -> Space:
    """All cases of the terms. A Given step returns a narrower space as its target fixture "space"."""
    return space_of(book)
