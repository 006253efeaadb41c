"""A bill's derivation as one would work it out on paper, each number with its clause, its row and its source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rich.cells import cell_len

from ..calendar import Period
from ..contracts import Bill, Line, Operand, Step, StepKind, StepUnit
from ..money import RoundingMode, exact_string
from ..screen import TERMINAL_WIDTH
from .numbers import padded, shown_amount, shown_number
from .words import Words
from .words_en import ENGLISH
from .words_ja import JAPANESE

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "ja": JAPANESE}
"""The languages of derivations by their ISO 639-1 code."""

_NOT_MONEY = frozenset(
    {
        "quantity",
        "units",
        "block",
        "least_units",
        "unit",
        "ratio",
        "share",
        "factor",
        "value",
        "base_unit",
        "numerator",
        "denominator",
        "width",
        "years",
    }
)
"""Operands that are not money: they are not padded to two decimals."""
_LEAST_LABEL = 40


def explain(bill: Bill, language: str, columns: int = TERMINAL_WIDTH) -> str:
    """The derivation of one bill in `language` ("en" or "ja"): lines for a screen of this many columns, without a final
    newline.

    Last days are included. A number without a finite decimal form is cut after four decimals and marked with "…"; a
    step's result then has its ratio beside it.

    Raises:
        ValueError: `language` is not supported.
    """
    words = _words(language)
    period = _period(bill.period, words)
    rows = [_Row(2, words.terms.format(title=bill.terms.title))]
    for line in bill.lines:
        rows += [_Row(2, line.item), *_rows(bill, line, line.derivation, words)]
    if bill.derivation:
        rows += [_Row(2, words.total), *_rows(bill, None, bill.derivation, words)]
    rows.append(_Row(2, _closing(bill, words)))
    head = words.contract.format(
        contract=bill.contract, tariff=bill.tariff, period=period, billed=_period(bill.billed, words)
    )
    return "\n".join([*_head(head, columns), *_aligned(rows, columns)])


def explain_case(bills: Iterable[Bill], language: str, columns: int = TERMINAL_WIDTH) -> str:
    """The derivations of several bills, in their order, with an empty line between; a note if there are no bills.

    Raises:
        ValueError: `language` is not supported.
    """
    return "\n\n".join(explain(one, language, columns) for one in bills) or _words(language).no_bill


def _words(language: str) -> Words:
    if language not in LANGUAGES:
        raise ValueError(f'no derivations in "{language}"; allowed: {", ".join(LANGUAGES)}')
    return LANGUAGES[language]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a block. A value is split at its decimal point, so that the points can be aligned."""

    indent: int
    label: str
    equals: str = ""
    before_point: str = ""
    after_point: str = ""
    clause: str = ""


def _rows(bill: Bill, line: Line | None, steps: Sequence[Step], words: Words) -> Iterator[_Row]:
    rows = [(step, _texts(bill, step, words)) for step in steps]
    origins = [_origin(line, step, texts, words) for step, texts in rows]
    for number, (step, texts) in enumerate(rows):
        label = words.steps[step.kind].format_map(texts)
        equals = "= " if step.kind.is_sum else ""
        before, after = _value(step, words)
        yield _Row(4, label, equals, before, after, step.clause.heading or step.clause.document)
        if origins[number] and origins[number] not in origins[number + 1 :]:  # once, under its last number
            yield _Row(6, origins[number])


def _origin(line: Line | None, step: Step, texts: Mapping[str, str], words: Words) -> str:
    """The dated row that a step's number comes from, with its source; empty if it comes from no row."""
    if "source" not in step.operands:
        return ""
    if "since" not in step.operands:
        return words.month_row.format_map(texts)
    return (words.price_row if line else words.tax_row).format_map(texts)


def _closing(bill: Bill, words: Words) -> str:
    total, currency = shown_amount(bill.total), bill.terms.currency
    if bill.tax is None:
        return words.untaxed_bill.format(total=total, currency=currency)
    return words.taxed_bill.format(total=total, currency=currency, tax=shown_amount(bill.tax))


def _value(step: Step, words: Words) -> tuple[str, str]:
    if step.value is None:
        return "", ""
    if step.kind.unit is StepUnit.DAYS:
        text = words.days.format(number=shown_number(step.value))
    else:
        text = shown_amount(step.value) if step.kind.unit is StepUnit.MONEY else shown_number(step.value)
        if exact_string(step.value) is None:
            text += f" ({step.value})"
    whole, point, decimals = text.partition(".")
    if not point:
        digits = len(text) - len(text.lstrip("-0123456789,"))
        whole, decimals = text[:digits], text[digits:]
    return whole, f"{point}{decimals}"


def _texts(bill: Bill, step: Step, words: Words) -> dict[str, str]:
    """The values that the words of a step may use: its operands, and what follows from them."""
    operands = step.operands
    texts = {name: _operand(name, value, words) for name, value in operands.items()}
    for name, value in operands.items():
        if isinstance(value, Period):
            texts |= {
                f"{name}_first": str(value.start),
                f"{name}_last": str(value.last_day),
                f"{name}_after": str(value.end),
                f"{name}_days": str(value.days),
            }
    mode, rate, tax = operands.get("mode"), operands.get("rate"), operands.get("tax")
    if isinstance(mode, str):
        texts["rounding"] = words.roundings[RoundingMode(mode)].format_map(texts)
    if isinstance(rate, Fraction):
        texts |= {"percent": shown_number(rate * 100), "percent_and_hundred": shown_number(rate * 100 + 100)}
    if isinstance(tax, Fraction) and step.value is not None:
        texts["before_tax"] = shown_amount(step.value - tax)
    if "share" in operands and isinstance(share := operands["share"], Fraction):
        texts["share_percent"] = shown_number(share * 100)
    if (
        step.kind is StepKind.OUTSIDE_TAX
        and step.value is not None
        and isinstance(outside := operands["amount"], Fraction)
    ):
        texts["taxed"] = shown_amount(step.value - outside)
    items = operands.get("items")
    lines = [
        line
        for line in bill.lines
        if step.kind is not StepKind.SUM or items is None or line.item in str(items).split(", ")
    ]
    texts["addends"] = " + ".join(f"{line.item} {shown_amount(line.amount)}" for line in lines)
    return texts


def _operand(name: str, value: Operand, words: Words) -> str:
    match value:
        case Period():
            return _period(value, words)
        case date():
            return words.month.format(year=value.year, month=value.month) if name == "month" else str(value)
        case Fraction():
            return shown_number(value) if name in _NOT_MONEY else shown_amount(value)
        case _:
            return str(value)


def _period(period: Period, words: Words) -> str:
    if period.days == 1:
        return str(period.start)
    return words.period.format(first=period.start, last=period.last_day)


def _aligned(rows: Sequence[_Row], columns: int) -> Iterator[str]:
    steps = [row for row in rows if row.clause]
    equals = max((len(row.equals) for row in steps), default=0)
    before = max((cell_len(row.before_point) for row in steps), default=0)
    after = max((cell_len(row.after_point) for row in steps), default=0)
    clause = max((cell_len(row.clause) for row in steps), default=0)
    label = max((row.indent + cell_len(row.label) for row in steps), default=0)
    label = min(label, max(_LEAST_LABEL, columns - (2 + equals + before + after + 2 + clause)))
    for row in rows:
        text = " " * row.indent + row.label
        if not row.clause:
            yield from _wrapped(text, row.indent + 2, columns)
        else:
            if cell_len(text) > label:  # a long sum has a line of its own above its value
                yield from _wrapped(text, row.indent + 2, columns)
                text = ""
            text = padded(text, label + 2) + padded(row.equals, equals) + " " * (before - cell_len(row.before_point))
            yield text + row.before_point + padded(row.after_point, after + 2) + row.clause


def _head(text: str, columns: int) -> Iterator[str]:
    """The head of a bill, broken into lines between its parts."""
    line, *others = text.split(" · ")
    for part in others:
        if cell_len(f"{line} · {part}") > columns:
            yield line
            line = f"  {part}"
        else:
            line += f" · {part}"
    yield line


def _wrapped(text: str, indent: int, columns: int) -> Iterator[str]:
    """A text broken into lines between words, all but the first indented."""
    while cell_len(text) > columns:
        fits = [at for at, char in enumerate(text) if char == " " and at > indent and cell_len(text[:at]) <= columns]
        if not fits:
            break
        yield text[: fits[-1]]
        text = " " * indent + text[fits[-1] + 1 :]
    yield text
