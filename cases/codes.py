"""The codes of problems with saved cases (YK6..)."""

from ..oracle import Code

NOT_A_SAVED_CASE = Code(
    "YK601",
    "not a saved case",
    "The file is neither a case that a run has saved nor a case in the wire format, or it was cut off.",
    "Give a file from the corpus folder, or a case as in the wire format.",
)
