"""Proration (日割計算): whether days are prorated, over which denominator, and to which share of the fee."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..calendar import ONE_DAY, Period, days_in_month, first_of_month_after, month_before, months_of
from ..contracts import Operand, Part, Piece, Situation, Step, StepKind, closing_day
from ..money import add_up, round_to
from ..vocabulary import AboveWhole, Base, DayCount, Numerator, ProrationRule, Terms, Trigger, WholePeriod

_WHOLE = Fraction(1)
_SITUATIONS = {
    Situation.START: "start",
    Situation.END: "end",
    Situation.BOTH: "both",
    Situation.CHANGE: "change",
    Situation.WHOLE: "both",
}
_FIXED = {
    DayCount.THIRTY: Fraction(30),
    DayCount.DAYS_365: Fraction(365),
    DayCount.DAYS_366: Fraction(366),
    DayCount.DAYS_360: Fraction(360),
    DayCount.MONTH_OF_365: Fraction(365, 12),
}


@dataclass(frozen=True, slots=True)
class ProrationShare:
    """The share of a full fee that is charged for some days, 1 if they are not prorated, and the steps to it."""

    ratio: Fraction
    numerator: Fraction
    denominator: Fraction
    prorated: bool
    steps: tuple[Step, ...]


_FULL_FEE = ProrationShare(_WHOLE, _WHOLE, _WHOLE, prorated=False, steps=())


def share_of(part: Part, piece: Piece) -> ProrationShare:
    """The share of a full fee for the days of a piece."""
    terms, rule, used = part.terms, part.terms.proration, piece.days
    whole = used == part.period and rule.whole_period is not WholePeriod.PRORATED
    if piece.situation is Situation.WHOLE or whole:
        return _FULL_FEE
    name = _SITUATIONS[piece.situation]
    if rule.trigger is Trigger.NEVER or (rule.only is not None and name not in rule.only):
        return _not_prorated(terms, used, StepKind.NOT_PRORATED_NEVER, {})
    numerator, counted = _numerator(part, rule, piece)
    undivided = part.is_undivided
    skipped = _skipped(part, part.service, numerator if undivided else Fraction(part.days_in_service))
    if skipped:
        return _not_prorated(terms, used, *skipped, before=(counted,) if undivided else ())
    assert rule.denominator is not None  # noqa: S101  # the vocabulary requires it for every trigger except never
    chosen: DayCount = getattr(rule.denominator, name) or rule.denominator.both
    path = f"proration.denominator.{name}"
    if chosen is DayCount.EACH_MONTH:
        return _by_each_month(terms, used, path)
    if chosen is DayCount.STEPS:
        return _by_steps(terms, numerator, counted)
    denominator, operands = count_days(terms, chosen, part.period, used)
    steps = (counted, Step(StepKind(f"denominator-{chosen.value}"), operands, denominator, terms.clause(path)))
    return _limited(terms, ProrationShare(numerator / denominator, numerator, denominator, prorated=True, steps=steps))


def is_change_prorated(rule: ProrationRule) -> bool:
    """True if the days before and after a change or suspension are each charged by their own number."""
    return rule.only is None or _SITUATIONS[Situation.CHANGE] in rule.only


def service_of(part: Part) -> Piece:
    """The days in service of the whole period as one piece, for fees that a change does not prorate."""
    return Piece(part.service, part.pieces[-1].attributes, None, part.situation)


def pieces_of(part: Part) -> tuple[Piece, ...]:
    """The pieces that are each charged by their own days.

    In a period with a change, the days before a start that is not prorated are charged too, and so are the days after
    an end that is not prorated.
    """
    only = part.terms.proration.only
    if only is None or part.is_undivided:
        return part.pieces
    pieces = list(part.pieces)
    for at, situation in ((0, Situation.START), (-1, Situation.END)):
        days = pieces[at].days
        if pieces[at].situation is situation and _SITUATIONS[situation] not in only:
            start = part.period.start if situation is Situation.START else days.start
            end = part.period.end if situation is Situation.END else days.end
            pieces[at] = replace(pieces[at], days=Period(start, end), situation=Situation.CHANGE)
    return tuple(pieces)


def days_ratio(part: Part, steps: list[Step], *, suspended: bool = False) -> Fraction:
    """The share of a whole period's units, such as a tier's width, that the pieces of a part have together; if a change
    is not prorated, that of the days in service. With `suspended` suspended days count only for their share of the
    fees.

    The steps are added to `steps`.
    """
    pieces = pieces_of(part) if part.is_undivided or is_change_prorated(part.terms.proration) else (service_of(part),)
    shares = [share_of(part, piece) for piece in pieces]
    counted = [_WHOLE if piece.fee_share is None or not suspended else piece.fee_share for piece in pieces]
    if not any(share.prorated for share in shares):
        return max(counted)
    ratio = add_up(share.ratio * count for share, count in zip(shares, counted, strict=True))
    if ratio != 1:
        steps += [step for share in shares for step in share.steps]
    return ratio


def fee_for(terms: Terms, full: Fraction, share: ProrationShare) -> Fraction:
    """The prorated fee, exact unless the terms round the fee of a day before multiplying it by the days."""
    if not share.prorated:
        return full
    early = terms.proration.early_rounding
    if early is not None and early.of is Base.DAY_RATE:
        return round_to(full / share.denominator, early.mode, early.unit) * share.numerator
    return full * share.ratio


def count_days(terms: Terms, count: DayCount, period: Period, used: Period) -> tuple[Fraction, dict[str, Operand]]:
    """The number of days that `count` stands for, given a billing period and its used days, with operands that say
    which days were counted.

    The billing month is the one in which the period is closed. `EACH_MONTH` and `STEPS` are not numbers of days; the
    days of the period are counted for them.
    """
    closing = closing_day(terms.period, period)
    match count:
        case DayCount.START_MONTH:
            return Fraction(days_in_month(used.start)), {"month": used.start}
        case DayCount.LAST_USED_MONTH:
            return Fraction(days_in_month(used.last_day)), {"month": used.last_day}
        case DayCount.BILLING_MONTH:
            return Fraction(days_in_month(closing)), {"month": closing}
        case DayCount.MONTH_BEFORE_BILLING_MONTH:
            month = month_before(closing)
            return Fraction(days_in_month(month)), {"month": month}
        case DayCount.REST_OF_PERIOD:
            rest = Period(used.start, period.end)
            return Fraction(rest.days), {"period": rest}
        case DayCount.PERIOD_LESS_ONE:
            return Fraction(max(1, period.days - 1)), {"period": period}
        case DayCount.YEAR_ACTUAL:
            days = (date(used.start.year + 1, 1, 1) - date(used.start.year, 1, 1)) // ONE_DAY
            return Fraction(days), {"month": used.start}
        case DayCount.MONTHS_OF_PERIOD:
            return Fraction(len(months_of(period))), {"period": period}
        case DayCount.BILLING_PERIOD | DayCount.EACH_MONTH | DayCount.STEPS:
            return Fraction(period.days), {"period": period}
        case _:
            return _FIXED[count], {}


def _by_each_month(terms: Terms, used: Period, path: str) -> ProrationShare:
    """The days used in each calendar month over that month's days, added up."""
    ratio, steps, start = Fraction(0), list[Step](), used.start
    while start < used.end:
        end = min(used.end, first_of_month_after(start))
        days: dict[str, Operand] = {"used": Period(start, end), "days": days_in_month(start)}
        steps.append(Step(StepKind.DAYS_OF_EACH_MONTH, days, Fraction((end - start).days), terms.clause(path)))
        ratio += Fraction((end - start).days, days_in_month(start))
        start = end
    return _limited(terms, ProrationShare(ratio, ratio, _WHOLE, prorated=True, steps=tuple(steps)))


def _by_steps(terms: Terms, numerator: Fraction, counted: Step) -> ProrationShare:
    """The share of the first step that the days do not exceed; the full fee above the last step."""
    for number, step in enumerate(terms.proration.step):
        if numerator <= step.up_to_days:
            operands: dict[str, Operand] = {"numerator": numerator, "most": step.up_to_days, "share": step.share}
            steps = (
                counted,
                Step(StepKind.SHARE_OF_STEP, operands, step.share, terms.clause(f"proration.step.{number}")),
            )
            return _limited(terms, ProrationShare(step.share, step.share, _WHOLE, prorated=True, steps=steps))
    operands = {"numerator": numerator, "most": terms.proration.step[-1].up_to_days}
    above = Step(StepKind.ABOVE_STEPS, operands, None, terms.clause("proration.step"))
    return ProrationShare(_WHOLE, _WHOLE, _WHOLE, prorated=False, steps=(counted, above))


def _limited(terms: Terms, share: ProrationShare) -> ProrationShare:
    """The share, or the full fee if it is above 1 and the terms charge no more than the full fee."""
    if share.ratio <= 1 or terms.proration.above_whole is not AboveWhole.FULL_FEE:
        return _rounded(terms, share)
    days: dict[str, Operand] = {"numerator": share.numerator, "denominator": share.denominator}
    above = Step(StepKind.ABOVE_WHOLE, days, None, terms.clause("proration.above_whole"))
    return ProrationShare(_WHOLE, share.numerator, share.denominator, prorated=False, steps=(*share.steps, above))


def _rounded(terms: Terms, share: ProrationShare) -> ProrationShare:
    """The share with its ratio rounded or applied twice if the terms say so."""
    ratio, steps = share.ratio, share.steps
    early = terms.proration.early_rounding
    if early is not None and early.of is Base.RATIO:
        ratio = round_to(ratio, early.mode, early.unit)
        operands: dict[str, Operand] = {"amount": share.ratio, "unit": early.unit, "mode": early.mode.value}
        steps = (*steps, Step(StepKind.ROUNDED, operands, ratio, terms.clause("proration.early_rounding")))
    ratio **= terms.proration.times or 1
    if ratio == share.ratio:
        return share
    return ProrationShare(ratio, ratio, _WHOLE, prorated=True, steps=steps)


def _numerator(part: Part, rule: ProrationRule, piece: Piece) -> tuple[Fraction, Step]:
    used, days, kind = piece.days, piece.days.days, StepKind.DAYS_USED
    match rule.numerator:
        case Numerator.USED_DAYS_AND_READING_DAY if piece.situation is Situation.START:
            days, kind = days + 1, StepKind.DAYS_USED_AND_READING_DAY
        case Numerator.USED_DAYS_AND_NEXT:
            days, kind = days + 1, StepKind.DAYS_USED_AND_NEXT
        case Numerator.USED_DAYS_LESS_ONE:
            days, kind = days - 1, StepKind.DAYS_USED_LESS_ONE
        case Numerator.USED_DAYS_LESS_FIRST if piece.situation in {Situation.START, Situation.BOTH}:
            days, kind = days - 1, StepKind.DAYS_USED_LESS_FIRST
        case Numerator.DAYS_30_360:
            days, kind = _days_30_360(used), StepKind.DAYS_30_360
        case Numerator.DAYS_TO_ISSUE:
            days, kind = (part.issued - used.start).days + 1, StepKind.DAYS_TO_ISSUE
        case Numerator.MONTHS_BEGUN:
            days, kind = (
                sum(used.intersection(one) is not None for one in months_of(part.period)),
                StepKind.MONTHS_BEGUN,
            )
        case Numerator.WHOLE_MONTHS:
            days, kind = sum(used.intersection(one) == one for one in months_of(part.period)), StepKind.WHOLE_MONTHS
        case _:
            pass
    clause = part.terms.clause("proration.numerator")
    return Fraction(days), Step(kind, {"used": used}, Fraction(days), clause)


def _days_30_360(used: Period) -> int:
    """Days in months of 30, from the first to the last day used, both included."""
    first, after = used.start, used.end
    start = min(first.day, 30)
    end = 31 if after.day == 1 else after.day
    months = (used.last_day.year - first.year) * 12 + used.last_day.month - first.month
    return months * 30 + end - start


def _skipped(part: Part, used: Period, numerator: Fraction) -> tuple[StepKind, Mapping[str, Operand]] | None:
    """The reason why the trigger does not prorate these days, with its operands; None if it does."""
    rule = part.terms.proration
    match rule.trigger:
        case Trigger.DIFFERENCE_AT_LEAST if rule.trigger_reference is not None and rule.trigger_days is not None:
            reference, _ = count_days(part.terms, rule.trigger_reference, part.period, used)
            difference = abs(reference - numerator)
            if difference < rule.trigger_days:
                operands: dict[str, Operand] = {
                    "reference": reference,
                    "difference": difference,
                    "least": rule.trigger_days,
                }
                return StepKind.NOT_PRORATED_DIFFERENCE, operands
        case Trigger.FEWER_DAYS_THAN if rule.trigger_days is not None and numerator >= rule.trigger_days:
            return StepKind.NOT_PRORATED_DAYS, {"numerator": numerator, "least": rule.trigger_days}
        case Trigger.SHARE_BELOW if (
            rule.trigger_share is not None and numerator >= rule.trigger_share * part.period.days
        ):
            return StepKind.NOT_PRORATED_SHARE, {
                "numerator": numerator,
                "least": rule.trigger_share,
                "period": part.period,
            }
        case _:
            pass
    return None


def _not_prorated(
    terms: Terms,
    used: Period,
    kind: StepKind,
    operands: Mapping[str, Operand],
    before: tuple[Step, ...] = (),
) -> ProrationShare:
    step = Step(kind, {"used": used, **operands}, None, terms.clause("proration.trigger"))
    return ProrationShare(_WHOLE, _WHOLE, _WHOLE, prorated=False, steps=(*before, step))
