"""The codes of problems with the catalogue of faults (YK5..)."""

from ..oracle import Code

UNKNOWN_FAULT = Code(
    "YK501",
    "unknown fault",
    "The catalogue has no fault with this id.",
    "Use one of the ids that the error lists.",
)
SEVERAL_VARIANTS = Code(
    "YK502",
    "fault with several variants",
    "The catalogue has several faults under this number, distinguished by a letter.",
    "Use one of the ids that the error lists.",
)
