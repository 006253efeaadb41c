"""What a command that runs billing says where it fails: which of its lines is told."""

import sys
from datetime import date
from typing import cast

import pytest
from sqlalchemy import Connection
from yakkan.adapters.redaction import Redaction
from yakkan.adapters.sql.errors import RunError
from yakkan.adapters.sql.run import RunTiming, run_billing
from yakkan.adapters.sql.shapes import Run
from yakkan.oracle import Case

CASE = Case("a1", (), date(2024, 1, 31))


@pytest.fixture
def message():
    """The message about a command that fails, a program in Python."""

    def message(program):
        run = Run(command=[sys.executable, "-c", program])
        timing = RunTiming(60, lambda: 0.0, lambda _seconds: None)
        with pytest.raises(RunError) as caught:  # a command alone asks nothing of the database
            run_billing(cast("Connection", None), run, CASE, date(2024, 1, 31), 1, timing, Redaction(()))
        return caught.value.failed.problem.message

    return message


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit('no disk left')",
        r"import sys; sys.exit('starting\nno disk left\n \n')",  # blank lines after the last say nothing
        r"print('all\ndone'); import sys; sys.exit('starting\nno disk left')",  # standard error goes before output
        r"print('starting\nno disk left'); import sys; sys.exit(1)",  # which is told where there is none
    ],
)
def test_the_last_line_is_what_a_command_failed_by(message, program):
    """A command that fails is told by its status and the last line that it wrote, of standard error if there is any."""
    told = message(program)

    assert told.endswith(" 1: no disk left")
    assert "starting" not in told
    assert "done" not in told


def test_a_command_that_says_nothing_is_told_by_its_status(message):
    """Of a command that fails without a word its status is told, and nothing after it."""
    assert message("import sys; sys.exit(3)").endswith(" 3")
