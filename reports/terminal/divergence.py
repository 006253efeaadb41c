"""One divergence with its evidence, its clause and the command that reproduces it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console

from ...oracle import Book, explain
from ...verdict import Difference, Direction, Divergence, Finding
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import DIRECTION_STYLES, Look, Shown, glyphs_of, period_text, print_sums, shown_amount, timeline, wrapped
from ..words import Words


@dataclass(frozen=True, slots=True)
class ShownDivergence:
    """A divergence, the terms it is judged by, and the command line that reproduces it ("" without one)."""

    book: Book
    divergence: Divergence
    replay: str


def print_divergence(console: Console, shown: ShownDivergence, number: str, words: Words) -> None:
    """Print everything that is known of a divergence under a heading that begins with `number` ("2/5")."""
    divergence = shown.divergence
    put(console, f"{number}  {kind_text(divergence.finding, words)}", style=TITLE_STYLE, indent=0)
    put(console, _about(divergence, words), style=DIRECTION_STYLES[divergence.finding.direction])
    for section in _SECTIONS:
        put(console)
        section(console, shown, words)
    put(console)


def divergence_line(divergence: Divergence, words: Words) -> str:
    """A divergence in one line: its sums are those of the whole case."""
    return _line(divergence.finding, divergence.over, divergence.under, _currency(divergence), words)


def difference_line(difference: Difference, words: Words) -> str:
    """One difference in one line."""
    currency = difference.expected.terms.currency if difference.expected else ""
    return _line(difference.finding, difference.over, difference.under, currency, words)


def _line(finding: Finding, over: Fraction, under: Fraction, currency: str, words: Words) -> str:
    sides = [text for text, amount in _sides(over, under, currency, words) if amount]
    sums = sides or [words.directions[Direction.NEITHER]]
    return " · ".join([kind_text(finding, words), words.situations[finding.situation], *sums])


def _sides(over: Fraction, under: Fraction, currency: str, words: Words) -> tuple[tuple[str, Fraction], ...]:
    """Over and under in words, each with its amount; never one number."""
    return (
        (words.over.format(amount=f"{shown_amount(over)} {currency}".rstrip()), over),
        (words.under.format(amount=f"{shown_amount(under)} {currency}".rstrip()), under),
    )


def kind_text(finding: Finding, words: Words) -> str:
    """The kind of a finding in words."""
    return words.kinds[finding.kind]


def _about(divergence: Divergence, words: Words) -> str:
    finding = divergence.finding
    parts = [
        words.situations[finding.situation],
        words.directions[finding.direction],
        finding.tariff,
        words.cases_that_show_it.format(seen=divergence.seen),
    ]
    if divergence.difference.detail:
        parts.append(divergence.difference.detail)
    if not divergence.observed_twice:
        parts.append(words.observed_once)
    return " · ".join(parts)


def _print_timeline(console: Console, shown: ShownDivergence, words: Words) -> None:
    divergence = shown.divergence
    drawn = Shown(shown.book, divergence.case, divergence.expected, divergence.observed, divergence.differences)
    put(console, words.smallest_case, style=TITLE_STYLE)
    look = Look(words, console.width - 2 * INDENT, glyphs_of(console))
    put(console, "\n".join(timeline(drawn, look)), indent=2 * INDENT)


def _print_bills(console: Console, shown: ShownDivergence, words: Words) -> None:
    divergence = shown.divergence
    for difference in divergence.differences:
        print_sums(console, difference, (words.terms_bill, words.system_bills), words)
    different = {(one.contract, one.period) for one in divergence.differences}
    right = sum((one.contract, one.period) not in different for one in divergence.expected)
    if right:
        put(console, words.other_bills.format(number=right))
    sides = _sides(divergence.over, divergence.under, _currency(divergence), words)
    put(console, " · ".join(text for text, _ in sides), style=TITLE_STYLE)


def _print_derivation(console: Console, shown: ShownDivergence, words: Words) -> None:
    difference = shown.divergence.difference
    put(console, words.derivation, style=TITLE_STYLE)
    if difference.expected is None:
        text = words.nothing_due.format(period=period_text(difference.period, words))
    else:
        text = explain(difference.expected, words.language, console.width - 2 * INDENT)
    put(console, text, indent=2 * INDENT)


def _print_clause(console: Console, shown: ShownDivergence, words: Words) -> None:
    clause = shown.divergence.clause
    put(console, f"{words.clause}  {clause.heading}  {clause.place}", style=TITLE_STYLE)
    put(console, "\n".join(wrapped(clause.words, console.width - 2 * INDENT)), indent=2 * INDENT)


def _print_replay(console: Console, shown: ShownDivergence, words: Words) -> None:
    put(console, words.replay, style=TITLE_STYLE)
    put(console, shown.replay or words.not_saved, indent=2 * INDENT)


def _currency(divergence: Divergence) -> str:
    contract = divergence.difference.contract
    bill = next((one for one in divergence.expected if one.contract == contract), None)
    return bill.terms.currency if bill else ""


_SECTIONS: tuple[Callable[[Console, ShownDivergence, Words], None], ...] = (
    _print_timeline,
    _print_bills,
    _print_derivation,
    _print_clause,
    _print_replay,
)
