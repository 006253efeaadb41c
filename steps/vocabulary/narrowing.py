"""Narrow a space: a step may fix what is open, and never change what another step has fixed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from ...cases import Space
from ..running import ScenarioMistake


def fixed(space: Space, **values: object) -> Space:
    """The space with some of its fields fixed.

    Raises:
        ScenarioMistake: one of them is already fixed to another value.
    """
    for name, value in values.items():
        _agree(name, getattr(space, name), value)
    return replace(space, **values)


def with_attribute(attributes: Mapping[str, str], name: str, value: str) -> Mapping[str, str]:
    """The attributes with one more fixed.

    Raises:
        ScenarioMistake: it is already fixed to another value.
    """
    _agree(name, attributes.get(name), value)
    return {**attributes, name: value}


def _agree(name: str, before: object, value: object) -> None:
    if before is not None and before != value:
        raise ScenarioMistake(f"the scenario fixes {name} twice, to {_shown(before)} and to {_shown(value)}")


def _shown(value: object) -> str:
    return ", ".join(map(str, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else str(value)
