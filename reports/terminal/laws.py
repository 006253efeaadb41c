"""Laws that need no prices, in the terminal: what was tested, what is broken and by which cases, and what was not."""

from collections.abc import Iterator, Sequence

from rich.console import Console

from ...oracle import Book, Case, event_day
from ...verdict import LawName, LawResult, LawsResult, Untested, Violation, Why
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import Look, Shown, glyphs_of, period_text, shown_amount, timeline, wrapped
from ..words import Words


def print_laws(console: Console, book: Book, laws: LawsResult, words: Words) -> None:
    """Print each law with its claim and its outcome; nothing if no law was tested."""
    if not laws.laws:
        return
    put(console, words.laws.format(calls=laws.calls), style=TITLE_STYLE, indent=0)
    for law in laws.laws:
        _print_law(console, law, words)
        for violation in law.violations:
            _print_violation(console, book, law, violation, words)
        for text in _untested(law.untested, words):
            put(console, text, indent=2 * INDENT)
    put(console)


def _print_law(console: Console, law: LawResult, words: Words) -> None:
    state = words.law_broken if law.violations else words.law_holds if law.held else words.law_untested
    style = "bold red" if law.violations else ""
    lines = wrapped(f"{state}: {words.law_claims[law.law.name]}", console.width - INDENT)
    put(console, "\n".join(lines), style=style)
    if law.calls:
        put(console, words.law_cases.format(held=law.held, calls=law.calls), indent=2 * INDENT)


def _untested(untested: Sequence[Untested], words: Words) -> Iterator[str]:
    """A line for each reason why a law was not tested, with the tariffs it applies to."""
    tariffs: dict[tuple[Why, str], list[str]] = {}
    for one in untested:
        tariffs.setdefault((one.why, one.detail), []).append(one.tariff)
    for (why, detail), of in tariffs.items():
        text = words.law_not_tested.format(tariff=", ".join(of), why=words.law_whys[why])
        yield f"{text} ({detail})" if detail else text


def _print_violation(console: Console, book: Book, law: LawResult, violation: Violation, words: Words) -> None:
    broken = violation.broken
    again = {True: words.seen_again, False: words.not_seen_again, None: words.observed_once}[violation.again]
    put(console, f"{violation.tariff}: {words.law_breaks[broken.what]} · {again}", indent=2 * INDENT, style="red")
    first, second = map(shown_amount, broken.sums)
    if broken.period is None:
        put(console, words.law_sums_in_all.format(first=first, second=second), indent=3 * INDENT)
    else:
        period = period_text(broken.period, words)
        put(console, words.law_sums.format(period=period, first=first, second=second), indent=3 * INDENT)
    if violation.clause is None:
        put(console, words.no_clause, indent=3 * INDENT)
    else:
        put(console, f"{words.clause}  {violation.clause.heading}  {violation.clause.place}", indent=3 * INDENT)
    names = (words.one_case,) if len(violation.cases) == 1 else (words.first_case, words.second_case)
    look = Look(words, console.width - 4 * INDENT, glyphs_of(console))
    for name, case, bills in zip(names, violation.cases, violation.observed, strict=True):
        put(console, name, style=TITLE_STYLE, indent=3 * INDENT)
        put(console, "\n".join(timeline(Shown(book, case, None, bills, ()), look)), indent=4 * INDENT)
        if law.law.name is LawName.ORDER_OF_EVENTS:
            put(console, words.order_of_events.format(events=_in_order(case, words)), indent=4 * INDENT)


def _in_order(case: Case, words: Words) -> str:
    return ", ".join(
        f"{words.event_kinds[event.kind]} {event_day(event)}" for one in case.contracts for event in one.events
    )
