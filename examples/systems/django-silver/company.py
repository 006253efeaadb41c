"""The company as silver knows it: its providers, plans and metered features, made once from `plans.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from silver.models import MeteredFeature, Plan, ProductCode, Provider

PLANS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "plans.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Tariff:
    """A plan, what its customers have in common, and how its clerks cancel."""

    plan: Plan
    customer: dict[str, str]
    cancel: str

    @property
    def is_prebilled(self) -> bool:
        """True if the plan is billed when its cycle begins."""
        return bool(self.plan.prebill_plan)


def found_company() -> dict[str, Tariff]:
    """Make every plan, with a provider of its own: silver gives a trial only with a provider's first subscription.

    The value of a product code is the item's name in the terms.
    """
    return {name: Tariff(_plan(name, one), one.get("customer", {}), one["cancel"]) for name, one in PLANS.items()}


def _plan(name: str, wanted: dict[str, Any]) -> Plan:
    provider = Provider.objects.create(
        name=name,
        flow=Provider.FLOWS.INVOICE,
        invoice_series=name,
        invoice_starting_number=1,
        default_document_state=Provider.DEFAULT_DOC_STATE.ISSUED,
    )
    product = {"provider": provider, "product_code": _code("plan"), "name": name}
    plan = Plan.objects.create(**{"interval": "month", "interval_count": 1, **wanted["plan"]}, **product)
    for item, feature in wanted.get("metered", {}).items():
        plan.metered_features.add(
            MeteredFeature.objects.create(name=item, unit="unit", product_code=_code(item), **feature)
        )
    plan.refresh_from_db()
    return plan


def _code(item: str) -> ProductCode:
    return ProductCode.objects.get_or_create(value=item)[0]
