"""What is worked out from the terms before and during a run: the suspects, the telling cases, and what each suspect
would answer. One study serves several runs against systems with the same capabilities."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from ...adapters import UNLIMITED, Capabilities
from ...cases import Space, all_fitted, content, telling_cases
from ...faults import CATALOGUE, Suspect, neighbourhood
from ...oracle import Book, Case
from .effects import Effect, Effects
from .evidence import unnamed
from .kept import file_of
from .predictions import TERMS, Predictions
from .telling import WORK, Telling, plan

_PATIENCE = 20
"""A run gives a suspect up after this many cases that could have shown it and did not: most likely nothing does."""


class Study:
    """The study of a space's terms. Grows with what it is asked; not for several threads at once.

    A suspect that `patience` telling cases could have shown and did not is given up in plans; with None all telling
    cases are looked at, and weighed against each other at once. What is found out is read from `folder`, and written
    there by `keep`.
    """

    def __init__(
        self,
        space: Space,
        capabilities: Capabilities | None = None,
        patience: int | None = _PATIENCE,
        folder: Path | None = None,
    ) -> None:
        self.space = space
        self._patience = patience
        self.folder = folder
        self._kept: list[Effects] = []
        self._shown = capabilities or Capabilities()
        self.predictions = Predictions(space.book, capabilities)
        self._plans: dict[str, list[Telling]] = {}
        self._planning: dict[str, Iterator[Telling]] = {}

    @cached_property
    def pool(self) -> Sequence[Case]:
        """The telling cases of the space that the terms can bill, without names."""
        return self._billable(self.space)

    @cached_property
    def beyond(self) -> Sequence[Case]:
        """The telling cases of these tariffs that the system does not accept."""
        space = self.space
        everything = Space(space.book, space.tariffs)
        if space.event_kinds is None and space.limits == UNLIMITED:
            return ()
        return [case for case in self._billable(everything) if content(case) not in self._contents]

    @cached_property
    def suspects(self) -> dict[str, tuple[Suspect, ...]]:
        """Every fault of the catalogue that can show, and every other setting, by the tariff whose bills it changes."""
        found: dict[str, list[Suspect]] = {tariff: [] for tariff in self.space.tariffs}
        for tariff, of_tariff in found.items():
            alone = Book({tariff: self.space.book.versions[tariff]})
            of_tariff += [Suspect((fault,)) for fault in CATALOGUE.values() if fault.applies(alone)]
            of_tariff += [Suspect((one,)) for one in neighbourhood(self.space.book, tariff)]
        return {tariff: tuple(of_tariff) for tariff, of_tariff in found.items()}

    def keep(self) -> None:
        """Write what was found out into the study's folder, where it has one."""
        for one in self._kept:
            one.keep()

    def _remember(self) -> None:
        """Read what earlier studies found out, before the predictions are first used."""
        if self.folder is None or self._kept:
            return
        for tariff, suspects in self.suspects.items():
            file = file_of(self.folder, self.space.book, tariff, (self._shown.lines, self._shown.tax))
            effects = Effects((TERMS, *suspects), file)
            self.predictions.remember(effects, (TERMS, *suspects))
            self._kept.append(effects)

    def known(self, case: Case) -> Case:
        """A case without its name; where the pool has the same case, that one, since its answers are remembered."""
        return self._contents.get(content(case)) or unnamed(case)

    @cached_property
    def _contents(self) -> dict[str, Case]:
        return {content(case): case for case in self.pool}

    def pool_of(self, tariff: str) -> list[Case]:
        """The telling cases with a contract of a tariff."""
        return [case for case in self.pool if any(one.tariff == tariff for one in case.contracts)]

    def planned(self) -> Iterator[Case]:
        """The fewest telling cases, those that catch most first, the tariffs in turn; worked out lazily."""
        for row in zip_longest(*(self.plan_of(tariff) for tariff in self.space.tariffs)):
            yield from (one.case for one in row if one is not None)

    def plan_of(self, tariff: str) -> Iterator[Telling]:
        """The plan of a tariff, worked out lazily; what has been worked out is remembered."""
        kept = self._plans.setdefault(tariff, [])
        if tariff not in self._planning:
            work = None if self._patience is None else WORK
            made = plan(self.predictions, self.suspects[tariff], self.pool_of(tariff), self._patience, work)
            self._planning[tariff] = made
        number = 0
        while True:
            if number == len(kept):
                more = next(self._planning[tariff], None)
                if more is None:
                    return
                kept.append(more)
            yield kept[number]
            number += 1

    def _billable(self, space: Space) -> list[Case]:
        self._remember()
        seen: dict[str, Case] = {}
        for case in map(unnamed, all_fitted(space, telling_cases(space))):
            seen.setdefault(content(case), case)
        return [case for case in seen.values() if self.predictions.effect(TERMS, case) is Effect.NONE]
