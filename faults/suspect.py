"""What a system may be doing: other settings, faults of the catalogue, or several of these together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

from ..oracle import Book, Case
from .fault import Fault, applied
from .neighbours import Neighbour, changed

Part = Neighbour | Fault


@dataclass(frozen=True, slots=True, eq=False)
class Suspect:
    """Several parts together; without parts, a system that does what the terms say."""

    parts: tuple[Part, ...] = ()

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The other settings among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Neighbour))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the catalogue among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Fault))

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)


def together(*suspects: Suspect) -> Suspect:
    """A system that does what each of the suspects does."""
    return Suspect(tuple(dict.fromkeys(part for one in suspects for part in one.parts)))


def without(suspect: Suspect, part: Part) -> Suspect:
    """The suspect without one of its parts."""
    return Suspect(tuple(one for one in suspect.parts if one is not part))


def seen_by(suspect: Suspect, book: Book) -> tuple[Book, Callable[[Case], Case]]:
    """The terms that a suspect bills by, and the history as it sees it.

    Raises:
        SettingsRefusedError: the settings exclude each other.
        KeyError: one of them removes what another changes.
    """
    wrong = reduce(lambda terms, one: changed(one, terms), suspect.neighbours, book)
    return applied(suspect.faults, wrong)
