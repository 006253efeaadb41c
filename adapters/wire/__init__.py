"""The wire format: reading and writing cases, answers and descriptions of systems as JSON."""

from .answer import in_words, read_answer, write_answer, write_error, write_refusal
from .answer_shape import AnswerShape, ErrorShape, RefusalShape, SystemShape
from .answers import list_of_answers, malformed, outcome_of, outcomes_of
from .case import read_case, write_case
from .case_shape import EXAMPLE_CASE, PROTOCOL, BatchShape, OneContractShape, SeveralContractsShape
from .json_text import LIMIT, parse_json, strings_in, too_large
from .system import read_system, write_system
from .validation import keys_of, path_of, validated
from .values import Day, DecimalString, Name

__all__ = [
    "EXAMPLE_CASE",
    "LIMIT",
    "PROTOCOL",
    "AnswerShape",
    "BatchShape",
    "Day",
    "DecimalString",
    "ErrorShape",
    "Name",
    "OneContractShape",
    "RefusalShape",
    "SeveralContractsShape",
    "SystemShape",
    "in_words",
    "keys_of",
    "list_of_answers",
    "malformed",
    "outcome_of",
    "outcomes_of",
    "parse_json",
    "path_of",
    "read_answer",
    "read_case",
    "read_system",
    "strings_in",
    "too_large",
    "validated",
    "write_answer",
    "write_case",
    "write_error",
    "write_refusal",
    "write_system",
]
