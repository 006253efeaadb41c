"""Given: the tariff of a contract."""

from dataclasses import replace

import pytest
from pytest_bdd import given

from ...cases import Space
from ...oracle.problems import nearest
from ..running import ScenarioMistake
from .texts import Text


@given(Text("the tariff is {tariff}"), target_fixture="space")
@given(Text("料金表は{tariff}"), target_fixture="space")
def the_tariff_is(space: Space, tariff: str) -> Space:
    """The contract, or the first of two, has this tariff."""
    if described(space, tariff) not in space.tariffs:
        raise ScenarioMistake(f"the scenario names two tariffs, {', '.join(space.tariffs)} and {tariff}")
    second = (space.replacement.tariff,) if space.replacement else ()
    return replace(space, tariffs=(tariff, *second))


def described(space: Space, tariff: str) -> str:
    """The tariff, if the given terms describe it; otherwise the scenario is skipped."""
    if tariff not in space.book.tariffs:
        pytest.skip(f'no terms given describe "{tariff}": {nearest(tariff, space.book.tariffs)}')
    return tariff
