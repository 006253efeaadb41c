"""What a register shows, told as use: turned over, replaced, or below zero. One yen a unit, five digits.

The periods are 10 May to 9 June and 10 June to 9 July 2024.
"""

import pytest
from yakkan.oracle import CaseError, change_settings

READINGS = "2024-05-10 2024-06-10 2024-07-10"


@pytest.fixture(scope="module")
def used(bills_of, meter):
    """The use billed for each period."""

    def used(events, settings=None, readings=READINGS):
        terms = change_settings(meter, settings or {})
        return [bill.total for bill in bills_of(terms, start="2024-05-10", readings=readings, events=events)]

    return used


def read(*shown):
    return "; ".join(f"register {day} {value}" for day, value in zip(READINGS.split(), shown, strict=True))


@pytest.mark.parametrize(
    ("shown", "uses"),
    [
        ((10000, 10290, 10500), [290, 210]),
        ((0, 0, 7), [0, 7]),
        (("99.5", "100.25", "103.0"), ["3/4", "11/4"]),
        # turned over: 10 to 100,000 and 10 more
        ((99990, 10, 110), [20, 100]),
        ((99700, 99990, 10), [290, 20]),
        ((99999, 0, 0), [1, 0]),
        ((50001, 0, 0), [49999, 0]),
        ((0, 99999, 1), [99999, 2]),
    ],
)
def test_difference_of_two_readings(used, shown, uses):
    """The use of a period is the difference of its two readings, over the turn of the register too."""
    assert [str(use) for use in used(read(*shown))] == [str(use) for use in uses]


@pytest.mark.parametrize(("digits", "use"), [(4, 20), (5, None), (6, None)])
def test_number_of_digits(used, digits, use):
    """A register of four digits turns over at 10,000; one of more digits has gone back from 9,990 to 10."""
    events, settings = read(9990, 10, 20), {"usage.register_digits": digits}
    if use is None:
        with pytest.raises(CaseError, match="-9980, below zero"):
            used(events, settings)
    else:
        assert used(events, settings) == [use, 10]


def test_register_that_goes_back_by_half(used):
    """A register that goes back by no more than half its range has not turned over."""
    with pytest.raises(CaseError, match="-50000, below zero"):
        used(read(60000, 10000, 10000))
    assert used(read(60001, 10000, 10000)) == [49999, 0]


def test_register_without_digits(used):
    """A register with no number of digits never turns over."""
    with pytest.raises(CaseError, match="-99980, below zero"):
        used(read(99990, 10, 20), {"usage.register_digits": None})


@pytest.mark.parametrize(
    ("replaced", "uses"),
    [
        # 9,000 to 9,100 on the old meter and 5 to 195 on the new one
        ("replace 2024-05-25 9100 5", [100 + 190, 100]),
        ("replace 2024-05-25 9100 195", [100, 100]),
        ("replace 2024-05-25 9000 5", [190, 100]),
        ("replace 2024-05-10 9000 0", [195, 100]),
        ("replace 2024-05-20 9050 0; replace 2024-05-25 30 100", [50 + 30 + 95, 100]),
    ],
)
def test_replacement_inside_a_period(used, replaced, uses):
    """A meter that is replaced inside a period adds what both meters have turned."""
    assert used(f"register 2024-05-10 9000; {replaced}; register 2024-06-10 195; register 2024-07-10 295") == uses


def test_replacement_on_a_reading_day(used):
    """A meter that is replaced on the day it was read leaves the use of both periods as it is."""
    events = "register 2024-05-10 9000; register 2024-06-10 9290; replace 2024-06-10 9290 0; register 2024-07-10 250"
    assert used(events) == [290, 250]


def test_replacement_after_a_turn(used):
    """The old meter may have turned over before it was replaced."""
    # 10 to 100,000, 5 more, and 10 on the new one
    events = "register 2024-05-10 99990; replace 2024-05-25 5 0; register 2024-06-10 10; register 2024-07-10 20"
    assert used(events) == [25, 10]


def test_replacement_over_two_periods(used):
    """Where the period of a replacement is told with the one after it, nothing of either meter is lost."""
    events = "register 2024-05-10 9000; register 2024-06-10 9290; replace 2024-06-25 9400 0; register 2024-07-10 80"
    assert used(events) == [290, 110 + 80]


def test_readings_inside_a_period(used):
    """Readings between two reading days belong to the period they lie in."""
    events = f"{read(10000, 10290, 10500)}; register 2024-07-10 10500"
    assert used(events) == [290, 210]
    middle = (
        "register 2024-05-10 10000; register 2024-05-25 10100; register 2024-06-10 10290; register 2024-07-10 10500"
    )
    assert used(middle) == [290, 210]


@pytest.mark.parametrize(
    ("negative", "uses"),
    [("credited", [-25, 30]), ("zero", [0, 30])],
)
def test_use_below_zero(used, negative, uses):
    """A use below zero is credited or counts as none, as the terms say."""
    settings = {"usage.negative": negative}
    assert used("used 2024-06-10 -25; used 2024-07-10 30", settings) == uses
    assert used(read(10000, 9975, 10005), settings) == uses


def test_use_below_zero_is_credited_in_the_first_tier(bills_of, meter, rows):
    """A credited use has the rate of the first tier."""
    settings = {"usage.negative": "credited", "charge.use.price": rows("120=20 26")}
    for tiers in ("graduated", "volume"):
        terms = change_settings(meter, {**settings, "charge.use.tiers": tiers})
        bill, _ = bills_of(
            terms, start="2024-05-10", readings=READINGS, events="used 2024-06-10 -25; used 2024-07-10 0"
        )
        assert bill.total == -500


def test_uses_of_one_period_together_below_zero(used):
    """A use of 20 and one of -25 in one period are 5 below zero together."""
    events = "used 2024-05-25 20; used 2024-06-10 -25; used 2024-07-10 0"
    assert used(events, {"usage.negative": "credited"}) == [-5, 0]
    assert used(events, {"usage.negative": "zero"}) == [0, 0]


def test_use_below_zero_is_refused(used):
    """A use below zero is refused where the terms refuse it, with the event and the clause named."""
    with pytest.raises(CaseError) as caught:
        used("used 2024-06-10 -25; used 2024-07-10 30")
    (problem,) = caught.value.problems
    assert problem.place == "contract contract, event 1 (reading on 2024-06-10)"
    assert problem.message == "the use -25 is below zero"
    assert problem.clause == "5 The use"


def test_register_that_went_back_is_refused(used):
    """A register that went back is refused with the reading and the clause named."""
    with pytest.raises(CaseError, match=r"2024-06-10.*5 The use|5 The use.*2024-06-10"):
        used(read(10000, 9975, 10005))
