"""Laws need no prices: they find systems that break them, and no system that bills by any terms breaks one."""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yakkan.adapters import Answered, Capabilities, Failed, FailureKind, ReferenceSystem, Refused, SystemInfo
from yakkan.cases import fresh_names, narrow, space_of, terms
from yakkan.oracle import Code, MeterReading, PlanChange, Problem, QuantityChange, book_of, change_settings, event_day
from yakkan.verdict import LAWS, Asked, LawName, NotTested, What, Why, check_laws

NIGHT = os.environ.get("YAKKAN_HYPOTHESIS") == "night"
DAY = timedelta(days=1)
BROKEN = Code("YK999", "broken", "nothing", "nothing")

law = settings(
    derandomize=not NIGHT,
    deadline=None,
    database=None,
    max_examples=2_000 if NIGHT else 60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)


class Answering:
    """A right system whose bills are changed on the way; a second look at the same case may be another."""

    def __init__(self, book, change, capabilities=None):
        self.inner, self.change, self.capabilities = ReferenceSystem(book), change, capabilities
        self.name, self.calls = "answering", 0

    def describe(self):
        return SystemInfo("answering", "1", ("yakkan/1",), self.capabilities or self.inner.describe().capabilities)

    def bill(self, case):
        self.calls += 1
        outcome = self.inner.bill(case)
        return self.change(self.calls, case, outcome)

    def close(self):
        pass


def check(system, book, calls=10_000, *, silent=None, listen=lambda _event: None, space=None):
    """The laws put to a system, each law's result by its name."""
    capabilities = system.describe().capabilities
    space = narrow(space or space_of(book), capabilities)
    result = check_laws(system, space, fresh_names("law"), calls, listen, silent=silent)
    return result, {one.law.name: one for one in result.laws}


def broken(result):
    return {one.law.name for one in result.laws if one.violations}


def seeing(book, apply):
    """The reference system that sees cases as `apply` makes them."""
    return ReferenceSystem(book, "faulty", lambda wrong, case: (wrong, apply(case)))


def with_events(case, change):
    (contract,) = case.contracts
    return replace(case, contracts=(replace(contract, events=tuple(change(contract.events))),))


def bills(change):
    """An `Answering` change that changes only what is billed, the bills in the order of their days."""

    def changed(_calls, case, outcome):
        if not isinstance(outcome, Answered):
            return outcome
        return Answered(tuple(change(case, sorted(outcome.bills, key=lambda one: one.first_day))))

    return changed


def test_the_right_system_breaks_no_law(shipped):
    """The correct system keeps every law under all shipped terms, refuses no case of them, and each law is tested."""
    result, of = check(ReferenceSystem(shipped), shipped)

    assert result.violations == ()
    assert (result.refused, result.failed) == (0, 0)
    assert set(of) == set(LawName)
    assert all(one.held for one in result.laws)


def test_every_shipped_tariff_is_put_to_the_laws_of_days_and_runs(shipped):
    """Whatever the terms, the days, the end, repeated runs and previews of every shipped tariff are tested."""
    _, of = check(ReferenceSystem(shipped), shipped)

    for name in (LawName.DAYS_TILE, LawName.NOTHING_AFTER_END, LawName.RUN_AGAIN, LawName.PREVIEW):
        assert of[name].untested == ()


def test_other_readings_break_no_law(shipped):
    """A system that bills by another reading that a document admits keeps every law."""
    for one in shipped:
        for reading in one.reading:
            read = shipped.map(
                lambda terms, one=one, reading=reading: (
                    change_settings(terms, {reading.setting: reading.value}) if terms is one else terms
                )
            )
            space = replace(space_of(shipped), tariffs=(one.tariff,))
            result, _ = check(ReferenceSystem(read), shipped, space=space)
            assert result.violations == ()


@given(terms())
@law
def test_no_terms_break_a_law(one):
    """A system that bills by any terms at all keeps every law that is put to it under these terms, and refuses no
    case."""
    book = book_of([one])
    result, _ = check(ReferenceSystem(book), book)

    assert result.violations == ()
    assert result.refused == 0


SILENT = frozenset({"charge", "rounding", "tax", "proration", "versions", "billing", "change", "suspension", "usage"})


def without_prices(one):
    """The terms as a document states them that has the periods and the service alone."""
    fee = {"item": "fee", "kind": "fixed", "price": [{"since": one.effective, "amount": 0, "source": "not stated"}]}
    absent = dict.fromkeys(("billing", "change", "suspension", "usage", "trial", "migration"))
    changed = {"charge": [fee], "rounding": {"line": "exact", "total": "exact"}, "tax": {"prices": "outside-tax"}}
    changed |= {"proration": {"trigger": "never"}, "versions": {"in_force_on": "last-billed-day"}, "reading": []}
    return change_settings(one, changed | absent)


@given(terms())
@law
def test_no_terms_break_a_law_whose_prices_nobody_knows(one):
    """A system that bills by any terms keeps every law that is put to it by a document with the periods alone."""
    book = book_of([without_prices(one)])
    result, _ = check(ReferenceSystem(book_of([one])), book, silent={one.tariff: SILENT})

    assert result.violations == ()


@pytest.mark.parametrize(
    ("path", "name", "sums"),
    [
        ("so-net-hikari-flets", "F-35", (0, 6720)),
        ("so-net-hikari-flets", "F-36", (0, 6720)),
        ("enex-low-voltage/2016-04-01.md", "F-35", (0, 280)),
        ("ntt-east-wireless-lan-card", "F-35", (0, 630)),
    ],
)
def test_bills_after_the_end_break_a_law(book_for, faulty, path, name, sums):
    """A system that bills on after the end is found without a price, the period after the end against nothing.

    One month more of So-net is the fee of 6,720 yen; of the electricity terms 280.80, so 280 yen; of the cards
    2 × 315 = 630 yen.
    """
    book = book_for(path)
    result, of = check(faulty(book, name), book)
    (violation,) = of[LawName.NOTHING_AFTER_END].violations

    assert broken(result) == {LawName.NOTHING_AFTER_END}
    assert violation.broken.what is What.AFTER_END
    assert violation.broken.sums == sums
    assert violation.again is True
    assert violation.clause == book.of(violation.tariff)[0].clause("service.cancellation")
    (contract,) = violation.cases[0].contracts
    assert violation.broken.period is not None
    assert contract.cancellation is not None
    assert violation.broken.period.start > contract.cancellation.end


def test_a_month_more_is_no_violation_where_the_terms_charge_it(book_for):
    """Where the terms charge one period after the end, or admit it, only the period after that is after the end."""
    book = book_for("so-net-hikari-flets")
    next_period = {"service.cancellation": "end-of-next-period"}
    system = ReferenceSystem(book.map(lambda terms: change_settings(terms, next_period)))
    charged, _ = check(system, book.map(lambda terms: change_settings(terms, next_period)))
    reading = [{"setting": "service.cancellation", "value": "end-of-next-period", "why": "It may."}]
    admitted, _ = check(system, book.map(lambda terms: change_settings(terms, {"reading": reading})))

    assert charged.violations == admitted.violations == ()
    assert broken(check(system, book)[0]) == {LawName.NOTHING_AFTER_END}


def test_a_run_that_bills_again_breaks_a_law(book_for):
    """A system that bills every card once more when a day is run twice is found: 2 × 315 = 630, then 4 × 315 = 1,260
    yen."""
    book = book_for("ntt-east-wireless-lan-card")

    def doubled(case):
        if case.runs is None or len(set(case.runs)) == len(case.runs):
            return case
        return with_events(
            case,
            lambda events: (
                replace(one, quantity=2 * one.quantity) if isinstance(one, QuantityChange) else one for one in events
            ),
        )

    result, of = check(seeing(book, doubled), book)
    (violation,) = of[LawName.RUN_AGAIN].violations

    assert broken(result) == {LawName.RUN_AGAIN}
    assert violation.broken.sums == (630, 1260)
    once, twice = violation.cases
    assert once.runs is not None
    assert twice.runs is not None
    assert sorted(twice.runs) == sorted(once.runs * 2)
    assert once.id != twice.id


def test_a_system_that_takes_the_events_as_they_come_breaks_a_law(book_for):
    """A system that skips an event reported after one of a later day is found, with both orders."""
    book = book_for("ntt-east-wireless-lan-card")

    def as_they_come(events):
        latest = date.min
        for one in events:
            if event_day(one) >= latest:
                latest = event_day(one)
                yield one

    result, of = check(seeing(book, lambda case: with_events(case, as_they_come)), book)
    (violation,) = of[LawName.ORDER_OF_EVENTS].violations

    assert broken(result) == {LawName.ORDER_OF_EVENTS}
    assert violation.clause is None
    one, two = (case.contracts[0].events for case in violation.cases)
    assert one != two
    assert sorted(map(repr, one)) == sorted(map(repr, two))


def test_a_change_to_the_same_plan_that_starts_anew_breaks_a_law(book_for):
    """A system that starts a contract anew on every change is found: the month before a change to the plan it has
    costs its 100,000 yen, then nothing."""
    book = book_for("ntt-west-ip-network")

    def anew(case):
        (contract,) = case.contracts
        changes = [event.on for event in contract.events if isinstance(event, PlanChange)]
        return replace(case, contracts=(replace(contract, start=max([contract.start, *changes])),))

    result, of = check(seeing(book, anew), book)
    (violation,) = of[LawName.SAME_PLAN].violations

    assert LawName.SAME_PLAN in broken(result)
    assert violation.broken.sums == (100_000, 0)
    assert violation.clause is not None
    assert violation.clause.heading == book.of("ntt-west-ip-network")[0].clause("change").heading


def test_a_reading_in_two_halves_that_is_lost_breaks_a_law(book_for):
    """A system that accepts only the scheduled readings loses the half that is reported in between, and is found."""
    book = book_for("city-gas-example")

    def scheduled(case):
        (contract,) = case.contracts
        kept = [one for one in contract.events if not isinstance(one, MeterReading) or one.on in contract.readings]
        return with_events(case, lambda _events: kept)

    result, of = check(seeing(book, scheduled), book)
    (violation,) = of[LawName.SPLIT_PERIOD].violations

    assert LawName.SPLIT_PERIOD in broken(result)
    assert violation.broken.sums[1] < violation.broken.sums[0]


@pytest.mark.parametrize(("more", "found"), [(1, False), (2, True)])
def test_parts_may_differ_by_the_rounding_that_the_terms_name(book_for, more, found):
    """A period reported in two halves may cost one unit of the named rounding of the total more, not two."""
    book = book_for("city-gas-example")

    def parted(case, answer):
        (contract,) = case.contracts
        read = {event.on for event in contract.events if isinstance(event, MeterReading)}
        halves = contract.cancellation is None and not read <= set(contract.readings)
        return [replace(one, total=one.total + more) if halves else one for one in answer]

    result, of = check(Answering(book, bills(parted)), book)

    assert bool(of[LawName.SPLIT_PERIOD].violations) is found
    assert broken(result) <= {LawName.SPLIT_PERIOD}


def test_use_that_costs_less_breaks_a_law(book_for):
    """A system with the rate of the last tier for all of the use is found where more use costs less.

    120 kWh × 30 = 3,600 yen and 270 kWh × 10 = 2,700 yen, before what is added for each kWh: less than 6 yen each.
    """
    book = book_for("tepco-meter-lighting-b")
    tiers = [{"up_to": 200, "rate": 30}, {"rate": 10}]
    rows = [{"since": date(2014, 4, 1), "tiers": tiers, "source": "a wrong table"}]
    wrong = book.map(
        lambda terms: change_settings(terms, {"charge.energy.tiers": "volume", "charge.energy.price": rows})
    )
    result, of = check(ReferenceSystem(wrong), book)
    (violation,) = of[LawName.MORE_USE].violations

    assert broken(result) == {LawName.MORE_USE}
    assert violation.broken.what is What.COSTS_LESS
    assert violation.broken.sums[1] < violation.broken.sums[0]


def test_volume_tiers_may_cost_less(book_for):
    """Where the terms price all use by the tier it reaches, the law of more use is not tested, and the reason given."""
    book = book_for("city-gas-example")
    _, of = check(ReferenceSystem(book), book)

    assert [one.why for one in of[LawName.MORE_USE].untested] == [Why.MAY_COST_LESS]
    assert of[LawName.MORE_USE].calls == 0


def test_a_preview_that_is_another_breaks_a_law(book_for):
    """A system whose bill is one yen dearer on the due day than when it is requested later is found."""
    book = book_for("enex-low-voltage/2016-04-01.md")

    def preview(case, answer):
        return [replace(one, total=one.total + 1) if one.issued == case.bill_through else one for one in answer]

    result, of = check(Answering(book, bills(preview)), book)
    (violation,) = of[LawName.PREVIEW].violations

    assert broken(result) == {LawName.PREVIEW}
    assert violation.broken.sums == (281, 280)
    early, late = violation.cases
    assert early.bill_through < late.bill_through


def test_a_system_that_bills_late_has_nothing_to_preview(book_for):
    """Where nothing is billed by the day a bill is due there is nothing to compare, and the result says so."""
    book = book_for("enex-low-voltage/2016-04-01.md")

    def late(case, answer):
        return [] if case.bill_through in case.contracts[0].readings else answer

    _, of = check(Answering(book, bills(late)), book)

    assert of[LawName.PREVIEW].violations == ()
    assert of[LawName.PREVIEW].held == 0
    assert [one.why for one in of[LawName.PREVIEW].untested] == [Why.NOT_BILLED_YET]


@pytest.mark.parametrize(
    ("what", "change"),
    [
        (What.DAYS_SHARED, lambda answer: [replace(one, last_day=one.last_day + DAY) for one in answer]),
        (What.SAME_BILL_AGAIN, lambda answer: [*answer, *answer[:1]]),
        (What.PERIOD_LEFT_OUT, lambda answer: [*answer[:1], *answer[2:]]),
    ],
)
def test_days_that_do_not_tile_break_a_law(book_for, what, change):
    """Bills that share a day, a bill made twice, and a period left out between two bills are found, each as what it
    is."""
    book = book_for("so-net-hikari-flets")
    _, of = check(Answering(book, bills(lambda _case, answer: change(answer))), book)
    (violation,) = of[LawName.DAYS_TILE].violations

    assert violation.broken.what is what
    assert violation.broken.sums == (6720, 6720)


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: [replace(one, contract=None) for one in answer],
        lambda answer: [replace(one, last_day=one.first_day) for one in answer],
        lambda answer: [
            part
            for one in answer
            for part in (replace(one, total=Decimal(5)), replace(one, total=one.total - Decimal(5)))
        ],
        lambda answer: [one for one in answer if one.total],
        lambda answer: list(reversed(answer)),
        lambda answer: [replace(one, issued=None, lines=None, tax=None) for one in answer],
    ],
    ids=["no contract", "first day alone", "two part bills", "no bill of nothing", "any order", "totals alone"],
)
def test_presentation_breaks_no_law(shipped, change):
    """How a system writes its bills, and whether in one part or in two, is no violation."""
    result, _ = check(Answering(shipped, bills(lambda _case, answer: change(answer))), shipped)

    assert result.violations == ()


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2999, 12, 31), date.max])
def test_bills_of_any_days_are_read(shipped, day):
    """Bills whose days lie at the end of the calendar, the last one before the first, stop no law: they are one bill
    made again and again, and after the end where they are for later days."""

    def far(_case, answer):
        return [replace(one, first_day=day, last_day=date(2000, 1, 1)) for one in answer]

    result, _ = check(Answering(shipped, bills(far)), shipped)

    assert result.calls == result.answered > 0
    assert LawName.DAYS_TILE in broken(result)
    assert (LawName.NOTHING_AFTER_END in broken(result)) == (day > date(2900, 1, 1))


def test_a_violation_that_is_not_seen_again_is_unstable(book_for):
    """What a second observation under fresh names does not show is reported as such."""
    book = book_for("so-net-hikari-flets")

    def once(calls, _case, outcome):
        return Answered((*outcome.bills, outcome.bills[0])) if calls == 1 else outcome

    system = Answering(book, once)
    result, of = check(system, book)
    (violation,) = of[LawName.DAYS_TILE].violations

    assert violation.again is False
    assert result.calls == system.calls


def test_a_violation_that_cannot_be_seen_again_says_so(book_for, faulty):
    """Where no call is left for a second observation the violation is reported as observed once."""
    book = book_for("so-net-hikari-flets")
    result, of = check(faulty(book, "F-35"), book, calls=2)
    (violation,) = of[LawName.NOTHING_AFTER_END].violations

    assert violation.again is None
    assert result.calls == 2


def test_refused_events_leave_a_law_untested(book_for):
    """A law whose cases a system refuses is not tested, with the system's reason; the others are."""
    book = book_for("ntt-west-ip-network")

    def refused(_calls, case, outcome):
        changes = any(isinstance(event, PlanChange) for event in case.contracts[0].events)
        return Refused("E7", "no changes here") if changes else outcome

    result, of = check(Answering(book, refused), book)
    (untested,) = of[LawName.SAME_PLAN].untested

    assert result.violations == ()
    assert (untested.why, untested.detail) == (Why.REFUSED, "E7 no changes here")
    assert untested.cases > 0
    assert of[LawName.SAME_PLAN].held == 0
    assert of[LawName.DAYS_TILE].held


def test_events_that_a_system_does_not_list_are_not_put_to_it(book_for):
    """A system that accepts only cancellations gets no other events."""
    book = book_for("ntt-west-ip-network", "ntt-east-wireless-lan-card")
    seen = []

    def watched(_calls, case, outcome):
        seen.extend(type(event).__name__ for event in case.contracts[0].events)
        return outcome

    _, of = check(Answering(book, watched, Capabilities(events=frozenset({"cancellation"}))), book)

    assert set(seen) == {"Cancellation"}
    assert {one.why for one in of[LawName.SAME_PLAN].untested} >= {Why.EVENTS_NOT_TAKEN}


def test_failed_calls_are_counted_and_reported(book_for):
    """A call that fails is no violation: it is counted, its problem kept, and the law not tested."""
    book = book_for("so-net-hikari-flets")
    problem = Problem(BROKEN, "", "broken")
    result, of = check(Answering(book, lambda *_: Failed(problem, FailureKind.SERVER_ERROR)), book)

    assert result.violations == ()
    assert result.failed == result.calls > 0
    assert set(result.problems.values()) == {problem}
    assert {one.why for one in of[LawName.DAYS_TILE].untested} == {Why.FAILED}


@pytest.mark.parametrize("calls", [0, 1, 7, 20])
def test_calls_are_kept_to(shipped, calls):
    """The laws make at most the calls they are given, report each of them, and say for which laws none was left."""
    events = []
    system = Answering(shipped, lambda _calls, _case, outcome: outcome)
    result, _ = check(system, shipped, calls=calls, listen=events.append)
    asked = [event for event in events if isinstance(event, Asked)]

    assert system.calls == result.calls == len(asked) <= calls
    assert [event.calls for event in asked] == list(range(1, len(asked) + 1))
    assert {event.of for event in asked} <= {calls}
    assert any(one.why is Why.NO_CALLS for law in result.laws for one in law.untested)
    assert not any(isinstance(event, NotTested) for event in events)


def test_few_calls_test_many_laws(shipped):
    """Twenty calls test every law that the first of the tariffs can be put to, before any law is tried a second
    time."""
    space = replace(space_of(shipped), tariffs=("ntt-east-wireless-lan-card",))
    result, of = check(ReferenceSystem(shipped), shipped, calls=14, space=space)

    assert {name for name, one in of.items() if one.held} == set(LawName) - {LawName.SAME_PLAN}
    assert result.calls <= 14


def test_no_law_is_put_to_a_space_whose_days_are_fixed(book_for):
    """Where a scenario fixes days, the laws, which choose their own, make no call and say why."""
    book = book_for("so-net-hikari-flets")
    space = replace(space_of(book), start=date(2006, 1, 1))
    result, _ = check(ReferenceSystem(book), book, space=space)

    assert result.calls == 0
    assert {one.why for law in result.laws for one in law.untested} == {Why.FIXED}


def test_attributes_that_are_fixed_stay(book_for):
    """Cases have the attributes that a space fixes."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    seen = set()

    def watched(_calls, case, outcome):
        seen.add(case.contracts[0].attributes["amperage"])
        return outcome

    check(Answering(book, watched), book, space=replace(space_of(book), attributes={"amperage": "40"}))

    assert seen == {"40"}


def test_laws_have_a_claim_and_a_name_each():
    """Every law stands in the list once, in the order of the names, with a claim of one sentence."""
    assert [one.name for one in LAWS] == list(LawName)
    assert all(one.claim.endswith(".") and one.claim.count(".") == 1 for one in LAWS)


@given(st.data())
@law
def test_sums_of_nothing_left_out(data):
    """A system that leaves bills of nothing out keeps the law of days, whatever the terms."""
    one = data.draw(terms())
    book = book_of([one])
    system = Answering(book, bills(lambda _case, answer: [x for x in answer if x.total != 0]))
    _, of = check(system, book)

    assert of[LawName.DAYS_TILE].violations == ()
