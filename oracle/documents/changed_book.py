"""A whole book with other settings, as for `serve --setting`."""

from collections.abc import Mapping

from .. import codes
from ..changes import change_settings
from ..problems import TermsError
from ..vocabulary import Terms
from .book import Book


def change_book(book: Book, settings: Mapping[str, object]) -> Book:
    """The book with the settings changed together in every version that has them.

    Raises:
        TermsError: no tariff has one of them, or one cannot have its value.
    """
    unknown = {path: _unknown(book, path, value) for path, value in settings.items()}
    for problem in unknown.values():
        if problem is not None:
            raise problem

    def changed(terms: Terms) -> Terms:
        return change_settings(terms, {path: value for path, value in settings.items() if _has(terms, path, value)})

    return book.map(changed)


def _unknown(book: Book, path: str, value: object) -> TermsError | None:
    """The problem with a setting that no tariff has; None if one has it."""
    problems = [_no_such_setting(terms, path, value) for terms in book]
    return problems[0] if all(problems) else None


def _has(terms: Terms, path: str, value: object) -> bool:
    return _no_such_setting(terms, path, value) is None


def _no_such_setting(terms: Terms, path: str, value: object) -> TermsError | None:
    try:
        change_settings(terms, {path: value})
    except TermsError as error:
        # A value that is refused on its own may be valid together with the other settings.
        return error if error.problems[0].code is codes.UNKNOWN_SETTING else None
    return None
