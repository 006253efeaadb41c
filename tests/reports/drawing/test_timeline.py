"""Cases drawn as timelines."""

from dataclasses import replace
from fractions import Fraction

import pytest
from rich.cells import cell_len
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange, bill
from yakkan.reports.drawing.scale import ASCII, BOX
from yakkan.reports.drawing.timeline import Look, Shown, timeline
from yakkan.reports.words.words_en import ENGLISH
from yakkan.reports.words.words_ja import JAPANESE
from yakkan.verdict import compare


@pytest.fixture
def drawn():
    """The drawing of a case with the bills of the terms and of a system, 72 columns wide."""

    def lines(book, case, bills, look=None) -> list[str]:
        shown = Shown(book, case, bill(book, case), bills, compare(book, case, bills))
        return timeline(shown, look or Look(ENGLISH, 72, BOX))

    return lines


@pytest.fixture
def cards(day):
    """A contract whose number of cards changes from 1 to 3 in May."""
    quantities = [(day("2002-04-10"), 1), (day("2002-05-20"), 3)]
    events = tuple(QuantityChange(on, "wireless-lan-card", Fraction(number)) for on, number in quantities)
    contract = Contract("c", "ntt-east-wireless-lan-card", day("2002-04-10"), {}, (), events)
    return Case("case", (contract,), day("2002-06-01"))


@pytest.fixture
def supply(day):
    """A supply from 12 May to 20 June 2016."""
    readings = tuple(map(day, ("2016-05-09", "2016-06-08", "2016-07-08")))
    ended = Cancellation(day("2016-06-20"), day("2016-06-15"))
    contract = Contract("c", "enex-low-voltage", day("2016-05-12"), {"amperage": "60"}, readings, (ended,))
    return Case("case", (contract,), day("2016-07-10"))


def test_reading_days(drawn, electricity, supply, observed):
    """Reading days, start, end, what was told when, both sides' bills and the difference stand above each other."""
    bills = [observed("2016-05-12", "2016-06-07", "1684"), observed("2016-06-08", "2016-06-20", "730")]

    assert drawn(electricity, supply, bills) == [
        "bills up to 2016-07-10",
        "contract c: enex-low-voltage · amperage 60",
        "reading days  2016-05-09            2016-06-08             2016-07-08",
        "              ├───────30 days───────┼───────30 days────────┤",
        "                ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━━●",
        "                ^ start 2016-05-12            ^ end 2016-06-20, received 2016-06-15",
        "terms bill      ├──────1,516───────┤├──730───┤",
        "system bills    ├──────1,684───────┤├──730───┤",
        "difference      ^ +168",
    ]


def test_months_and_quantities(drawn, book_for, cards, observed):
    """Calendar months are the axis where billing goes by them, and changes of quantity point at their days."""
    bills = [observed("2002-04-10", "2002-04-30", "315"), observed("2002-05-01", "2002-05-31", "315")]

    assert drawn(book_for("ntt-east-wireless-lan-card"), cards, bills) == [
        "bills up to 2002-06-01",
        "contract c: ntt-east-wireless-lan-card",
        "months        2002-04-01     2002-05-01       2002-06-01      2002-07-01",
        "              ├───30 days────┼────31 days─────┼────30 days────┤",
        "                  ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▶",
        "                  ^ start 2002-04-10   ^ 2002-05-20 wireless-lan-card: 3",
        "                  ^ 2002-04-10 wireless-lan-card: 1",
        "terms bill        ├───315───┤├──────945──────┤",
        "system bills      ├───315───┤├──────315──────┤",
        "difference                   ^ -630",
    ]


def test_two_bills_for_the_same_days(drawn, electricity, supply, observed):
    """Bills that overlap stand on rows of their own."""
    twice = [observed("2016-05-12", "2016-06-07", "1516")] * 2 + [observed("2016-06-08", "2016-06-20", "730")]

    assert drawn(electricity, supply, twice)[-4:] == [
        "terms bill      ├──────1,516───────┤├──730───┤",
        "system bills    ├──────1,516───────┤├──730───┤",
        "                ├──────1,516───────┤",
        "difference      ^ +1,516",
    ]


def test_several_contracts(drawn, book_for, day, observed):
    """Each contract of a customer has a block of its own, on one scale of days."""
    ended = Cancellation(day("2002-05-15"))
    old = Contract("old", "ntt-east-flets-adsl", day("2002-04-01"), {"monthly_fee": "3100"}, (), (ended,))
    new = Contract("new", "ntt-east-flets-hikari", day("2002-05-15"), {"monthly_fee": "6200"})
    case = Case("case", (old, new), day("2002-06-10"))
    bills = [
        observed("2002-04-01", "2002-04-30", "3100", contract="old"),
        observed("2002-05-01", "2002-05-31", "3100", contract="old"),
        observed("2002-05-15", "2002-05-31", "3400", contract="new"),
    ]

    assert drawn(book_for("ntt-east-flets"), case, bills) == [
        "bills up to 2002-06-10",
        "contract old: ntt-east-flets-adsl · monthly_fee 3100",
        "months        2002-04-01     2002-05-01       2002-06-01      2002-07-01",
        "              ├───30 days────┼────31 days─────┼────30 days────┤",
        "              ●━━━━━━━━━━━━━━━━━━━━━━●",
        "              ^ start 2002-04-01     ^ end 2002-05-15",
        "terms bill    ├────3,100────┤├1,400─┤",
        "system bills  ├────3,100────┤├─────3,100─────┤",
        "difference                   ^ +1,700",
        "contract new: ntt-east-flets-hikari · monthly_fee 6200",
        "months                       2002-05-01       2002-06-01      2002-07-01",
        "                             ├────31 days─────┼────30 days────┤",
        "                                     ●━━━━━━━━━━━━━━━━━━━━━━━━▶",
        "                                     ^ start 2002-05-15",
        "terms bill                           ├─3,400─┤",
        "system bills                         ├─3,400─┤",
    ]


@pytest.mark.parametrize("words", [ENGLISH, JAPANESE])
def test_no_drawing_is_wider_than_asked(words, diverging, electricity):
    """Every drawing of a run keeps to 96 columns, in each language."""
    for one in diverging.divergences:
        shown = Shown(electricity, one.case, one.expected, one.observed, one.differences)
        for look in (Look(words, 96, BOX), Look(words, 96, ASCII)):
            assert max(map(cell_len, timeline(shown, look))) <= 96


def test_bills_far_outside_do_not_squash_the_drawing(drawn, electricity, supply, observed):
    """A system that bills a hundred years later is drawn on the edge, and the case stays readable."""
    usual = drawn(electricity, supply, [])

    odd = drawn(electricity, supply, [observed("2116-05-12", "2116-06-07", "1516")])

    assert odd[2:4] == usual[2:4]


def test_ascii_drawings_are_ascii(drawn, electricity, supply):
    """With the ASCII characters a drawing has no others."""
    assert all(line.isascii() for line in drawn(electricity, supply, [], Look(ENGLISH, 72, ASCII)))


def test_runs_are_told(drawn, electricity, supply, day):
    """The days on which billing is run stand above the drawing."""
    lines = drawn(electricity, replace(supply, runs=(day("2016-06-10"), day("2016-06-10"))), [])

    assert lines[0] == "bills up to 2016-07-10 · billing runs: 2016-06-10, 2016-06-10"
