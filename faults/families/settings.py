"""Changes of settings, for faults that change nothing else."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from ...oracle import Terms, change_settings
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import Corrections, DayCount, DueWhen, Trigger

Change = Callable[[Terms], Terms]
_SITUATIONS = ("start", "end", "both", "change")


def always(settings: Mapping[str, object], where: Callable[[Terms], bool]) -> Change:
    """These settings, under terms for which `where` is true."""

    def change(terms: Terms) -> Terms:
        return change_settings(terms, settings) if where(terms) else terms

    return change


def proration(**settings: object) -> Change:
    """These settings of `[proration]`, unless the trigger is never."""
    return always(
        {f"proration.{name}": value for name, value in settings.items()},
        lambda terms: terms.proration.trigger is not Trigger.NEVER,
    )


def divided_by(count: DayCount, *situations: str) -> Change:
    """This denominator, in all situations or in some of them."""

    def change(terms: Terms) -> Terms:
        rule = terms.proration
        if rule.trigger is Trigger.NEVER or rule.denominator is None:
            return terms
        table = {name: getattr(rule.denominator, name) or rule.denominator.both for name in _SITUATIONS}
        table |= dict.fromkeys(situations or _SITUATIONS, count)
        return change_settings(terms, {"proration.denominator": table})

    return change


def other(path: str, values: Mapping[StrEnum, StrEnum]) -> Change:
    """Replace the value of a setting as `values` says; terms with a value that it does not name are unchanged."""

    def change(terms: Terms) -> Terms:
        place: object = terms
        for name in path.split("."):
            place = getattr(place, name, None)
        found = next((new for old, new in values.items() if old is place), None)
        return terms if found is None else change_settings(terms, {path: found})

    return change


def billing(**settings: object) -> Change:
    """These settings of `[billing]`; terms without that table get one with bills in arrears and no corrections."""

    def change(terms: Terms) -> Terms:
        table = terms.billing.model_dump(exclude_none=True) if terms.billing else {}
        bare = {"due": DueWhen.IN_ARREARS, "corrections": Corrections.NONE}
        return change_settings(terms, {"billing": {**bare, **table, **settings}})

    return change


def rounding(modes: Mapping[RoundingMode, RoundingMode]) -> Change:
    """Other modes of rounding lines, totals and tax."""

    def change(terms: Terms) -> Terms:
        found: dict[str, RoundingMode | None] = {
            "rounding.line": terms.rounding.line,
            "rounding.total": terms.rounding.total,
            "tax.rounding": terms.tax.rounding,
        }
        found |= {f"charge.{number}.rounding": charge.rounding for number, charge in enumerate(terms.charge)}
        new = {path: modes[mode] for path, mode in found.items() if mode is not None and mode in modes}
        return change_settings(terms, new) if new else terms

    return change


def of_charges(new: Callable[[int, Terms], Mapping[str, object]]) -> Change:
    """The settings below `charge.<number>` that `new` gives for each charge, by its number."""

    def change(terms: Terms) -> Terms:
        found = {
            f"charge.{number}.{key}": value
            for number in range(len(terms.charge))
            for key, value in new(number, terms).items()
        }
        return change_settings(terms, found) if found else terms

    return change
