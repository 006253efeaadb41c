"""Given: the events of a contract, and another contract that replaces it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from pytest_bdd import given

from ...cases import Replacement, Space
from ...oracle import Cancellation, MeterReading, PlanChange, QuantityChange, Resumption, Suspension, Withdrawal
from ..running import ScenarioMistake
from .narrowing import fixed, with_attribute
from .tariff import described
from .texts import Text


@given(Text("the quantity of {item} registered on {day} is {amount}"), target_fixture="space")
@given(Text("the quantity of {item} changes to {amount} on {day}"), target_fixture="space")
@given(Text("{day}に登録した{item}の数量は{amount}"), target_fixture="space")
@given(Text("{item}の数量は{day}に{amount}に変わる"), target_fixture="space")
def quantity_from(space: Space, item: str, day: date, amount: Fraction) -> Space:
    """From this day on the contract has this quantity of an item; on the start day it is the first registered."""
    return replace(space, events=(*space.events, QuantityChange(day, item, amount)))


@given(Text("it is replaced by a contract of {tariff}"), target_fixture="space")
@given(Text("any contract that is replaced by one of {tariff}"), target_fixture="space")
@given(Text("契約は{tariff}の契約に移行する"), target_fixture="space")
@given(Text("{tariff}の契約に移行するどの契約でも"), target_fixture="space")
def replaced_by(space: Space, tariff: str) -> Space:
    """A second contract of the customer, whose order ends the first one on the day that the terms of the first say."""
    second = Replacement(described(space, tariff))
    tariffs = (*(one for one in space.tariffs if one != tariff), tariff)
    return replace(fixed(space, replacement=second, ends=True), tariffs=tariffs)


@given(Text("it is replaced by a contract of {tariff} that starts on {day}"), target_fixture="space")
@given(Text("契約は{day}に始まる{tariff}の契約に移行する"), target_fixture="space")
def replaced_on(space: Space, tariff: str, day: date) -> Space:
    """The same, with the start day of the second contract; the end day of the first follows from it."""
    narrowed = replaced_by(space, tariff)
    return replace(narrowed, replacement=Replacement(tariff, day))


@given(Text("the {attribute} of the second contract is {value}"), target_fixture="space")
@given(Text("移行先の契約の{attribute}は{value}"), target_fixture="space")
def second_has_attribute(space: Space, attribute: str, value: str) -> Space:
    """An attribute of the contract that replaces the first."""
    if space.replacement is None:
        raise ScenarioMistake("no step before this one says that another contract replaces the contract")
    attributes = with_attribute(space.replacement.attributes, attribute, value)
    return replace(space, replacement=replace(space.replacement, attributes=attributes))


@given(Text("its {attribute} changes to {value} on {day}"), target_fixture="space")
@given(Text("契約の{attribute}は{day}に{value}に変わる"), target_fixture="space")
def attribute_changes(space: Space, attribute: str, value: str, day: date) -> Space:
    """From this day on the contract has another value of an attribute."""
    return replace(space, events=(*space.events, PlanChange(day, attributes={attribute: value})))


@given(Text("its tariff changes to {tariff} on {day}"), target_fixture="space")
@given(Text("契約の料金表は{day}に{tariff}に変わる"), target_fixture="space")
def tariff_changes(space: Space, tariff: str, day: date) -> Space:
    """From this day on the same contract has another tariff."""
    return replace(space, events=(*space.events, PlanChange(day, described(space, tariff))))


@given(Text("it is suspended on {day}"), target_fixture="space")
@given(Text("契約は{day}に休止する"), target_fixture="space")
def suspended_on(space: Space, day: date) -> Space:
    """The service is suspended; the terms say whether that day is billed."""
    return replace(space, events=(*space.events, Suspension(day)))


@given(Text("it is resumed on {day}"), target_fixture="space")
@given(Text("契約は{day}に再開する"), target_fixture="space")
def resumed_on(space: Space, day: date) -> Space:
    """The service is resumed."""
    return replace(space, events=(*space.events, Resumption(day)))


@given(Text("its meter shows {amount} on {day}"), target_fixture="space")
@given(Text("{day}の指示数は{amount}"), target_fixture="space")
def register_shows(space: Space, amount: Fraction, day: date) -> Space:
    """A reading of the register, not of the use; the first one gives the value at the start."""
    return replace(space, events=(*space.events, MeterReading(day, register=amount)))


@given(Text("a cancellation to {day} is told"), target_fixture="space")
@given(Text("{day}をもって解約する届出がある"), target_fixture="space")
def cancellation_reported(space: Space, day: date) -> Space:
    """One of several cancellations, or one that is withdrawn; the last one reported counts."""
    return replace(space, events=(*space.events, Cancellation(day)))


@given(Text("the cancellation is withdrawn on {day}"), target_fixture="space")
@given(Text("解約の届出は{day}に取り消される"), target_fixture="space")
def withdrawn_on(space: Space, day: date) -> Space:
    """The last cancellation that the company received is withdrawn."""
    return replace(space, events=(*space.events, Withdrawal(day)))


@given(Text("that is received on {day}"), target_fixture="space")
@given(Text("その届出は{day}"), target_fixture="space")
def event_received_on(space: Space, day: date) -> Space:
    """The day on which the company receives the event of the step before."""
    last = space.events[-1] if space.events else None
    if last is None or isinstance(last, Withdrawal):
        raise ScenarioMistake("no step before this one names an event that can be received on that day")
    return replace(space, events=(*space.events[:-1], replace(last, received=day)))
