"""The loaded terms: all versions of all tariffs, and which of them is in force on a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from .. import codes
from ..calendar import ONE_DAY
from ..problems import CaseError, Problem, TermsError, nearest
from ..vocabulary import Terms, at
from .build import build_terms
from .document import Document, parse_document, read_document


@dataclass(frozen=True, slots=True)
class Book:
    """The versions of each tariff, oldest first. Made by `load_terms` or `book_of`."""

    versions: Mapping[str, tuple[Terms, ...]]

    def __iter__(self) -> Iterator[Terms]:
        return (terms for versions in self.versions.values() for terms in versions)

    @property
    def tariffs(self) -> tuple[str, ...]:
        """The ids of the tariffs, sorted."""
        return tuple(sorted(self.versions))

    def of(self, tariff: str) -> tuple[Terms, ...]:
        """The versions of a tariff, oldest first.

        Raises:
            CaseError: the tariff is unknown.
        """
        if tariff not in self.versions:
            hint = nearest(tariff, self.versions)
            raise CaseError(Problem(codes.UNKNOWN_TARIFF, "tariff", f'no terms describe "{tariff}"', hint=hint))
        return self.versions[tariff]

    def in_force(self, tariff: str, day: date) -> Terms:
        """The version of `tariff` in force on `day`.

        Raises:
            CaseError: the tariff is unknown, or no version is in force on that day.
        """
        for terms in reversed(self.of(tariff)):
            if terms.effective <= day:
                if terms.ends is not None and day > terms.ends:
                    break
                return terms
        known = ", ".join(str(terms.effective) for terms in self.versions[tariff])
        message = f'no version of "{tariff}" is in force on {day}'
        raise CaseError(Problem(codes.NO_VERSION, "tariff", message, hint=f"versions take effect on: {known}"))

    def map(self, change: Callable[[Terms], Terms]) -> "Book":
        """The book with every version changed."""
        return Book({tariff: tuple(map(change, versions)) for tariff, versions in self.versions.items()})


def load_terms(*paths: Path | str) -> Book:
    """Load the terms at `paths`: documents, or folders that are searched for `.md` files.

    Raises:
        TermsError: with every problem of every document, or else of the versions together.
    """
    return _book_of_all(partial(read_document, file) for path in paths for file in _files(Path(path)))


def book_of_texts(texts: Iterable[tuple[str, str]]) -> Book:
    """A book of documents given as (name, text).

    Raises:
        TermsError: with every problem of every document, or else of the versions together.
    """
    return _book_of_all(partial(parse_document, text, name) for name, text in texts)


def book_of(terms: Iterable[Terms]) -> Book:
    """A book of loaded terms.

    Raises:
        TermsError: two versions of a tariff are in force on the same day, or there is a gap between two.
    """
    versions: dict[str, list[Terms]] = {}
    for one in sorted(terms, key=lambda one: one.effective):
        versions.setdefault(one.tariff, []).append(one)
    problems = [problem for of_tariff in versions.values() for problem in _untiled(of_tariff)]
    if problems:
        raise TermsError(problems)
    return Book({tariff: tuple(of_tariff) for tariff, of_tariff in sorted(versions.items())})


def _book_of_all(readers: Iterable[Callable[[], Document]]) -> Book:
    problems: list[Problem] = []
    loaded: list[Terms] = []
    for read in readers:
        try:
            loaded.append(build_terms(read()))
        except TermsError as error:
            problems.extend(error.problems)
    if problems:
        raise TermsError(problems)
    return book_of(loaded)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*.md") if file.name != "README.md") if path.is_dir() else []
    if not found:
        what = "the folder holds no .md file" if path.is_dir() else "there is no such file or folder"
        raise TermsError(Problem(codes.UNREADABLE, str(path), what))
    return found


def _untiled(versions: list[Terms]) -> Iterator[Problem]:
    for one, two in pairwise(versions):
        where = two.clause("effective")
        if one.effective == two.effective:
            message = f"{two.tariff}: {one.clause('').document} also takes effect on {two.effective}"
            yield at(where, codes.OVERLAP, message)
        elif one.ends is not None and one.ends >= two.effective:
            ends = f"the version of {one.effective} ends on {one.ends}"
            message = f"{two.tariff}: {ends}, but this one takes effect on {two.effective}"
            yield at(where, codes.OVERLAP, message)
        elif one.ends is not None and one.ends + ONE_DAY < two.effective:
            message = f"{two.tariff}: no version is in force from {one.ends + ONE_DAY} to {two.effective - ONE_DAY}"
            yield at(where, codes.GAP, message)
