"""Which of two things that a system may do is the plainer one to name."""

from enum import Enum

from ...faults import CATALOGUE, Fault, Neighbour, Part, versions_of
from ...oracle import Book, TermsError, change_settings
from ..comparison import reading_of

Rank = tuple[int, int, int, int]
"""The lower, the plainer."""


def rank(part: Part, book: Book) -> Rank:
    """Another admissible reading is plainest, then a setting's other value, a published fault, another number. Among
    values those that a published fault is come first, those with heavy incidents before the others; the same in all
    versions before one version alone."""
    if isinstance(part, Fault):
        return (2, 0, 0, 0)
    if reading_of(book, part) is not None:
        return (0, 0, 0, 0)
    word = isinstance(part.settings[0][1], Enum)
    return (1 if word else 3, _published(part, book), int(part.version is not None), _size(part))


def _published(part: Neighbour, book: Book) -> int:
    """0 where a fault with heavy incidents is these settings, 1 where another published one is, 2 where none is."""
    versions, settings = versions_of(part, book), dict(part.settings)
    try:
        mine = [change_settings(terms, settings) for terms in versions]
    except TermsError:
        return 2
    same = [fault for fault in CATALOGUE.values() if [fault.laid_over(terms) for terms in versions] == mine]
    return min((0 if fault.starred else 1 for fault in same), default=2)


def _size(part: Neighbour) -> int:
    """How many settings a neighbour changes; the same word for all of a table counts as one."""
    values = {str(value) for _, value in part.settings}
    return 1 if len(values) == 1 else len(part.settings)
