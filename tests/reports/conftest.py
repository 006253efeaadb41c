"""Runs to report on, and bills written down for drawing."""

from io import StringIO

import pytest
from yakkan.adapters import ReferenceSystem
from yakkan.cases import Effort, space_of
from yakkan.oracle import change_settings
from yakkan.reports import report_console
from yakkan.verdict import Plan, run_plan


@pytest.fixture(scope="session")
def run():
    """A short run against a system in this process."""

    def verified(book, system, calls=24, listen=lambda _event: None):
        return run_plan(system, Plan(space_of(book), Effort(calls, calls // 2, calls // 2), 0, "run"), listen)

    return verified


@pytest.fixture(scope="session")
def diverging(run, electricity, faulty):
    """A run against the system of the 2018 notice."""
    return run(electricity, faulty(electricity, "F-02", "F-07"))


@pytest.fixture(scope="session")
def unclear(run, electricity):
    """A run against a system that does not bill the named end day."""
    read = electricity.map(lambda terms: change_settings(terms, {"service.end_day": "not-billed"}))
    return run(electricity, ReferenceSystem(read), calls=60)


@pytest.fixture
def printed():
    """What is printed on a console that is no terminal."""

    def text(print_it) -> str:
        stream = StringIO()
        print_it(report_console(stream, plain=True))
        return stream.getvalue()

    return text
