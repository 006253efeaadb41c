"""The ways to a billing system: what it is asked, what it answered, and the reference system to try them on.

The reference's HTTP server is in `adapters.server`: only who serves waits for FastAPI to load.
"""

from .credentials import Auth, Basic, Bearer, auth_from_environment, environment_of, key_password_from_environment
from .errors import (
    AdapterError,
    CredentialsError,
    DescriptionError,
    ListenError,
    ProtocolError,
    TargetError,
    WireError,
)
from .folder import FolderSystem
from .folder_answers import FolderAnswers, read_answers_file, read_folder, read_system_file
from .folder_cases import FolderFormat, cases_as_files, write_text
from .http import HttpSystem
from .json_text import parse_json
from .limits import UNLIMITED, Changes, Limits, Spans
from .open import open_system
from .program import ProgramBatchSystem, ProgramSystem
from .protocol import (
    Answered,
    BatchSystem,
    BillingSystem,
    BulkSystem,
    Capabilities,
    Failed,
    FailureKind,
    ObservedBill,
    ObservedLine,
    Outcome,
    Refused,
    SystemInfo,
    bill_all,
    bills_in_rounds,
    cases_in_a_call,
)
from .python import PythonSystem
from .reference import ReferenceSystem
from .smoke import Check, smoke
from .wire_answer import read_answer, write_answer, write_refusal
from .wire_case import read_case, write_case

__all__ = [
    "UNLIMITED",
    "AdapterError",
    "Answered",
    "Auth",
    "Basic",
    "BatchSystem",
    "Bearer",
    "BillingSystem",
    "BulkSystem",
    "Capabilities",
    "Changes",
    "Check",
    "CredentialsError",
    "DescriptionError",
    "Failed",
    "FailureKind",
    "FolderAnswers",
    "FolderFormat",
    "FolderSystem",
    "HttpSystem",
    "Limits",
    "ListenError",
    "ObservedBill",
    "ObservedLine",
    "Outcome",
    "ProgramBatchSystem",
    "ProgramSystem",
    "ProtocolError",
    "PythonSystem",
    "ReferenceSystem",
    "Refused",
    "Spans",
    "SystemInfo",
    "TargetError",
    "WireError",
    "auth_from_environment",
    "bill_all",
    "bills_in_rounds",
    "cases_as_files",
    "cases_in_a_call",
    "environment_of",
    "key_password_from_environment",
    "open_system",
    "parse_json",
    "read_answer",
    "read_answers_file",
    "read_case",
    "read_folder",
    "read_system_file",
    "smoke",
    "write_answer",
    "write_case",
    "write_refusal",
    "write_text",
]
