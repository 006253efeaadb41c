"""Then: the search. Every bill of every case that the Given steps leave open is what the terms say."""

from pytest_bdd import then

from ...cases import Space, inside, open_choices
from ...oracle.screen import safe
from ...verdict import Event, Plan, Verdict, Verification, run_plan
from ..running import Answer, Inconclusive, Scene, admit, confirmed, fail, result_of
from .texts import Text


@then(Text("every bill is what the terms say"))
@then(Text("どの請求も約款のとおりである"))
def every_bill_is_right(space: Space, scene: Scene) -> None:
    """After a When step, or where nothing is open, that one case is put to the system twice. Otherwise a search spends
    the effort that the command line gives, saved cases and boundary days first."""
    space = admit(space, scene.bench.info)
    answer = scene.billed
    if answer is None and not open_choices(space):
        answer = scene.bill(space)
    result = _searched(space, scene) if answer is None else _asked_again(answer, scene)
    scene.note_unclear(result.unclear)
    if result.verdict is Verdict.DIVERGES:
        fail(scene, result)


def _asked_again(answer: Answer, scene: Scene) -> Verification:
    second = scene.ask(answer.case)
    for one, other in ((answer, second), (second, answer)):
        if one.differences and not scene.is_unclear(one):
            return result_of(scene, [confirmed(one, one.differences[0], other)], calls=2)
    return result_of(scene, [], calls=2)


def _searched(space: Space, scene: Scene) -> Verification:
    bench = scene.bench
    first = [case for case in bench.saved if inside(space, case)]
    plan = Plan(space, bench.effort, bench.seed, f"{next(bench.names)}-", first, inquire=False)
    result = run_plan(bench.system, plan, _ignore)
    scene.answered += result.counts.answered
    for one in result.not_tested:
        scene.note_not_tested(one.what, one.why)
    if result.verdict is Verdict.INCONCLUSIVE:
        raise Inconclusive(f"inconclusive: {safe(result.reason)}")
    return result


def _ignore(_event: Event) -> None:
    """Do nothing: a scenario reports its result, not its progress."""
