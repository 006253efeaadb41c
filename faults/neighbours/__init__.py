"""The neighbourhood of terms: every single change of a setting that a system may have."""

from .neighbour import Neighbour, changed, now_text, other_text, versions_of
from .neighbourhood import neighbourhood
from .reach import ALWAYS, Days, days_of

__all__ = [
    "ALWAYS",
    "Days",
    "Neighbour",
    "changed",
    "days_of",
    "neighbourhood",
    "now_text",
    "other_text",
    "versions_of",
]
