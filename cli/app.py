"""The group of commands and how errors end: problems on standard error, an exit code, never a traceback.

A command is imported when it is called: `yakkan --help` and `yakkan --version` import none of them.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from ..oracle.problems import YakkanError
from ..oracle.screen import TERMINAL_WIDTH
from .exits import Exit

COMMANDS: Mapping[str, str] = {
    "check": "Load and lint terms documents.",
    "readings": "List the questions that terms leave open.",
    "explain": "Explain the code of a problem.",
    "bill": "Bill a case under the terms.",
    "verify": "Verify a billing system against its terms.",
    "compare": "Compare billing systems, each named by a --sut.",
    "plan": "Plan an acceptance test to be done by hand.",
    "export": "Export cases for a batch job without an interface.",
    "judge": "Judge the recorded answers to a plan.",
    "init": "Write the first files of an adapter.",
    "replay": "Put saved cases to a system again.",
    "serve": "Serve a billing system, correct or faulty, over HTTP.",
    "smoke": "Distinguish a broken adapter from a broken system.",
    "faults": "List what billing systems get wrong.",
    "demo": "Catch the electricity billing system of the 2018 notice.",
}
"""The commands by name, each with its short help."""


class _Commands(click.Group):
    """A group whose commands return their exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click declares it
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # the same
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"..commands.{cmd_name}", __name__), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # the same
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click declares it
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except YakkanError as error:
            from .streams import tell

            tell(error.problems)
            return Exit.UNUSABLE
        except BrokenPipeError:
            from .streams import forget_reader

            forget_reader()
            return Exit.READER_GONE
        return code


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": TERMINAL_WIDTH}
)
@click.version_option(package_name="yakkan", prog_name="yakkan")
def yakkan() -> None:
    """Does the billing system bill what the published terms say?

    Exit codes: 0 conforms, 1 diverges, 2 inconclusive (the system could not be tested), 3 the command line, the terms
    or a file cannot be used.
    """


def _survive_any_encoding() -> None:
    """Write characters that the encoding of a stream lacks as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    _survive_any_encoding()
    try:
        code = yakkan.main(prog_name="yakkan", standalone_mode=False)
    except click.exceptions.Abort:
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = Exit.UNUSABLE
    sys.exit(code if isinstance(code, int) else Exit.FINE)
