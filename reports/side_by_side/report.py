"""Systems side by side, for a terminal: the verdict on each, who bills like whom, and where they disagree."""

from collections.abc import Sequence
from itertools import chain

from rich.cells import cell_len
from rich.console import Console

from ...oracle.screen import safe
from ...verdict import OF_TERMS, Disagreement, Group, SideBySide, Verification
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import VERDICT_STYLES, case_line, padded, table, wrapped
from ..terminal import print_diagnosis, system_text, terms_text
from ..words import Words
from .amounts import amount_texts
from .words import SIDE_WORDS

_SHOWN = 8
"""Disagreements that are shown; the JSON has all of them."""
_NUMBER = 4
"""Width of the column with a system's number."""


def print_side_by_side(console: Console, compared: SideBySide, words: Words) -> None:
    """Print how several systems billed the same cases."""
    own = SIDE_WORDS[words.language]
    counts = own.heading.format(systems=len(compared.results), cases=compared.cases, seed=compared.seed)
    put(console, f"{words.verdicts[compared.verdict]}  {counts}", style=VERDICT_STYLES[compared.verdict], indent=0)
    for one in compared.book:
        put(console, padded(words.terms, 10) + terms_text(one))
    put(console)
    put(console, own.systems, style=TITLE_STYLE, indent=0)
    for number, result in enumerate(compared.results, start=1):
        _print_system(console, number, result, words)
    if compared.cases == 0:
        if any(result.system for result in compared.results):
            put(console, own.no_cases)
        return
    put(console)
    _print_agreement(console, compared, words)
    _print_classes(console, compared, words)
    _print_disagreements(console, compared, words)


def _print_system(console: Console, number: int, result: Verification, words: Words) -> None:
    put(console, padded(str(number), _NUMBER) + system_text(result, words))
    verdict = f"{words.verdicts[result.verdict]}  {result.reason}"
    put(console, verdict, style=VERDICT_STYLES[result.verdict], indent=INDENT + _NUMBER)
    for unclear in result.unclear:
        for one in unclear.readings:
            put(console, f"{words.read_as} {one.setting} = {one.other}", indent=INDENT + _NUMBER)
    for one in result.not_tested:
        text = f"{SIDE_WORDS[words.language].left_out}: {one.what}: {one.why}"
        width = console.width - INDENT - _NUMBER
        put(console, "\n".join(wrapped(safe(text), width)), indent=INDENT + _NUMBER)


def _print_agreement(console: Console, compared: SideBySide, words: Words) -> None:
    """Print the pairs as a triangle: cases billed alike / cases that both answered."""
    put(console, SIDE_WORDS[words.language].agreement, style=TITLE_STYLE, indent=0)
    last = len(compared.results)
    rows = [["", *(_who((one,), words) for one in range(last))]]
    for number in range(1, last + 1):
        shares = [f"{same}/{of}" for same, of in compared.agreement[number][:number]]
        rows.append([str(number), *shares, *[""] * (last - number)])
    put(console, "\n".join(table(rows)))
    put(console)


def _print_classes(console: Console, compared: SideBySide, words: Words) -> None:
    own = SIDE_WORDS[words.language]
    put(console, own.classes, style=TITLE_STYLE, indent=0)
    rows = [
        (_who(group, words), _standing(compared, group, words)) for group in compared.classes if group != (OF_TERMS,)
    ]
    put(console, "\n".join(f"{left}   {right}" for left, right in _aligned(rows)))
    put(console)
    for group in compared.classes:
        diagnosis = compared.results[group[-1] - 1].diagnosis if OF_TERMS not in group else ()
        if diagnosis:
            put(console, own.instead.format(who=_who(group, words)), indent=0)
            print_diagnosis(console, diagnosis, words)


def _standing(compared: SideBySide, group: Group, words: Words) -> str:
    own = SIDE_WORDS[words.language]
    if OF_TERMS in group:
        return own.as_terms
    if len(group) == 1:
        return own.alone
    return own.wrong_alike if group in compared.wrong_alike else own.alike


def _aligned(rows: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    width = max((cell_len(left) for left, _ in rows), default=0)
    return [(padded(left, width), right) for left, right in rows]


def _print_disagreements(console: Console, compared: SideBySide, words: Words) -> None:
    own = SIDE_WORDS[words.language]
    put(console, own.disagreements, style=TITLE_STYLE, indent=0)
    if not compared.disagreements:
        put(console, own.none)
    for number, one in enumerate(compared.disagreements[:_SHOWN], start=1):
        _print_disagreement(console, f"{number}/{len(compared.disagreements)}", compared, one, words)
    if len(compared.disagreements) > _SHOWN:
        put(console, own.more.format(number=len(compared.disagreements) - _SHOWN))


def _print_disagreement(console: Console, number: str, compared: SideBySide, one: Disagreement, words: Words) -> None:
    own = SIDE_WORDS[words.language]
    groups = " | ".join(_who(group, words) for group in one.groups)
    put(console, f"{number}  {groups}   {own.cases_that_show_it.format(seen=one.seen)}", style=TITLE_STYLE)
    put(console, "\n".join(wrapped(case_line(one.case, words), console.width - 2 * INDENT)), indent=2 * INDENT)
    missing = tuple(set(range(len(compared.results) + 1)) - set(chain.from_iterable(one.groups)))
    if missing:
        put(console, own.not_answered.format(who=_who(missing, words)), indent=2 * INDENT)
    rows = [["", *(_who(group, words) for group in one.groups)]]
    several = len(one.case.contracts) > 1
    for (contract, start), amounts in one.bills:
        label = f"{one.case.contracts[contract].tariff} {start}" if several else str(start)
        texts = amount_texts(amounts, words)
        for line in range(max(map(len, texts))):
            cells = [text[line] if line < len(text) else "" for text in texts]
            rows.append([label if line == 0 else "", *cells])
    put(console, "\n".join(safe(line) for line in table(rows)), indent=3 * INDENT)
    put(console)


def _who(group: Group, words: Words) -> str:
    """The members of a group: systems by their numbers, the terms by name."""
    return ", ".join(words.terms if one == OF_TERMS else str(one) for one in group)
