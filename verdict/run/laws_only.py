"""What the laws add to a run, and a run of the laws alone."""

from collections.abc import Sequence
from dataclasses import replace

from ...adapters import AdapterError, BillingSystem, SystemInfo
from ...cases import fresh_names, narrow, space_of, unpublished
from ..laws import LawsResult, PeriodRules
from .events import Finished, Listener, Started
from .laws import check_laws
from .verification import WAITS, Counts, Omission, Verdict, Verification

_REFUSED_SHARE = 2
"""A run in which more than one in this many calls was refused has tested too little to pass."""


def with_laws(result: Verification, laws: LawsResult) -> Verification:
    """The run with the results of its laws. Their calls count as calls of the run, a broken law makes it diverge, and a
    call that could not be judged leaves it inconclusive."""
    counts = result.counts
    counts = replace(
        counts,
        calls=counts.calls + laws.calls,
        cases=counts.cases + laws.cases,
        answered=counts.answered + laws.answered,
        refused=counts.refused + laws.refused,
        failed=counts.failed + laws.failed,
    )
    verdict, reason = result.verdict, result.reason
    if laws.violations and verdict is Verdict.DIVERGES:
        reason = f"{reason}; {_broken(laws)}"
    elif laws.violations:
        verdict, reason = Verdict.DIVERGES, f"{_broken(laws)} in {counts.answered} answered calls"
    elif laws.failed and verdict is Verdict.CONFORMS:
        first = next(iter(laws.problems.values()))
        why = f"{laws.failed} of {laws.calls} calls of the laws could not be judged: {first.message}"
        verdict, reason = Verdict.INCONCLUSIVE, why
    problems = {**result.problems, **laws.problems}
    return replace(result, verdict=verdict, reason=reason, counts=counts, problems=problems, laws=laws)


def verify_laws(
    system: BillingSystem, rules: PeriodRules, calls: int, run_id: str, listen: Listener, *, seed: int = 0
) -> Verification:
    """Put the laws to a system whose prices are not known, with at most `calls` calls. Whatever the system does, there
    is a verdict. `run_id` is unique per run and prefixes case names."""
    try:
        info = system.describe()
    except AdapterError as error:
        problem = error.problems[0]
        reason = f"the system could not be reached: {problem.message}"
        left_out = [Omission(f"tariff {tariff}", "the system could not be reached") for tariff in rules.book.tariffs]
        bare = _bare(system, None, rules, seed, left_out)
        result = replace(bare, verdict=Verdict.INCONCLUSIVE, reason=reason, problems={"": problem})
        listen(Finished(result))
        return result
    listen(Started(info, calls, seed))
    space = narrow(space_of(rules.book), info.capabilities)
    laws = check_laws(system, space, fresh_names(run_id), calls, listen, silent=rules.silent)
    waiting = unpublished(rules.book)
    left_out = [
        Omission(f"tariff {tariff}", WAITS if tariff in waiting else "the system does not list it among its tariffs")
        for tariff in rules.book.tariffs
        if tariff not in space.tariffs
    ]
    verdict, reason = _verdict(laws)
    counts = Counts(laws.calls, laws.cases, laws.answered, laws.refused, laws.failed)
    result = replace(
        _bare(system, info, rules, seed, left_out),
        verdict=verdict,
        reason=reason,
        counts=counts,
        problems=dict(laws.problems),
        laws=laws,
    )
    listen(Finished(result))
    return result


def _bare(
    system: BillingSystem, info: SystemInfo | None, rules: PeriodRules, seed: int, left_out: Sequence[Omission]
) -> Verification:
    """The result of a run that made no calls."""
    return Verification(
        Verdict.INCONCLUSIVE, "", system.name, info, rules.book, seed, Counts(), (), (), tuple(left_out), {}
    )


def _broken(laws: LawsResult) -> str:
    number = sum(1 for law in laws.laws if law.violations)
    return f"{number} law{'' if number == 1 else 's'} broken"


def _verdict(laws: LawsResult) -> tuple[Verdict, str]:
    if laws.violations:
        return Verdict.DIVERGES, f"{_broken(laws)} in {laws.answered} answered calls"
    if laws.failed:
        first = next(iter(laws.problems.values()))
        return Verdict.INCONCLUSIVE, f"{laws.failed} of {laws.calls} calls could not be judged: {first.message}"
    held = [law for law in laws.laws if law.held]
    if not held:
        return Verdict.INCONCLUSIVE, "no law could be tested"
    if laws.refused * _REFUSED_SHARE > laws.calls:
        return Verdict.INCONCLUSIVE, f"the system refused {laws.refused} of {laws.calls} cases"
    return (
        Verdict.CONFORMS,
        f"{len(held)} of {len(laws.laws)} laws hold in {laws.answered} answered calls",
    )
