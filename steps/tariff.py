"""Given: which tariff a contract is of."""

import pytest
from pytest_bdd import given

from ..cases import Space
from ..oracle.problems import nearest
from .narrowing import fixed
from .texts import Text


@given(Text("the tariff is {tariff}"), target_fixture="space")
@given(Text("料金表は{tariff}"), target_fixture="space")
def the_tariff_is(space: Space, tariff: str) -> Space:
    """The first contract, or the only one, is of this tariff."""
    if len(space.tariffs) == 1:
        return fixed(space, tariffs=(known(space, tariff),))
    return fixed(space_of_all(space), tariffs=(known(space, tariff),))


def known(space: Space, tariff: str) -> str:
    """A tariff that the given terms describe; the scenario is skipped if they do not."""
    if tariff not in space.book.tariffs:
        pytest.skip(f'no terms given describe "{tariff}": {nearest(tariff, space.book.tariffs)}')
    return tariff
