"""The attributes that a contract may have under the terms, those at a bound first."""

from collections.abc import Iterator, Mapping
from math import ceil, floor

from hypothesis import strategies as st

from ..oracle import Terms
from ..oracle.vocabulary import AttributeRule, Bounds


def telling_attributes(terms: Terms, fixed: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """All combinations of every listed value of every attribute, and for amounts of the highest, the lowest, one
    between and that plus a half; `fixed` attributes keep their values."""
    chosen: list[Mapping[str, str]] = [{}]
    for rule in terms.attribute:
        chosen = [{**one, rule.name: value} for one in chosen for value in _telling(rule, one, fixed)]
    return tuple(chosen)


@st.composite
def attributes(draw: st.DrawFn, terms: Terms, fixed: Mapping[str, str]) -> Mapping[str, str]:
    """Any attributes that the terms allow; `fixed` attributes keep their values."""
    chosen: dict[str, str] = {}
    for rule in terms.attribute:
        if rule.name in fixed:
            chosen[rule.name] = fixed[rule.name]
        elif rule.values is not None:
            chosen[rule.name] = draw(st.sampled_from(rule.values))
        else:
            bounds = _bounds_for(rule, chosen)
            chosen[rule.name] = str(draw(st.integers(ceil(bounds.minimum), floor(bounds.maximum))))
    return chosen


def _telling(rule: AttributeRule, chosen: Mapping[str, str], fixed: Mapping[str, str]) -> Iterator[str]:
    if rule.name in fixed:
        yield fixed[rule.name]
    elif rule.values is not None:
        yield from rule.values
    else:
        bounds = _bounds_for(rule, chosen)
        low, high = ceil(bounds.minimum), floor(bounds.maximum)
        middle = (low + high) // 2
        halves = (f"{middle}.5",) if middle + 1 <= bounds.maximum else ()
        yield from dict.fromkeys((str(high), str(low), str(middle), *halves))


def _bounds_for(rule: AttributeRule, chosen: Mapping[str, str]) -> Bounds:
    return next(
        bounds for bounds in rule.bounds or () if all(chosen.get(name) == value for name, value in bounds.when.items())
    )
