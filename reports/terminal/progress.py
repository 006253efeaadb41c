"""What a run is doing, while it runs: one live line on a terminal, a few plain lines elsewhere."""

from rich.console import Console
from rich.status import Status

from ...adapters import Failed
from ...verdict import Asked, Event, Finding, Finished, Found, MadeSmall, Named, NotTested, Started
from ..console import put
from ..words import Words

_LINES = 4
"""How many lines report the number of calls, and how many reasons why a case was not tested are printed, where there
is no terminal."""


class Progress:
    """Listens to a run and prints its progress on a console."""

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self._words = words
        self._live = Status("", console=console) if console.is_terminal else None
        self._found = 0
        self._untested = 0
        self._reasons: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case Started(system=system, calls=of, seed=seed):
                text = self._words.progress_started
                self._say(text.format(name=system.name, version=system.version, of=of, seed=seed))
                if self._live:
                    self._live.start()
            case Asked(calls=calls, of=of):
                self._count(calls, of)
            case NotTested(outcome=outcome):
                self._untested += 1
                failed = isinstance(outcome, Failed)
                self._first_time(str(outcome.problem) if failed else f"{outcome.code} {outcome.message}")
            case Found(finding=finding):
                self._found += 1
                self._say(self._words.progress_found.format(finding=self._named(finding)))
            case Named() | MadeSmall():
                pass
            case Finished():
                self.stop()

    def stop(self) -> None:
        """Remove the live line."""
        if self._live:
            self._live.stop()

    def _count(self, calls: int, of: int) -> None:
        text = self._words.progress.format(calls=calls, of=of, found=self._found, untested=self._untested)
        if self._live:
            self._live.update(text)
        elif calls % max(1, of // _LINES) == 0:
            self._say(text)

    def _first_time(self, why: str) -> None:
        if why not in self._reasons and len(self._reasons) < _LINES:
            self._say(self._words.progress_not_tested.format(why=why))
        self._reasons.add(why)

    def _named(self, finding: Finding) -> str:
        words = self._words
        parts = words.kinds[finding.kind], words.situations[finding.situation], words.directions[finding.direction]
        return ", ".join((*parts, finding.tariff))

    def _say(self, text: str) -> None:
        if not self._live:
            put(self._console, text, indent=0)
