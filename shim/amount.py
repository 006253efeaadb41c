"""Money and quantities as the wire format writes them: decimal strings."""

import re
from decimal import Decimal

Amount = Decimal | int | str
"""Money in major units, or a quantity. A text is sent unchanged."""

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class AmountError(TypeError):
    """A value that is not an exact amount: a float, a text that is not a decimal number, NaN."""


def decimal_string(amount: object) -> str:
    """An amount on the wire, without an exponent; the decimals stay as they are ("10.50" has two).

    Raises:
        AmountError: it is a float, or not a finite decimal.
    """
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal | str):
        hint = "; use Decimal(str(…)), rounded as the engine prints it" if isinstance(amount, float) else ""
        raise AmountError(f"found {type(amount).__name__} {amount!r}; an amount is a Decimal, an int or a text{hint}")
    text = f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
    if not _DECIMAL.fullmatch(text):
        raise AmountError(
            f"found {text!r}; an amount consists of digits and optionally a point, such as 1684.80 or -3.03"
        )
    return text
