"""Unclear terms: a bill that is right under another reading, with both readings and what each of them bills."""

from rich.console import Console

from ...verdict import OtherReading, Unclear
from ..console import INDENT, put
from ..drawing import print_sums, wrapped
from ..words import Words


def print_unclear(console: Console, unclear: Unclear, words: Words) -> None:
    """Print the readings, their clauses, and the bills of the first case that distinguished them."""
    for reading in unclear.readings:
        _print_reading(console, reading, words)
    put(console, words.cases_that_show_it.format(seen=unclear.seen))
    for difference in unclear.differences:
        print_sums(console, difference, (words.as_chosen, words.other_reading), words)


def _print_reading(console: Console, reading: OtherReading, words: Words) -> None:
    put(console, words.reading_line.format(setting=reading.setting, chosen=reading.chosen, other=reading.other))
    put(console, f"{reading.clause.heading}  {reading.clause.place}", indent=2 * INDENT)
    for text in (reading.clause.words, reading.why):
        put(console, "\n".join(wrapped(text, console.width - 3 * INDENT)), indent=3 * INDENT)
