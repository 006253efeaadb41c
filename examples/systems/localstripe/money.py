"""Money at Stripe: whole minor units of a currency, cents for those with two decimals.

Source: Stripe's documentation, "Supported currencies", section "Zero-decimal currencies".
"""

from decimal import Decimal

_WITHOUT_DECIMALS = frozenset(
    ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf")
)


def minor(amount: str, currency: str) -> int:
    """An amount in major units, such as "14.00", as minor units.

    Raises:
        ValueError: it has more decimals than the currency.
    """
    scaled = Decimal(amount).scaleb(_decimals(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"found {amount} {currency.upper()}; allowed: {_decimals(currency)} decimals")
    return int(scaled)


def major(amount: int, currency: str) -> Decimal:
    """Minor units as an amount in major units, with all decimals of the currency."""
    return Decimal(amount).scaleb(-_decimals(currency))


def _decimals(currency: str) -> int:
    return 0 if currency.lower() in _WITHOUT_DECIMALS else 2
