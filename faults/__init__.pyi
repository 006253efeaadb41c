from .catalogue import CATALOGUE, fault_by_id, variants_of
from .example import Example
from .fault import Fault, applied, apply
from .neighbours import Neighbour, days_of, neighbourhood, now_text, other_text, versions_of
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
    "fault_by_id",
    "neighbourhood",
    "now_text",
    "other_text",
    "seen_by",
    "together",
    "variants_of",
    "versions_of",
    "without",
]
