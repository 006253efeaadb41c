"""Options for several systems: each connection option belongs to the `--sut` before it."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import click

from .target import TargetSystem, target_system, with_connection_options

_TARGET = "--sut"


@click.command(add_help_option=False)
@with_connection_options
def _one(**options: Any) -> dict[str, Any]:  # noqa: ANN401  # the options of `target_system`
    """The options of one system: its `--sut` and the options after it."""
    return options


_OF_A_SYSTEM = {name for option in _one.params for name in option.opts}


class SeveralSystems(click.Command):
    """A command with a keyword `systems`: the named systems in order, numbered from 1, each with its connection."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # as click declares it
        super().__init__(*arguments, **options)
        self.params += [_only_shown(option) for option in _one.params]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options of each system out of the command line, then parse the rest.

        Raises:
            click.UsageError: a connection option comes before the first `--sut`, or one of them cannot be used.
        """
        others, lines = _apart(args)
        rest = super().parse_args(ctx, others)
        ctx.params["systems"] = [_reach(number, line, ctx) for number, line in enumerate(lines, start=1)]
        return rest


def _only_shown(option: click.Parameter) -> click.Parameter:
    """The option as the help shows it; it is parsed separately for each system."""
    shown = copy(option)
    shown.required, shown.expose_value = False, False
    return shown


def _apart(args: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The words of the command line that belong to the command, and those that belong to each system."""
    others: list[str] = []
    systems: list[list[str]] = []
    words = iter(args)
    for word in words:
        name, equals, _ = word.partition("=")
        if name not in _OF_A_SYSTEM:
            others.append(word)
            continue
        if name == _TARGET:
            systems.append([])
        if not systems:
            raise click.UsageError(f"{name} comes before the first {_TARGET}: put it after the system that it is for")
        systems[-1] += [word] if equals else [word, *_next(words)]
    return others, systems


def _next(words: Iterator[str]) -> list[str]:
    word = next(words, None)
    return [] if word is None else [word]


def _reach(number: int, line: Sequence[str], ctx: click.Context) -> TargetSystem:
    try:
        options = _one.make_context(f"system {number}", list(line)).params
        return replace(target_system(**options), number=number)
    except click.UsageError as error:
        raise click.UsageError(f"system {number}: {error.format_message()}", ctx) from error
