"""The group of commands: its help, and optional parts that are not installed."""

import subprocess
import sys

import click
import pytest
from yakkan.cli.app import COMMANDS, yakkan

_WIDE = 1000
"""More characters than any short help has, so that none is shortened."""
_WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from yakkan.cli import main; main()"
"""The command in a process in which the package named first cannot be imported."""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_the_group_is_that_of_the_command(name):
    """The line for a command in `yakkan --help`, which loads no command, is the short help of the command itself."""
    command = yakkan.get_command(click.Context(yakkan), name)

    assert command is not None
    assert COMMANDS[name] == command.get_short_help_str(_WIDE)


@pytest.mark.parametrize(
    ("package", "arguments", "problem", "extra"),
    [
        ("uvicorn", ["serve", "TERMS"], "YK901 yakkan serve needs uvicorn, which is not installed", "serve"),
        ("fastapi", ["demo"], "YK901 yakkan demo needs fastapi, which is not installed", "serve"),
        (
            "openpyxl",
            ["plan", "--terms", "TERMS", "--budget", "1", "--output", "plan.xlsx"],
            "YK901 a plan as a workbook needs openpyxl, which is not installed",
            "plan",
        ),
        (
            "sqlalchemy",
            ["smoke", "--sut", "sql:mapping.toml"],
            'YK901 "sql:mapping.toml" needs sqlalchemy, which is not installed',
            "sql",
        ),
    ],
)
def test_a_missing_extra_is_named(tmp_path, power, package, arguments, problem, extra):
    """A command whose extra is not installed prints the pip command that installs it, no traceback, and ends with 3."""
    words = [str(power) if word == "TERMS" else word for word in arguments]

    ended = subprocess.run(
        [sys.executable, "-c", _WITHOUT, package, *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == f"{problem}\n      hint: pip install 'yakkan[{extra}]'\n"
