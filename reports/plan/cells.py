"""What a person wrote into the cells of a sheet: amounts, days, yes and no. A problem names the row and the column."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from unicodedata import normalize

from ...adapters import shown
from ...oracle import Code, Problem, YakkanError
from .. import codes

_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_PLACES = 4
"""Decimals that a number in a spreadsheet may have: it is stored in binary, and further decimals are noise."""

_ANSWERS = {
    "billed": frozenset({"yes", "y", "はい", "有", "あり", "○", "〇"}),
    "not billed": frozenset({"no", "n", "いいえ", "無", "なし", "×"}),
    "refused": frozenset({"refused", "拒否"}),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of one cell, as text or as the spreadsheet stores it, and where the cell is."""

    value: object
    place: str

    @property
    def text(self) -> str:
        """The value as text, normalised and without blanks around it; "" for an empty cell."""
        return "" if self.value is None else normalize("NFKC", str(self.value)).strip()


def answer_in(cell: Cell) -> str | None:
    """The answer in a cell: "billed", "not billed" or "refused"; None for an empty cell.

    Raises:
        YakkanError: the cell has another text.
    """
    if not cell.text:
        return None
    written = cell.text.lower()
    for answer, words in _ANSWERS.items():
        if written in words:
            return answer
    raise _error(
        codes.NOT_AN_ANSWER, cell, f"found {shown(cell.text)}", "allowed: yes, no, refused; はい, いいえ, 拒否"
    )


def amount_in(cell: Cell) -> Decimal | None:
    """The amount as written, with its decimals; None for an empty cell.

    Raises:
        YakkanError: it is not an amount, or a number that does not read as a decimal of at most 4 places.
    """
    value = cell.value
    if isinstance(value, bool) or (value is not None and not isinstance(value, str | int | float)):
        raise _error(codes.NOT_AN_AMOUNT, cell, f"found {shown(cell.text)}")
    if isinstance(value, float):
        return _decimal_of(value, cell)
    if not cell.text:
        return None
    if cell.text.startswith("="):
        raise _error(codes.NOT_AN_AMOUNT, cell, "found a formula", "write the amount on the bill")
    if not _AMOUNT.fullmatch(cell.text):
        hint = "write it as 1516 or -3.03, without separators or currency"
        raise _error(codes.NOT_AN_AMOUNT, cell, f"found {shown(cell.text)}", hint)
    return Decimal(cell.text)


def _decimal_of(value: float, cell: Cell) -> Decimal:
    """The number as a spreadsheet shows it: the shortest decimal with this binary value."""
    read = Decimal(repr(value))
    exponent = read.as_tuple().exponent
    if not isinstance(exponent, int) or exponent > 0 or -exponent > _PLACES:
        message = f"found the number {value!r}, which is not a decimal with at most {_PLACES} places"
        raise _error(codes.NOT_AN_AMOUNT, cell, message, "write the amount as text, exactly as on the bill")
    return read


def day_in(cell: Cell) -> date | None:
    """The day; None for an empty cell.

    Raises:
        YakkanError: it is not a day of the calendar.
    """
    value = cell.value
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date()
    elif isinstance(value, date):
        return value
    if not cell.text:
        return None
    found = _DAY.fullmatch(cell.text)
    if found is not None:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    raise _error(codes.NOT_A_DAY, cell, f"found {shown(cell.text)}", "write it as 2016-05-12")


def _error(code: Code, cell: Cell, message: str, hint: str = "") -> YakkanError:
    return YakkanError(Problem(code, cell.place, message, hint=hint))
