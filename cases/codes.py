"""The codes of problems with saved cases (YK6..)."""

from ..oracle import Code

NOT_A_SAVED_CASE = Code(
    "YK601",
    "not a saved case",
    "The file is neither a case saved by a run nor a case in the wire format, or it is incomplete.",
    "Give a file from the folder of saved cases, or a case in the wire format.",
)
