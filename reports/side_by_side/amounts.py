"""What each of several systems bills for a period, in texts that show where they differ: in the totals, or in the tax
and the lines where the totals are alike."""

from collections.abc import Sequence
from fractions import Fraction

from ...verdict import HUNDREDTHS, Amount
from ..drawing import shown_amount
from ..words import Words


def amount_texts(amounts: Sequence[Amount | None], words: Words) -> list[list[str]]:
    """The lines of text for each amount: the total, and the tax or the lines where only these differ."""
    totals = {None if one is None else one[0] for one in amounts}
    taxes = {None if one is None else one[1] for one in amounts}
    with_tax = len(totals) == 1 and len(taxes) > 1
    with_lines = len(totals) == 1 and len(taxes) == 1 and len(set(amounts)) > 1
    return [_texts(one, words, tax=with_tax, lines=with_lines) for one in amounts]


def _texts(amount: Amount | None, words: Words, *, tax: bool, lines: bool) -> list[str]:
    if amount is None:
        return [words.nothing]
    total, of_tax, of_lines = amount
    texts = [shown_amount(total)]
    if tax and of_tax is not None:
        texts.append(f"{words.tax} {shown_amount(of_tax)}")
    if lines:
        texts += [f"{item} {shown_amount(Fraction(hundredths, HUNDREDTHS))}" for item, hundredths in of_lines]
    return texts
