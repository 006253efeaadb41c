"""The message about a billing command that fails, and which of its lines it quotes."""

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
        with pytest.raises(RunError) as caught:  # a command alone does not use the database
            run_billing(cast("Connection", None), run, CASE, date(2024, 1, 31), 1, timing, Redaction(()))
        return caught.value.failed.problem.message

    return message


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit('no disk left')",
        r"import sys; sys.exit('starting\nno disk left\n \n')",  # trailing blank lines are skipped
        r"print('all\ndone'); import sys; sys.exit('starting\nno disk left')",  # standard error comes first
        r"print('starting\nno disk left'); import sys; sys.exit(1)",  # output is used if standard error is empty
    ],
)
def test_a_failing_command_is_reported_with_its_last_line(message, program):
    """The message has the status and the last line, of standard error if there is any, otherwise of the output."""
    text = message(program)

    assert text.endswith(" 1: no disk left")
    assert "starting" not in text
    assert "done" not in text


def test_a_silent_failing_command_is_reported_with_its_status(message):
    """If the command prints nothing, the message ends with the status."""
    assert message("import sys; sys.exit(3)").endswith(" 3")
