"""Which of several explanations is the plainest, and so the first to name."""

from enum import Enum

from ...faults import CATALOGUE, Fault, Neighbour, Part, versions_of
from ...oracle import Book, TermsError, change_settings
from ..comparison import reading_of

Rank = tuple[int, int, int, int]
"""The lower, the plainer."""


def rank(part: Part, book: Book) -> Rank:
    """How plain a part of an explanation is: another admissible reading is plainest, then another word as the value of
    a setting, then a published fault, then another number. Among values, those that are the same as a published fault
    come first, faults with heavy incidents before the others; then a change of all versions comes before a change of
    one version alone, and fewer settings before more."""
    if isinstance(part, Fault):
        return (2, 0, 0, 0)
    if reading_of(book, part) is not None:
        return (0, 0, 0, 0)
    word = isinstance(part.settings[0][1], Enum)
    return (1 if word else 3, _published(part, book), int(part.version is not None), _size(part))


def _published(part: Neighbour, book: Book) -> int:
    """0 where a published fault with heavy incidents changes the same settings, 1 where another published fault does,
    2 where none does."""
    versions, settings = versions_of(part, book), dict(part.settings)
    try:
        mine = [change_settings(terms, settings) for terms in versions]
    except TermsError:
        return 2
    same = [fault for fault in CATALOGUE.values() if [fault.laid_over(terms) for terms in versions] == mine]
    return min((0 if fault.starred else 1 for fault in same), default=2)


def _size(part: Neighbour) -> int:
    """The number of settings that a neighbour changes; the same value for all of them counts as one."""
    values = {str(value) for _, value in part.settings}
    return 1 if len(values) == 1 else len(part.settings)
