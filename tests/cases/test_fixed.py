"""A space in which nothing is open is one case, and what is open is told."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from yakkan.cases import Replacement, content, fixed_case, generated_cases, inside, open_choices, settled, space_of
from yakkan.cases import cases as any_case
from yakkan.oracle import Cancellation, QuantityChange, bill

START = date(2016, 5, 12)
READINGS = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8))


@pytest.fixture
def electricity(book_for):
    space = space_of(book_for("enex-low-voltage"))
    return replace(space, start=START, attributes={"amperage": "60"}, readings=READINGS)


@pytest.fixture
def migration(book_for):
    space = space_of(book_for("ntt-east-flets"))
    second = Replacement("ntt-east-flets-hikari", date(2009, 3, 16), {"monthly_fee": "6200"})
    tariffs = ("ntt-east-flets-adsl", "ntt-east-flets-hikari")
    first = {"tariffs": tariffs, "start": date(2009, 1, 1), "attributes": {"monthly_fee": "3100"}}
    return replace(space, ends=True, replacement=second, **first)


def test_what_no_step_fixes_is_open(shipped):
    """A free space leaves the tariff open; a tariff then leaves its contract open."""
    space = space_of(shipped)
    cards = replace(space, tariffs=("ntt-east-wireless-lan-card",))
    power = replace(space, tariffs=("enex-low-voltage",))

    assert open_choices(space) == ("tariff",)
    assert open_choices(cards) == ("start", "whether it ends", "quantity")
    assert open_choices(power) == ("start", "amperage", "whether it ends", "reading days")
    assert open_choices(replace(power, ends=True))[2] == "end"


def test_settling_leaves_out_what_need_not_be_there(electricity):
    """No cancellation and no event but the fixed ones, and the case is the fixed contract."""
    (contract,) = fixed_case(settled(electricity)).contracts

    assert open_choices(settled(electricity)) == ()
    assert (contract.start, contract.readings, contract.attributes) == (START, READINGS, {"amperage": "60"})
    assert contract.events == ()


def test_what_is_asked_for_is_not_settled_away(electricity):
    """A contract that is to be cancelled on no day in particular is no case yet."""
    with pytest.raises(ValueError, match="these are open: end"):
        fixed_case(settled(replace(electricity, ends=True)))


def test_events_stand_in_the_order_of_their_days(book_for):
    """Events come by day, the cancellation after what happens on its day."""
    day = date(2009, 4, 30)
    events = tuple(QuantityChange(on, "wireless-lan-card", Fraction(2)) for on in (day, date(2009, 4, 1)))
    space = replace(space_of(book_for("ntt-east-wireless-lan-card")), start=date(2009, 4, 1), end=day, events=events)
    (contract,) = fixed_case(settled(space)).contracts

    assert contract.events == (events[1], events[0], Cancellation(day))


def test_a_replacement_ends_the_first_contract(migration):
    """Both contracts are in the case, the first ended by the rule of its terms."""
    case = fixed_case(settled(migration))
    old, new = case.contracts

    assert (old.cancellation, new.start) == (Cancellation(date(2009, 3, 16)), date(2009, 3, 16))
    assert [str(one.total) for one in bill(migration.book, case) if one.period.start == date(2009, 3, 1)] == [
        "1500",  # 3,100 × 15 ÷ 31
        "3200",  # 6,200 × 16 ÷ 31
    ]


def test_a_replacement_leaves_its_own_choices_open(migration):
    """What the second contract needs is asked for like what the first needs."""
    free = replace(migration, replacement=Replacement("ntt-east-flets-hikari"))

    assert open_choices(settled(free)) == ("start of the second contract", "monthly_fee of the second contract")


def test_the_only_case_of_a_settled_space_is_drawn_too(electricity, migration):
    """Drawing from a space of one gives the case that is fixed."""
    for space in (settled(replace(electricity, end=date(2016, 6, 20))), settled(migration)):
        fixed = fixed_case(space)
        drawn = generated_cases(replace(space, bill_through=fixed.bill_through), 5, 1)

        assert [content(case) for case in drawn] == [content(fixed)]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # the terms are in it
def test_drawn_cases_lie_in_their_space(migration, electricity, shipped):
    """Cases drawn from a narrowed space are inside it, and can be billed."""
    power = replace(electricity, start=None, readings=None)
    free = replace(migration, start=None, attributes={}, replacement=Replacement("ntt-east-flets-hikari"))
    spaces = [
        power,
        replace(power, end=date(2016, 6, 20), ends=True),
        replace(power, ends=False),
        migration,
        free,
        replace(free, replacement=migration.replacement),
        replace(space_of(shipped), end=date(2009, 6, 16), ends=True, tariffs=("so-net-hikari-flets",)),
    ]
    for space in spaces:

        @settings(max_examples=25)
        @given(any_case(space))
        def check(case):
            bill(space.book, case)  # noqa: B023  # it is called in this turn of the loop
            assert inside(space, case)  # noqa: B023  # the same

        check()


def test_a_case_outside_a_space_is_told_from_one_inside(electricity, migration):
    """Another tariff, start, attribute, end, quantity or second contract puts a case outside."""
    case, pair = fixed_case(settled(electricity)), fixed_case(settled(migration))
    changes = [
        {"tariffs": ("so-net-hikari-flets",)},
        {"start": date(2016, 5, 13)},
        {"attributes": {"amperage": "10"}},
        {"readings": READINGS[1:]},
        {"ends": True},
        {"end": date(2016, 6, 20)},
        {"replacement": migration.replacement},
    ]

    assert inside(electricity, case)
    assert inside(migration, pair)
    assert not inside(electricity, pair)
    assert not inside(migration, case)
    assert not any(inside(replace(electricity, **change), case) for change in changes)
    assert not inside(replace(migration, replacement=Replacement("ntt-east-flets-hikari", date(2009, 3, 17))), pair)
