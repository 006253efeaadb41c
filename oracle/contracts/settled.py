"""The bills of one period as one bill: its state after all corrections."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from .bills import Bill, Line


def settled(bills: Sequence[Bill]) -> Bill:
    """The bill of a period with its corrections added up; its situation, days and terms are those of the last one."""
    if len(bills) == 1:
        return bills[0]
    lines: dict[str, Line] = {}
    for line in (line for one in bills for line in one.lines):
        before = lines.get(line.item)
        if before is not None:
            line = replace(line, amount=before.amount + line.amount)  # noqa: PLW2901  # the same item, corrected
        lines[line.item] = line
    taxes = [one.tax for one in bills if one.tax is not None]
    return replace(
        bills[-1],
        issued=bills[0].issued,
        lines=tuple(lines.values()),
        tax=sum(taxes, Fraction(0)) if taxes else None,
        total=sum((one.total for one in bills), Fraction(0)),
        derivation=tuple(step for one in bills for step in one.derivation),
    )
