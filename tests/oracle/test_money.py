"""The named roundings and the decimal strings, on amounts above and below zero."""

from fractions import Fraction

import pytest
from yakkan.oracle.money import RoundingMode, decimal_places, decimal_string, exact_string, round_to

ROUNDED = [
    # amount: exact, floor, truncate, half-up, half-even, ceiling, in whole units
    ("2", "2", "2", "2", "2", "2", "2"),
    ("2.4", "2.4", "2", "2", "2", "2", "3"),
    ("2.5", "2.5", "2", "2", "3", "2", "3"),
    ("2.6", "2.6", "2", "2", "3", "3", "3"),
    ("3.5", "3.5", "3", "3", "4", "4", "4"),
    ("0.5", "0.5", "0", "0", "1", "0", "1"),
    ("0", "0", "0", "0", "0", "0", "0"),
    ("-0.5", "-0.5", "-1", "0", "-1", "0", "0"),
    ("-2", "-2", "-2", "-2", "-2", "-2", "-2"),
    ("-2.4", "-2.4", "-3", "-2", "-2", "-2", "-2"),
    ("-2.5", "-2.5", "-3", "-2", "-3", "-2", "-2"),
    ("-2.6", "-2.6", "-3", "-2", "-3", "-3", "-2"),
    ("-3.5", "-3.5", "-4", "-3", "-4", "-4", "-3"),
]
MODES = ("exact", "floor", "truncate", "half-up", "half-even", "ceiling")


@pytest.mark.parametrize("row", ROUNDED, ids=[row[0] for row in ROUNDED])
def test_to_whole_units(row):
    """Each mode rounds to whole units in its own direction, a half and a credit included."""
    amount, *expected = row
    rounded = [round_to(Fraction(amount), RoundingMode(mode), Fraction(1)) for mode in MODES]
    assert rounded == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        # floor, truncate, half-up, half-even, ceiling
        ("1138.378", "0.01", ("1138.37", "1138.37", "1138.38", "1138.38", "1138.38")),
        ("-3.025", "0.01", ("-3.03", "-3.02", "-3.03", "-3.02", "-3.02")),
        ("30850", "100", ("30800", "30800", "30900", "30800", "30900")),
        ("30950", "100", ("30900", "30900", "31000", "31000", "31000")),
        ("-2135", "10", ("-2140", "-2130", "-2140", "-2140", "-2130")),
        ("7.26", "0.25", ("7.25", "7.25", "7.25", "7.25", "7.50")),
    ],
)
def test_to_a_unit(amount, unit, expected):
    """A unit below or above one is rounded to in multiples of it."""
    rounded = [round_to(Fraction(amount), RoundingMode(mode), Fraction(unit)) for mode in MODES[1:]]
    assert rounded == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("floor", 33), ("truncate", 33), ("half-up", 33), ("half-even", 33), ("ceiling", 34), ("exact", Fraction(100, 3))],
)
def test_a_third(mode, expected):
    """A ratio without a finite decimal form is rounded from its exact value."""
    assert round_to(Fraction(100, 3), RoundingMode(mode), Fraction(1)) == expected


def test_just_below_a_half():
    """An amount a hair below a half is not a half."""
    amount = Fraction(5, 2) - Fraction(1, 10**30)
    assert round_to(amount, RoundingMode.HALF_UP, Fraction(1)) == 2
    assert round_to(-amount, RoundingMode.HALF_UP, Fraction(1)) == -2
    assert round_to(amount + 1, RoundingMode.HALF_EVEN, Fraction(1)) == 3


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        ("1516.32", 2, "1516.32"),
        ("1516.32", 4, "1516.32"),
        ("1516.32", 1, "1516.3"),
        ("1516.32", 0, "1516"),
        ("1516", 2, "1516"),
        ("1500", 0, "1500"),
        ("-3.03", 2, "-3.03"),
        ("-3.09", 1, "-3"),
        ("-0.04", 2, "-0.04"),
        ("-0.04", 1, "0"),
        ("0", 0, "0"),
        ("0", 3, "0"),
        ("0.05", 2, "0.05"),
        ("0.5", 3, "0.5"),
        ("100/3", 3, "33.333"),
        ("-200/3", 2, "-66.66"),
        ("99999999999999999999.99", 2, "99999999999999999999.99"),
    ],
)
def test_decimal_string(amount, places, text):
    """An amount is written in at most so many decimals, cut towards zero, without trailing zeros or a negative zero."""
    assert decimal_string(Fraction(amount), places) == text


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        ("1", 0, "1"),
        ("0.1", 1, "0.1"),
        ("0.25", 2, "0.25"),
        ("1/8", 3, "0.125"),
        ("-7/20", 2, "-0.35"),
        ("1/3", None, None),
        ("1/6", None, None),
        ("56.16", 2, "56.16"),
    ],
)
def test_exact_decimals(amount, places, text):
    """An amount has the decimals of its twos and fives, or none at all."""
    assert decimal_places(Fraction(amount)) == places
    assert exact_string(Fraction(amount)) == text
