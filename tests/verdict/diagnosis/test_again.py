"""Bills by other settings, made from the pieces of a traced bill."""

import pytest
from yakkan.cases import space_of
from yakkan.faults import Suspect, neighbourhood, seen_by
from yakkan.oracle import CaseError, bill
from yakkan.oracle.billing import Tracer, bill_again
from yakkan.oracle.changes import differing_paths
from yakkan.verdict import Study


def amounts(bills):
    """All that a bill says, without the terms and the arithmetic behind it."""
    return [
        (
            one.contract,
            one.billed,
            one.issued,
            one.situation,
            one.total,
            one.tax,
            [(x.item, x.amount) for x in one.lines],
        )
        for one in bills
    ]


def billed(make):
    """The bills, or the reason why there are none."""
    try:
        return make()
    except CaseError as error:
        return str(error)


@pytest.mark.parametrize(
    ("name", "every"), [("euro-plan-example", 97), ("saas-example", 149), ("tepco-meter-lighting-b", 499)]
)
def test_a_changed_setting_is_billed_in_part_as_it_is_billed_anew(book_for, name, every):
    """Making anew only the lines that read a changed setting gives the bills that all of the terms give, for every
    setting: late cancellations, credits of other items, tax and several versions included."""
    book = book_for(name)
    study, tracer = Study(space_of(book), patience=None), Tracer(book)
    traced = {id(case): tracer.bill(case) for case in study.pool}
    pairs = [(Suspect((one,)), case) for one in neighbourhood(book, name) for case in study.pool]
    in_part = otherwise = 0
    for suspect, case in pairs[::every]:
        other, _ = seen_by(suspect, book)
        changed = frozenset(
            tracer.setting(name, terms.effective, path)
            for terms, wrong in zip(book.versions[name], other.versions[name], strict=True)
            for path in differing_paths(terms, wrong)
        )
        made = billed(lambda: bill_again(traced[id(case)], changed, other))  # noqa: B023  # called at once
        if made is None:
            continue
        anew = billed(lambda: bill(other, case))  # noqa: B023  # called at once
        assert made == anew if isinstance(anew, str) else amounts(made) == amounts(anew), (suspect, case)
        in_part += 1
        otherwise += isinstance(anew, str) or amounts(anew) != amounts(traced[id(case)].bills)

    assert in_part > 90
    assert otherwise > 9
