"""Which of two things that a system may do is the plainer one to name."""

from enum import Enum

from ..faults import Fault, Neighbour, Part
from ..oracle import Book
from .readings import reading_of

Rank = tuple[int, int, int]
"""The lower, the plainer."""


def rank(part: Part, book: Book) -> Rank:
    """Another admissible reading is plainest, then a setting's other value, a published fault, another number; the same
    in all versions before one version alone."""
    if isinstance(part, Fault):
        return (2, 0, 0)
    if reading_of(book, part) is not None:
        return (0, 0, 0)
    word = isinstance(part.settings[0][1], Enum)
    return (1 if word else 3, int(part.version is not None), _size(part))


def _size(part: Neighbour) -> int:
    """How many settings a neighbour changes; the same word for all of a table counts as one."""
    values = {str(value) for _, value in part.settings}
    return 1 if len(values) == 1 else len(part.settings)
