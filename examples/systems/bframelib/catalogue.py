"""What a company would enter in bframe for each tariff: products, prices, and whether they are prorated."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices are text, as bframe keeps them: `fee` by the plan (one plan is called ""), `unit` for each unit in use of
    `item`, `use` for each unit metered. `prorate` is bframe's own switch."""

    fee: Mapping[str, str] = field(default_factory=dict)
    item: str = ""
    unit: str = ""
    use: str = ""
    prorate: bool = True


TARIFFS = {
    "bframe-team": Tariff(fee={"basic": "30.00", "pro": "45.00"}),
    "bframe-storage": Tariff(fee={"": "19.65"}),
    "bframe-late": Tariff(fee={"": "30.00"}),
    "bframe-whole-months": Tariff(fee={"basic": "30.00", "pro": "45.00"}, prorate=False),
    "bframe-calls": Tariff(use="0.125"),
    "bframe-calls-fine": Tariff(use="0.0125"),
}
