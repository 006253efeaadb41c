"""A plan as a `.feature` file that the pytest plugin runs: one scenario for each case, in the words of the steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...cases import Replacement, Space, content, fixed_case, open_choices, settled
from ...oracle import (
    Bill,
    Book,
    Cancellation,
    Case,
    CaseError,
    Contract,
    Event,
    MeterReading,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
)
from ...oracle.money import exact_string
from ...verdict import AcceptancePlan, PlannedCase
from ..drawing import case_line
from ..words import Words
from .sheet import plan_notes


@dataclass(frozen=True, slots=True)
class _Steps:
    """The words of a feature file in one language; the texts are those of the steps in `steps/vocabulary`."""

    head: tuple[str, ...]
    scenario: str
    given: str
    when: str
    then: str
    also: str
    comma: str
    tariff: str
    attribute: str
    start: str
    readings: str
    end: str
    received: str
    used: str
    quantity: str
    change: str
    new_tariff: str
    suspended: str
    resumed: str
    register: str
    cancelled: str
    withdrawn: str
    late: str
    replaced: str
    second: str
    runs: str
    billed: str
    total: str
    total_of: str
    count: tuple[str, str]
    as_terms: str
    left_out: str


_ENGLISH = _Steps(
    head=("Feature: The plan of an acceptance test",),
    scenario="Scenario: Case {number}",
    given="Given ",
    when="When ",
    then="Then ",
    also="And ",
    comma=", ",
    tariff='the tariff is "{tariff}"',
    attribute='its {name} is "{value}"',
    start="it starts on {day}",
    readings="the scheduled reading days are {days}",
    end="it ends on {day}",
    received="the cancellation is received on {day}",
    used="{amount} kWh are read on {day}",
    quantity="the quantity of {item} changes to {amount} on {day}",
    change='its {name} changes to "{value}" on {day}',
    new_tariff='its tariff changes to "{tariff}" on {day}',
    suspended="it is suspended on {day}",
    resumed="it is resumed on {day}",
    register="its meter shows {amount} on {day}",
    cancelled="a cancellation to {day} is told",
    withdrawn="the cancellation is withdrawn on {day}",
    late="that is received on {day}",
    replaced='it is replaced by a contract of "{tariff}" that starts on {day}',
    second='the {name} of the second contract is "{value}"',
    runs="billing runs on {days}",
    billed="it is billed through {day}",
    total="the bill from {first} to {last} has total {amount}",
    total_of='the bill of "{tariff}" from {first} to {last} has total {amount}',
    count=("there is {number} bill", "there are {number} bills"),
    as_terms="every bill is what the terms say",
    left_out="Case {number} is left out, because no steps can express all of it: {line}",
)
_JAPANESE = _Steps(
    head=("# language: ja", "機能: 受入試験の計画"),
    scenario="シナリオ: 事例{number}",
    given="前提 ",
    when="もし ",
    then="ならば ",
    also="かつ ",
    comma="、",
    tariff="料金表は「{tariff}」",
    attribute="契約の{name}は「{value}」",
    start="契約は{day}に始まる",
    readings="検針日は{days}",
    end="契約は{day}に終わる",
    received="解約の届出は{day}",
    used="{day}に{amount}kWhを検針する",
    quantity="{item}の数量は{day}に{amount}に変わる",
    change="契約の{name}は{day}に「{value}」に変わる",
    new_tariff="契約の料金表は{day}に「{tariff}」に変わる",
    suspended="契約は{day}に休止する",
    resumed="契約は{day}に再開する",
    register="{day}の指示数は{amount}",
    cancelled="{day}をもって解約する届出がある",
    withdrawn="解約の届出は{day}に取り消される",
    late="その届出は{day}",
    replaced="契約は{day}に始まる「{tariff}」の契約に移行する",
    second="移行先の契約の{name}は「{value}」",
    runs="請求処理日は{days}",
    billed="{day}まで請求する",
    total="{first}から{last}までの請求額は{amount}円",
    total_of="「{tariff}」の{first}から{last}までの請求額は{amount}円",
    count=("請求は{number}件", "請求は{number}件"),
    as_terms="どの請求も約款のとおりである",
    left_out="事例{number}は省く。次のすべてを書けるステップがない: {line}",
)
_STEPS: Mapping[str, _Steps] = {"en": _ENGLISH, "ja": _JAPANESE}


def plan_feature(plan: AcceptancePlan, words: Words) -> str:
    """The text of the file. A case that no steps can express is left out, with a comment that says so."""
    steps = _STEPS[words.language]
    lines = [*steps.head]
    for number, one in enumerate(plan.cases, start=1):
        space = _space(plan.book, one.case)
        lines.append("")
        if space is None:
            lines.append("  # " + steps.left_out.format(number=number, line=case_line(one.case, words)))
            continue
        lines += [f"  # {text}" for text in one.caught]
        lines.append(f"  {steps.scenario.format(number=number)}")
        lines += [f"    {text}" for text in _scenario(space, one, steps)]
    lines += ["", *(f"# {text}" for text in plan_notes(plan, words))]
    return "\n".join(lines) + "\n"


def _space(book: Book, case: Case) -> Space | None:
    """The space that the steps describe; None if the only case in it would not be this one."""
    first, *others = case.contracts
    ends = [event for event in first.events if isinstance(event, Cancellation | Withdrawal)]
    ended = ends[0] if len(ends) == 1 and isinstance(ends[0], Cancellation) else None
    second = None
    if len(others) == 1 and not others[0].events:
        second = Replacement(others[0].tariff, others[0].start, others[0].attributes)
    elif others:
        return None
    events = tuple(event for event in first.events if event is not ended and _is_expressible(event))
    space = Space(
        book,
        (first.tariff,) if second is None else tuple(dict.fromkeys((first.tariff, second.tariff))),
        first.attributes,
        first.start,
        ended.end if ended is not None and second is None else None,
        True if ended is not None else None,
        ended.received if ended is not None else None,
        first.readings or None,
        events,
        case.runs,
        case.bill_through,
        replacement=second,
    )
    try:
        same = not open_choices(settled(space)) and content(fixed_case(settled(space))) == content(case)
    except (CaseError, ValueError):
        return None
    return space if same else None


def _is_expressible(event: Event) -> bool:
    match event:
        case MeterReading(used=used, register=register, estimated=False, id=None):
            shown = used if register is None else register
            return shown is not None and (used is None or register is None) and exact_string(shown) is not None
        case QuantityChange(quantity=quantity):
            return exact_string(quantity) is not None
        case PlanChange(tariff=tariff, attributes=attributes):
            return (tariff is not None) + len(attributes) == 1
        case Suspension() | Resumption() | Cancellation() | Withdrawal():
            return True
        case _:
            return False


def _scenario(space: Space, one: PlannedCase, steps: _Steps) -> Iterator[str]:
    given, *others = _given(space, one.case.contracts, steps)
    yield steps.given + given
    yield from (steps.also + text for text in others)
    yield steps.when + steps.billed.format(day=one.case.bill_through)
    then, *others = _then(one, steps)
    yield steps.then + then
    yield from (steps.also + text for text in others)


def _given(space: Space, contracts: Sequence[Contract], steps: _Steps) -> Iterator[str]:
    first = contracts[0]
    yield steps.tariff.format(tariff=first.tariff)
    yield from (steps.attribute.format(name=name, value=value) for name, value in first.attributes.items())
    yield steps.start.format(day=first.start)
    if space.readings:
        yield steps.readings.format(days=_days(space.readings, steps))
    for event in space.events:
        yield _event(event, steps)
        if not isinstance(event, Withdrawal) and event.received is not None:
            yield steps.late.format(day=event.received)
    if space.replacement is not None:
        yield steps.replaced.format(tariff=space.replacement.tariff, day=space.replacement.start)
        named = space.replacement.attributes.items()
        yield from (steps.second.format(name=name, value=value) for name, value in named)
    if space.end is not None:
        yield steps.end.format(day=space.end)
    if space.received is not None:
        yield steps.received.format(day=space.received)
    if space.runs is not None:
        yield steps.runs.format(days=_days(space.runs, steps))


def _event(event: Event, steps: _Steps) -> str:
    match event:
        case MeterReading(on=on, register=Fraction() as register):
            return steps.register.format(amount=_amount(register), day=on)
        case Cancellation(end=end):
            return steps.cancelled.format(day=end)
        case Withdrawal(received=received):
            return steps.withdrawn.format(day=received)
        case MeterReading(on=on, used=used):
            return steps.used.format(amount=_amount(used or Fraction(0)), day=on)
        case QuantityChange(on=on, item=item, quantity=quantity):
            return steps.quantity.format(item=item, amount=_amount(quantity), day=on)
        case PlanChange(on=on, tariff=str(tariff)):
            return steps.new_tariff.format(tariff=tariff, day=on)
        case PlanChange(on=on, attributes=attributes):
            return next(steps.change.format(name=name, value=value, day=on) for name, value in attributes.items())
        case Suspension(on=on):
            return steps.suspended.format(day=on)
        case Resumption(on=on):
            return steps.resumed.format(day=on)
        case _:
            raise ValueError(f"no step can express {event}")


def _then(one: PlannedCase, steps: _Steps) -> Iterator[str]:
    """The Then steps: the total of each period with one bill, the number of bills, and that all of them are right."""
    several = len(one.case.contracts) > 1
    text = steps.total_of if several else steps.total
    for bill in one.expected:
        if sum(_is_of_one_period(bill, other) for other in one.expected) == 1 and exact_string(bill.total) is not None:
            days = {"first": bill.billed.start, "last": bill.billed.last_day}
            yield text.format(tariff=bill.tariff, amount=_amount(bill.total), **days)
    number = sum(bill.total != 0 for bill in one.expected)
    yield steps.count[number != 1].format(number=number)
    yield steps.as_terms


def _is_of_one_period(one: Bill, other: Bill) -> bool:
    return (one.contract, one.period) == (other.contract, other.period)


def _days(days: Sequence[date], steps: _Steps) -> str:
    return steps.comma.join(map(str, days))


def _amount(amount: Fraction) -> str:
    return exact_string(amount) or str(amount)
