"""A fault worked through on one case: the timeline, the sums of both sides, and how each is derived."""

from collections.abc import Sequence

from rich.console import Console

from ...oracle import Bill, explain_case
from ...verdict import Difference, WorkedExample
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import Look, Shown, glyphs_of, period_text, print_sums, timeline, wrapped
from ..words import Words


def print_worked(console: Console, worked: WorkedExample, words: Words) -> None:
    """Print the case and its sums, and both derivations for the period with the largest difference."""
    shown = Shown(worked.book, worked.case, worked.right, worked.observed, worked.differences)
    documents = dict.fromkeys(one.terms.clause("").document for one in worked.right)
    put(console, " · ".join([words.example_of_fault, *documents]), style=TITLE_STYLE)
    look = Look(words, console.width - 2 * INDENT, glyphs_of(console))
    put(console, "\n".join(timeline(shown, look)), indent=2 * INDENT)
    put(console)
    for one in worked.differences:
        print_sums(console, one, (words.terms_bill, words.system_bills), words)
    most = max(worked.differences, key=lambda one: one.over + one.under)
    put(console)
    put(console, words.derivation, style=TITLE_STYLE)
    nothing = words.nothing_due.format(period=period_text(most.period, words))
    _print_derivation(console, _of_period(worked.right, most), nothing, words)
    put(console)
    put(console, words.system_derivation, style=TITLE_STYLE)
    nothing = words.nothing_billed.format(period=period_text(most.period, words))
    _print_derivation(console, _of_observed(worked.wrong, most), nothing, words)
    put(console)
    clause = most.clause
    put(console, f"{words.clause}  {clause.heading}  {clause.place}", style=TITLE_STYLE)
    put(console, "\n".join(wrapped(clause.words, console.width - 2 * INDENT)), indent=2 * INDENT)


def _print_derivation(console: Console, bills: Sequence[Bill], nothing: str, words: Words) -> None:
    columns = console.width - 2 * INDENT
    put(console, explain_case(bills, words.language, columns) if bills else nothing, indent=2 * INDENT)


def _of_period(bills: Sequence[Bill], difference: Difference) -> list[Bill]:
    return [one for one in bills if one.contract == difference.contract and one.period == difference.period]


def _of_observed(bills: Sequence[Bill], difference: Difference) -> list[Bill]:
    """The bills that the system answered for the period, which it may divide differently."""
    answered = {(one.first_day, one.last_day) for one in difference.observed}
    return [
        one
        for one in bills
        if one.contract == difference.contract and (one.billed.start, one.billed.last_day) in answered
    ]
