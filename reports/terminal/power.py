"""The faults and other settings that a run would have caught."""

from rich.console import Console

from ...verdict import Power
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import case_line
from ..words import Words

_SHOWN = 8
"""Missed faults that are listed."""


def print_power(console: Console, power: Power, words: Words) -> None:
    """Print what the answered cases catch, and what they miss, each with a case that would catch it."""
    put(console, words.power, style=TITLE_STYLE, indent=0)
    put(console, words.power_caught.format(cases=power.cases, caught=power.caught, of=power.catchable))
    if power.equivalent:
        put(console, words.power_equivalent.format(number=power.equivalent))
    if power.unreachable:
        put(console, words.power_unreachable.format(number=power.unreachable))
    for one in power.missed[:_SHOWN]:
        put(console, words.power_missed.format(what=one.what))
        put(console, case_line(one.case, words), indent=2 * INDENT)
    if len(power.missed) > _SHOWN:
        put(console, words.power_more.format(number=len(power.missed) - _SHOWN))
    put(console)
