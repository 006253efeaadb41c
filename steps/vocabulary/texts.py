"""Texts of steps with places for days, amounts and names, as people write them in English and in Japanese."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pytest_bdd.parsers import StepParser

from ..running import ScenarioMistake

_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日"
_BETWEEN = r"\s*(?:,\s*and\s|,|、|と|\band\b)\s*"


class Text(StepParser):
    """The text of a step with places in braces: "it starts on {day}", 「契約は{day}に始まる」.

    Places are {day}, {first}, {last}, {days}, {tariff}, {item}, {attribute}, {value}, {amount} and {number}. Days are
    2016-05-12 or 2016年5月12日; lists of days are separated by commas, 、, "and" or と; names may be in "…" or 「…」.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        parts = re.split(r"\{(\w+)\}", name)
        self._places = {place: _PLACES[place] for place in parts[1::2]}
        self._regex = re.compile("".join(_group(one) if nth % 2 else re.escape(one) for nth, one in enumerate(parts)))

    def is_matching(self, name: str) -> bool:
        """True if a step of a feature file has this text."""
        return self._regex.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, object] | None:
        """The values in the places.

        Raises:
            ScenarioMistake: a day that is not in the calendar.
        """
        found = self._regex.fullmatch(name)
        return None if found is None else {place: _PLACES[place].read(found[place]) for place in self._places}


@dataclass(frozen=True, slots=True)
class _Place:
    pattern: str
    read: Callable[[str], object]


def read_day(text: str) -> date:
    """A day of the calendar.

    Raises:
        ScenarioMistake: there is no such day.
    """
    year, month, day = map(int, re.findall(r"\d+", text))
    try:
        return date(year, month, day)
    except ValueError:
        raise ScenarioMistake(f"{text} is not a day of the calendar") from None


def _read_days(text: str) -> tuple[date, ...]:
    return tuple(map(read_day, re.findall(_DAY, text)))


def _read_amount(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _read_name(text: str) -> str:
    return text.strip('"「」')


_A_NAME = _Place(r'"[^"]+"|「[^」]+」|[A-Za-z0-9_-]+', _read_name)
_ONE_DAY = _Place(_DAY, read_day)
_AMOUNT = _Place(r"-?\d[\d,]*(?:\.\d+)?", _read_amount)
_PLACES = {
    "day": _ONE_DAY,
    "first": _ONE_DAY,
    "last": _ONE_DAY,
    "days": _Place(f"(?:{_DAY})(?:{_BETWEEN}(?:{_DAY}))*", _read_days),
    "tariff": _A_NAME,
    "item": _A_NAME,
    "attribute": _A_NAME,
    "value": _Place(r'"[^"]+"|「[^」]+」|[^\s"「」]+', _read_name),
    "amount": _AMOUNT,
    "number": _Place(r"\d+", int),
}


def _group(place: str) -> str:
    return f"(?P<{place}>{_PLACES[place].pattern})"
