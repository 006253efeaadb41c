"""What other settings bill for a case that has been billed and traced: only what reads them is billed again."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..contracts import Bill, Line, Part
from ..documents import Book
from .biller import bill_of, merged, total_of_parts
from .charges import ChargeWork, line_of
from .trace import Read, Traced, TracedBill, TracedLine


def bill_again(traced: Traced, changed: Read, book: Book) -> tuple[Bill, ...] | None:
    """The bills of the traced case by the terms of `book`, which have other values in the `changed` settings and in no
    others. None where this cannot be said without billing the case anew: a changed setting decides which periods are
    billed, or a bill may be corrected.

    Raises:
        CaseError: the case cannot be billed under these terms.
    """
    if traced.pieces is None or not changed.isdisjoint(traced.frame):
        return None
    again = _Again(changed, book)
    return tuple(map(again.bill, traced.pieces))


class _Again:
    """Bills made again under other terms; bills that stand twice among the traced ones are made once."""

    def __init__(self, changed: Read, book: Book) -> None:
        self._changed = changed
        self._book = book
        self._made: dict[int, Bill] = {}

    def bill(self, traced: TracedBill) -> Bill:
        key = id(traced)
        if key not in self._made:
            self._made[key] = self._bill(traced)
        return self._made[key]

    def _bill(self, traced: TracedBill) -> Bill:
        parts = tuple(map(self._part, traced.parts))
        lines = [self._lines(part, of_part) for part, of_part in zip(parts, traced.lines, strict=True)]
        same = all(
            new is old.line
            for of_part, before in zip(lines, traced.lines, strict=True)
            for new, old in zip(of_part, before, strict=True)
        )
        if same and self._changed.isdisjoint(traced.read_by_total):
            return traced.bill
        together = merged([[line for line in of_part if line is not None] for of_part in lines])
        return bill_of(parts, together, total_of_parts(parts, together))

    def _part(self, part: Part) -> Part:
        versions = self._book.versions[part.terms.tariff]
        terms = next(one for one in versions if one.effective == part.terms.effective)
        return replace(part, terms=terms)

    def _lines(self, part: Part, before: Sequence[TracedLine]) -> list[Line | None]:
        work = ChargeWork(part)
        moved: set[str] = set()
        lines: list[Line | None] = []
        for index, (charge, old) in enumerate(zip(part.terms.charge, before, strict=True)):
            line = old.line
            if not (self._changed.isdisjoint(old.read) and moved.isdisjoint(old.items)):
                line = line_of(work, index, charge)
                if _amount(line) != _amount(old.line):
                    moved.add(charge.item)
            if line is not None:
                work.amounts[charge.item] = line.amount
            lines.append(line)
        return lines


def _amount(line: Line | None) -> Fraction | None:
    return None if line is None else line.amount
