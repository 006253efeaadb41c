"""The group of commands, and what becomes of errors: problems on standard error, an exit code, never a traceback."""

import sys
from importlib.metadata import version
from typing import Any, NoReturn

import click

from ..oracle import YakkanError
from ..oracle.screen import TERMINAL_WIDTH
from .commands import (
    bill,
    check,
    compare,
    demo,
    explain,
    export,
    faults,
    init,
    judge,
    plan,
    readings,
    replay,
    serve,
    smoke,
    verify,
)
from .exits import Exit
from .streams import forget_reader, survive_any_encoding, tell


class _Commands(click.Group):
    """Commands return their exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click declares it
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except YakkanError as error:
            tell(error.problems)
            return Exit.UNUSABLE
        except BrokenPipeError:
            forget_reader()
            return Exit.READER_GONE
        return code


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": TERMINAL_WIDTH}
)
@click.version_option(version("yakkan"), prog_name="yakkan")
def yakkan() -> None:
    """Does the billing system bill what the published terms say?

    Exit codes: 0 conforms, 1 diverges, 2 inconclusive (the system could not be tested), 3 what was given cannot be
    used.
    """


for _command in (
    check,
    readings,
    explain,
    bill,
    verify,
    compare,
    plan,
    export,
    judge,
    init,
    replay,
    serve,
    smoke,
    faults,
    demo,
):
    yakkan.add_command(_command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    survive_any_encoding()
    try:
        code = yakkan.main(prog_name="yakkan", standalone_mode=False)
    except click.exceptions.Abort:
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = Exit.UNUSABLE
    sys.exit(code if isinstance(code, int) else Exit.FINE)
