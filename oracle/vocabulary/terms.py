"""One `Terms` is one version of one tariff, every rule with its clause.

Settings that can change an amount have no default. Numbers come only from the document.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from .charge_rules import Charge
from .rule import Clause, Rule
from .rules import (
    AttributeRule,
    BillingRule,
    ChangeRule,
    MigrationRule,
    PeriodRule,
    ProrationRule,
    Reading,
    RoundingRule,
    ServiceRule,
    SuspensionRule,
    TaxRule,
    TrialRule,
    UsageRule,
    VersionsRule,
)


class Terms(Rule):
    """One version of one tariff, in force from `effective` to `ends`, its last day, or until the next version.

    `figures_until` is the last day for which the document's figures were taken from their source; later bills use the
    last rows, and searches do not go beyond it. `text` is the text of the document.
    """

    tariff: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    effective: date
    ends: date | None = None
    figures_until: date | None = None
    source: str
    attribute: tuple[AttributeRule, ...] = ()
    period: PeriodRule
    billing: BillingRule | None = None
    service: ServiceRule
    trial: TrialRule | None = None
    migration: MigrationRule | None = None
    change: ChangeRule | None = None
    suspension: SuspensionRule | None = None
    versions: VersionsRule
    proration: ProrationRule
    usage: UsageRule | None = None
    charge: Annotated[tuple[Charge, ...], Field(min_length=1)]
    rounding: RoundingRule
    tax: TaxRule
    reading: tuple[Reading, ...] = ()
    text: Annotated[str, Field(repr=False)] = ""
    clauses: Mapping[str, Clause] = Field(default_factory=dict[str, Clause])

    @cached_property
    def memo(self) -> dict[object, Any]:
        """A cache of results that follow from the terms alone."""
        return {}

    def forget(self) -> None:
        """Clear `memo`: after a copy from other terms, or so that every read of a setting is noted again."""
        vars(self).pop("memo", None)

    def clause(self, path: str) -> Clause:
        """The clause of the setting at `path`, such as `proration.denominator.end`, or that of the table around it if
        the setting has none of its own."""
        found = self.clauses.get(path)
        while found is None:
            path = path.rpartition(".")[0]
            found = self.clauses.get(path)
        return found
