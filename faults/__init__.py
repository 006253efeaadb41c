"""What real billing systems get wrong: each fault a function on the oracle's inputs, with its published evidence."""

from .catalogue import CATALOGUE, fault
from .example import Example
from .fault import Fault, applied, apply
from .neighbour import Neighbour, now_text, other_text, versions_of
from .neighbourhood import neighbourhood
from .reach import days_of
from .suspect import Part, Suspect, seen_by, together, without

__all__ = [
    "CATALOGUE",
    "Example",
    "Fault",
    "Neighbour",
    "Part",
    "Suspect",
    "applied",
    "apply",
    "days_of",
    "fault",
    "neighbourhood",
    "now_text",
    "other_text",
    "seen_by",
    "together",
    "versions_of",
    "without",
]
