"""A bill's derivation as a person does the sum on paper, every number with its clause, its row and its source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from unicodedata import combining, east_asian_width

from ..calendar import Period
from ..contracts import Bill, Line, Operand, Step
from ..money import RoundingMode, exact_string
from .words import Words
from .words_en import ENGLISH
from .words_ja import JAPANESE

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "ja": JAPANESE}
"""The languages of derivations by their ISO 639-1 code."""

_RESULTS = frozenset(
    {
        "adjustment-unit",
        "adjustment-unit-of-difference",
        "average-price",
        "blocks",
        "by-points",
        "correction",
        "discount-share",
        "early-termination",
        "fee-per-attribute",
        "interest",
        "interest-added",
        "least-units-prorated",
        "maximum",
        "minimum",
        "no-use",
        "outside-tax",
        "price-difference",
        "prorated",
        "rounded",
        "row-days",
        "sum",
        "sum-of-parts",
        "sum-of-rows",
        "surcharge",
        "suspended",
        "tax-exclusive",
        "tax-exclusive-by-line",
        "tax-exclusive-of-rate",
        "tax-inclusive",
        "tax-inclusive-by-line",
        "tax-inclusive-of-rate",
        "tax-of-rates",
        "tax-together",
        "tier",
        "tier-width",
        "times-quantity",
        "times-units",
        "total-with-tax",
        "units-by-days",
        "use-multiplied",
        "use-rounded",
    }
)
"""Steps whose words are a sum and whose value is what it comes to."""
_PLAIN = frozenset(
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
"""Operands that are no money: their decimals are not filled up to two."""
_UNITS = (
    "quantity-",
    "units-",
    "tier-width",
    "use-",
    "blocks",
    "least-units",
    "months-",
    "whole-months",
    "denominator-",
)
"""The beginnings of steps whose value is no money."""
_SHOWN_PLACES = 4
_COLUMNS = 120
"""How wide a derivation is at most, where its words can be broken."""
_LEAST_LABEL = 40


def explain(bill: Bill, language: str) -> str:
    """The derivation of one bill in the words of `language` ("en" or "ja"), one block of lines without a last newline,
    for a screen of 120 columns.

    Days are said inclusively. A number without a finite decimal form is cut after four decimals and marked with "…",
    its ratio beside it where it is a step's result.

    Raises:
        ValueError: there are no words in `language`.
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
    return "\n".join([*_wrapped(head, 2), *_aligned(rows)])


def explain_case(bills: Iterable[Bill], language: str) -> str:
    """The derivations of several bills, in their order, with an empty line between; words for no bill if there is none.

    Raises:
        ValueError: there are no words in `language`.
    """
    return "\n\n".join(explain(one, language) for one in bills) or _words(language).no_bill


def _words(language: str) -> Words:
    if language not in LANGUAGES:
        raise ValueError(f'no words in "{language}"; allowed: {", ".join(LANGUAGES)}')
    return LANGUAGES[language]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a block. A value is split at its decimal point, so that values stand with their points aligned."""

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
        label = words.steps[step.what].format_map(texts)
        equals = "= " if step.what in _RESULTS else ""
        before, after = _value(step, words)
        yield _Row(4, label, equals, before, after, step.clause.heading or step.clause.document)
        if origins[number] and origins[number] not in origins[number + 1 :]:  # once, under the last number from there
            yield _Row(6, origins[number])


def _origin(line: Line | None, step: Step, texts: Mapping[str, str], words: Words) -> str:
    """Where a step's number stands: the dated row and its source; empty where it comes from no row."""
    if "source" not in step.operands:
        return ""
    if "since" not in step.operands:
        return words.month_row.format_map(texts)
    return (words.price_row if line else words.tax_row).format_map(texts)


def _closing(bill: Bill, words: Words) -> str:
    total, currency = _amount(bill.total), bill.terms.currency
    if bill.tax is None:
        return words.untaxed_bill.format(total=total, currency=currency)
    return words.taxed_bill.format(total=total, currency=currency, tax=_amount(bill.tax))


def _value(step: Step, words: Words) -> tuple[str, str]:
    if step.value is None:
        return "", ""
    if step.what.startswith(("days-", "denominator-")) and step.what != "denominator-months-of-period":
        text = words.days.format(number=_number(step.value))
    else:
        text = _number(step.value) if step.what.startswith(_UNITS) else _amount(step.value)
        if exact_string(step.value) is None:
            text += f" ({step.value})"
    whole, point, decimals = text.partition(".")
    if not point:
        digits = len(text) - len(text.lstrip("-0123456789,"))
        whole, decimals = text[:digits], text[digits:]
    return whole, f"{point}{decimals}"


def _texts(bill: Bill, step: Step, words: Words) -> dict[str, str]:
    """What the words of a step may name: its operands, and what follows from them."""
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
        texts |= {"percent": _number(rate * 100), "percent_and_hundred": _number(rate * 100 + 100)}
    if isinstance(tax, Fraction) and step.value is not None:
        texts["before_tax"] = _amount(step.value - tax)
    if "share" in operands and isinstance(share := operands["share"], Fraction):
        texts["share_percent"] = _number(share * 100)
    if step.what == "outside-tax" and step.value is not None and isinstance(apart := operands["amount"], Fraction):
        texts["taxed"] = _amount(step.value - apart)
    items = operands.get("items")
    lines = [line for line in bill.lines if step.what != "sum" or items is None or line.item in str(items).split(", ")]
    texts["addends"] = " + ".join(f"{line.item} {_amount(line.amount)}" for line in lines)
    return texts


def _operand(name: str, value: Operand, words: Words) -> str:
    match value:
        case Period():
            return _period(value, words)
        case date():
            return words.month.format(year=value.year, month=value.month) if name == "month" else str(value)
        case Fraction():
            return _number(value) if name in _PLAIN else _amount(value)
        case _:
            return str(value)


def _period(period: Period, words: Words) -> str:
    if period.days == 1:
        return str(period.start)
    return words.period.format(first=period.start, last=period.last_day)


def _number(value: Fraction) -> str:
    """A number with separators of thousands, exact where it has a finite decimal form: "1,516.32", "1,021.0909…"."""
    sign = "-" if value < 0 else ""
    exact = exact_string(abs(value))
    if exact is None:
        whole, rest = divmod(floor(abs(value) * 10**_SHOWN_PLACES), 10**_SHOWN_PLACES)
        return f"{sign}{whole:,}.{rest:0{_SHOWN_PLACES}}…"
    digits, point, decimals = exact.partition(".")
    return f"{sign}{int(digits):,}{point}{decimals}"


def _amount(value: Fraction) -> str:
    """An amount of money: a number with no decimals or at least two."""
    text = _number(value)
    return f"{text}0" if "." in text and text[-2] == "." else text


def _aligned(rows: Sequence[_Row]) -> Iterator[str]:
    steps = [row for row in rows if row.clause]
    equals = max((len(row.equals) for row in steps), default=0)
    before = max((_width(row.before_point) for row in steps), default=0)
    after = max((_width(row.after_point) for row in steps), default=0)
    clause = max((_width(row.clause) for row in steps), default=0)
    label = max((row.indent + _width(row.label) for row in steps), default=0)
    label = min(label, max(_LEAST_LABEL, _COLUMNS - (2 + equals + before + after + 2 + clause)))
    for row in rows:
        text = " " * row.indent + row.label
        if not row.clause:
            yield from _wrapped(text, row.indent + 2)
        else:
            if _width(text) > label:  # a long sum stands above what it comes to
                yield from _wrapped(text, row.indent + 2)
                text = ""
            text = _padded(text, label + 2) + _padded(row.equals, equals) + " " * (before - _width(row.before_point))
            yield text + row.before_point + _padded(row.after_point, after + 2) + row.clause


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """A text in lines of a screen, broken between words, the later ones indented."""
    while _width(text) > _COLUMNS:
        fits = [at for at, char in enumerate(text) if char == " " and at > indent and _width(text[:at]) <= _COLUMNS]
        if not fits:
            break
        yield text[: fits[-1]]
        text = " " * indent + text[fits[-1] + 1 :]
    yield text


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """The columns a text takes in a terminal: two for a full-width character, none for a combining one."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
