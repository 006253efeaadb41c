"""Given: scheduled reading days, and what was read."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from pytest_bdd import given

from ...cases import Space
from ...oracle import MeterReading
from .narrowing import fixed
from .texts import Text


@given(Text("the scheduled reading days are {days}"), target_fixture="space")
@given(Text("検針日は{days}"), target_fixture="space")
def reading_days_are(space: Space, days: tuple[date, ...]) -> Space:
    """All scheduled reading days: the one before the start, and those after the end up to the last bill wanted."""
    return fixed(space, readings=days)


@given(Text("{amount} kWh are read on {day}"), target_fixture="space")
@given(Text("{day}に{amount}kWhを検針する"), target_fixture="space")
def used_until(space: Space, amount: Fraction, day: date) -> Space:
    """The use since the previous reading; a final reading is on the end day."""
    return replace(space, events=(*space.events, MeterReading(day, amount)))
