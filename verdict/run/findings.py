"""From answers to findings: what is wrong under a reading of the terms, and what is merely unclear."""

from collections.abc import Sequence

from ...adapters import ObservedBill
from ...cases import content
from ...oracle import Book, Case, bill
from ..comparison import AnsweredCase, Difference, Finding, Readings, apply_readings, compare
from ..diagnosis import Power, Study, power
from .plan import Seen
from .verification import Divergence, Unclear


def findings(book: Book, answers: Sequence[AnsweredCase], *, as_chosen: bool) -> dict[Finding, Seen]:
    """What is wrong with the answers under the terms as read in `book`. `as_chosen` says that this is the chosen
    reading, under which the answers have been compared already."""
    found: dict[Finding, Seen] = {}
    for answer in answers:
        if not answer.differing and as_chosen:
            continue
        differences = compare(book, answer.case, answer.bills)
        for difference in differences:
            if difference.finding in found:
                found[difference.finding].count += 1
            else:
                found[difference.finding] = Seen(
                    divergence_of(book, answer.case, answer.bills, differences, difference)
                )
    return found


def divergence_of(
    book: Book,
    case: Case,
    observed: tuple[ObservedBill, ...],
    differences: tuple[Difference, ...],
    difference: Difference,
) -> Divergence:
    """One difference of an answer as a divergence."""
    return Divergence(difference.finding, case, bill(book, case), observed, differences, difference, first=case)


def unclear_bills(chosen: Book, readings: Readings, read: Book, answers: Sequence[AnsweredCase]) -> tuple[Unclear, ...]:
    """The bills that are wrong under the chosen reading and right under the one that the system follows, by the
    smallest such case; none where there are none."""
    shown = [one for one in answers if one.differing and not compare(read, one.case, one.bills)]
    if not shown:
        return ()
    answer = min(shown, key=lambda one: (len(one.case.contracts), len(content(one.case))))
    return (unclear_case(chosen, readings, answer.case, answer.bills, len(shown)),)


def unclear_case(
    chosen: Book, readings: Readings, case: Case, observed: tuple[ObservedBill, ...], seen: int = 1
) -> Unclear:
    """Bills of a case that are right under `readings` and not under the chosen terms, in `seen` cases."""
    other = bill(apply_readings(chosen, readings), case)
    return Unclear(readings, case, bill(chosen, case), other, observed, compare(chosen, case, observed), seen)


def power_of(study: Study, answers: Sequence[AnsweredCase]) -> Power | None:
    """What the answered cases would have caught; None where no case was answered, or where the days are fixed."""
    if not answers or study.space.has_fixed_days:
        return None
    suspects = [one for of_tariff in study.suspects.values() for one in of_tariff]
    return power(study.predictions, suspects, [answer.asked for answer in answers], study.pool, study.beyond)
