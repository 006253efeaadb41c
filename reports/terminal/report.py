"""The report for a terminal: the verdict, then everything it rests on."""

from collections.abc import Sequence

from rich.console import Console

from ...oracle import Terms
from ...verdict import Verification
from ..console import TITLE_STYLE, put
from ..drawing import VERDICT_STYLES, padded
from ..words import Words
from .diagnosis import print_diagnosis
from .divergence import ShownDivergence, print_divergence
from .laws import print_laws
from .power import print_power
from .unclear import print_unclear


def print_report(console: Console, result: Verification, replays: Sequence[str], words: Words) -> None:
    """Print a run. `replays` are the command lines of its divergences, in their order; "" for one that has none."""
    print_verdict(console, result, words)
    if result.diagnosis:
        print_diagnosis(console, result.diagnosis, words)
    for number, (divergence, replay) in enumerate(zip(result.divergences, replays, strict=True), start=1):
        shown = ShownDivergence(result.book, divergence, replay)
        print_divergence(console, shown, f"{number}/{len(result.divergences)}", words)
    if result.unclear:
        put(console, words.unclear, style=TITLE_STYLE, indent=0)
        put(console, words.unclear_note)
        for one in result.unclear:
            put(console)
            print_unclear(console, one, words)
        put(console)
    print_laws(console, result.book, result.laws, words)
    if result.power is not None:
        print_power(console, result.power, words)
    _print_not_tested(console, result, words)


def print_verdict(console: Console, result: Verification, words: Words) -> None:
    """Print the verdict, its reason, and what was run against what."""
    heading = f"{words.verdicts[result.verdict]}  {result.reason}"
    put(console, heading, style=VERDICT_STYLES[result.verdict], indent=0)
    rows = [(words.system, system_text(result, words))]
    rows += [(words.terms, terms_text(one)) for one in result.book]
    read = [f"{one.setting} = {one.other}" for unclear in result.unclear for one in unclear.readings]
    rows += [(words.read_as, text) for text in read]
    counts = result.counts
    rows.append(
        (
            words.run,
            words.counts.format(
                seed=result.seed,
                calls=counts.calls,
                cases=counts.cases,
                answered=counts.answered,
                refused=counts.refused,
                failed=counts.failed,
            ),
        )
    )
    for label, text in rows:
        put(console, padded(label, 10) + text)
    put(console)


def system_text(result: Verification, words: Words) -> str:
    """The name and version of a system, and the target that reached it."""
    if result.system is None:
        return f"{words.not_reached} · {result.target}"
    named = f"{result.system.name} {result.system.version} · {result.target}"
    return result.target if result.system.name == result.target else named


def terms_text(terms: Terms) -> str:
    """The tariff of terms, the day they take effect, and their document."""
    return f"{terms.tariff} {terms.effective} · {terms.clause('').document}"


def _print_not_tested(console: Console, result: Verification, words: Words) -> None:
    put(console, words.not_tested, style=TITLE_STYLE, indent=0)
    for one in result.not_tested:
        put(console, f"{one.what}: {one.why}")
    if not result.not_tested:
        put(console, words.all_tested)
