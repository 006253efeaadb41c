"""Tiers: their bounds, and how many units each of them prices."""

from collections.abc import Sequence
from fractions import Fraction

from ...contracts import Part
from ...vocabulary import TierBound, TierRow, Tiers

Bounded = tuple[Fraction, Fraction | None, Fraction]
"""A tier: the bound below it, its own bound (None for no bound), its rate."""
_ZERO = Fraction(0)


def full_tiers(part: Part, index: int, number: int, row: TierRow) -> Sequence[Bounded]:
    """The tiers of a whole period; cached with the terms."""
    key = ("tiers", index, number)
    if key not in part.terms.memo:
        lows = [_ZERO, *(tier.up_to for tier in row.tiers if tier.up_to is not None)]
        part.terms.memo[key] = [(low, tier.up_to, tier.rate) for low, tier in zip(lows, row.tiers, strict=False)]
    tiers: Sequence[Bounded] = part.terms.memo[key]
    return tiers


def reached_tier(tiers: Sequence[Bounded], used: Fraction, bound: TierBound | None = None) -> int:
    """The number, from 0, of the highest tier that the use reaches."""
    above = bound is TierBound.UPPER_TIER
    return next(
        number
        for number, (_, high, _) in enumerate(tiers)
        if high is None or used < high or (used == high and not above)
    )


def units_in(
    tiers: Tiers,
    used: Fraction,
    low: Fraction,
    high: Fraction | None,
    *,
    first: bool,
    bound: TierBound | None = None,
) -> Fraction:
    """The units that a tier prices; use below zero is all in the first one, even if its width is zero."""
    if tiers is Tiers.VOLUME and bound is TierBound.UPPER_TIER and used > 0:
        return used if low <= used and (high is None or used < high) else _ZERO
    if used <= low:
        return used if first else _ZERO
    if high is None or used <= high:
        return used if tiers is Tiers.VOLUME or low == 0 else used - low
    return _ZERO if tiers is Tiers.VOLUME else high - low
