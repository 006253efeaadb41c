"""The ranges that the numbers of a frame are declared to lie in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ranges:
    """How far the numbers of a frame go, all bounds included. A row outside them is not billed.

    `days` is the longest billing period. `use` are the least and the most use, in whole numbers of 1/10**`use_places`
    of a unit. `quantity` is the largest quantity. `days_to_issue` are the least and the most days from the first one
    used to the day of issue, both counted: below one where bills are issued before it. `places` has, for an attribute
    that is an amount, the decimals in which it stands in its column.
    """

    days: int
    use: tuple[int, int]
    use_places: int = 0
    quantity: int = 0
    days_to_issue: tuple[int, int] = (0, 0)
    places: Mapping[str, int] = field(default_factory=dict[str, int])
