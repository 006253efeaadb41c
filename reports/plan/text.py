"""A plan for a terminal: what to enter for each case, what is expected, and what it catches."""

from collections.abc import Sequence

from rich.console import Console

from ...oracle import Bill
from ...oracle.screen import safe
from ...verdict import AcceptancePlan, PlannedCase
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import case_line, shown_amount, table, wrapped
from ..words import Words
from .sheet import plan_notes
from .words import PLAN_WORDS

_SHOWN = 6
"""The most faults and settings that are listed for a case."""


def print_plan(console: Console, plan: AcceptancePlan, words: Words, *, blind: bool) -> None:
    """Print a plan; a `blind` one has neither expected figures nor what its cases catch."""
    put(console, PLAN_WORDS[words.language].heading, style=TITLE_STYLE, indent=0)
    for number, one in enumerate(plan.cases, start=1):
        put(console)
        _print_case(console, number, one, words, blind=blind)
    put(console)
    first, *others = plan_notes(plan, words, blind=blind)
    put(console, first, style=TITLE_STYLE, indent=0)
    for text in others:
        put(console, "\n".join(wrapped(safe(text), console.width - INDENT)))


def _print_case(console: Console, number: int, one: PlannedCase, words: Words, *, blind: bool) -> None:
    own = PLAN_WORDS[words.language]
    put(console, f"{own.case} {number}", style=TITLE_STYLE, indent=0)
    put(console, "\n".join(wrapped(case_line(one.case, words), console.width - INDENT)))
    if blind:
        return
    several = len(one.case.contracts) > 1
    expected = table([_expected(bill, words, several=several) for bill in one.expected]) if one.expected else []
    for line in expected or [own.no_bill]:
        put(console, line, indent=2 * INDENT)
    put(console, own.catches_here.format(new=len(one.caught), all=one.catches))
    for text in one.caught[:_SHOWN]:
        put(console, "\n".join(wrapped(safe(text), console.width - 2 * INDENT)), indent=2 * INDENT)
    if len(one.caught) > _SHOWN:
        put(console, words.instead_more.format(number=len(one.caught) - _SHOWN), indent=2 * INDENT)


def _expected(bill: Bill, words: Words, *, several: bool) -> Sequence[str]:
    days = words.period.format(first=bill.billed.start, last=bill.billed.last_day)
    tax = "" if bill.tax is None else f"{words.tax} {shown_amount(bill.tax)}"
    return [f"{bill.tariff} {days}" if several else days, f"{words.total} {shown_amount(bill.total)}", tax]
