"""Problems for people: a code, a place, what was found, what is allowed and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem. `meaning` and `remedy` are what `yakkan explain` prints."""

    id: str
    title: str
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    `place` is `file:line` of a document, or the path of a key in a JSON value; `clause` is empty where there is none.
    """

    code: Code
    place: str
    message: str
    clause: str = ""
    hint: str = ""

    def __str__(self) -> str:
        where = " ".join(part for part in (self.place, self.clause) if part)
        text = f"{self.code.id} {where}: {self.message}" if where else f"{self.code.id} {self.message}"
        return f"{text}\n      hint: {self.hint}" if self.hint else text


class YakkanError(Exception):
    """The base class of every error that Yakkan raises on bad input, with one or more problems."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TermsError(YakkanError):
    """The terms document cannot be used."""


class CaseError(YakkanError):
    """The case cannot be billed under the terms."""


def nearest(found: str, allowed: Iterable[str]) -> str:
    """A hint that names the nearest allowed word, or lists all of them."""
    words = sorted(allowed)
    close = get_close_matches(found, words, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"allowed: {', '.join(words)}" if words else ""
