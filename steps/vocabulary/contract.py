"""Given: a contract, its attributes, its first and its last day."""

from dataclasses import replace
from datetime import date

from pytest_bdd import given

from ...cases import Space
from .narrowing import fixed, with_attribute
from .texts import Text


@given(Text("any contract"), target_fixture="space")
@given(Text("どの契約でも"), target_fixture="space")
def any_contract(space: Space) -> Space:
    """Nothing more is fixed."""
    return space


@given(Text("any contract that is cancelled"), target_fixture="space")
@given(Text("it is cancelled"), target_fixture="space")
@given(Text("解約されるどの契約でも"), target_fixture="space")
@given(Text("契約は解約される"), target_fixture="space")
def is_cancelled(space: Space) -> Space:
    """The contract is cancelled, on any day unless one is fixed."""
    return fixed(space, ends=True)


@given(Text("any contract that is not cancelled"), target_fixture="space")
@given(Text("it is not cancelled"), target_fixture="space")
@given(Text("解約されないどの契約でも"), target_fixture="space")
@given(Text("契約は解約されない"), target_fixture="space")
def is_not_cancelled(space: Space) -> Space:
    """The contract has no cancellation."""
    return fixed(space, ends=False)


@given(Text("a contract with amperage {value}"), target_fixture="space")
@given(Text("契約電流は{value}アンペア"), target_fixture="space")
def has_amperage(space: Space, value: str) -> Space:
    """The attribute `amperage` of electricity tariffs."""
    return replace(space, attributes=with_attribute(space.attributes, "amperage", value))


@given(Text("a contract whose {attribute} is {value}"), target_fixture="space")
@given(Text("its {attribute} is {value}"), target_fixture="space")
@given(Text("契約の{attribute}は{value}"), target_fixture="space")
def has_attribute(space: Space, attribute: str, value: str) -> Space:
    """An attribute by its name in the terms."""
    return replace(space, attributes=with_attribute(space.attributes, attribute, value))


@given(Text("a contract that starts on {day}"), target_fixture="space")
@given(Text("it starts on {day}"), target_fixture="space")
@given(Text("契約は{day}に始まる"), target_fixture="space")
def starts_on(space: Space, day: date) -> Space:
    """The day named as the start; the terms say whether it is billed."""
    return fixed(space, start=day)


@given(Text("it ends on {day}"), target_fixture="space")
@given(Text("契約は{day}に終わる"), target_fixture="space")
def ends_on(space: Space, day: date) -> Space:
    """The day named as the end; the terms say whether it is billed."""
    return fixed(space, end=day, ends=True)


@given(Text("the cancellation is received on {day}"), target_fixture="space")
@given(Text("解約の届出は{day}"), target_fixture="space")
def cancellation_received_on(space: Space, day: date) -> Space:
    """The day on which the company receives the cancellation; without this step, the end day."""
    return fixed(space, received=day, ends=True)
