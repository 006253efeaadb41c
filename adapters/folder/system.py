"""A billing system that is a batch on a folder: cases are written to it, a command bills them, answers are read."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...oracle import Case, Code, Problem
from ..codes import BAD_COMMAND, BATCH_FAILED, NO_ANSWERS, NO_FOLDER
from ..connection import DEFAULTS, ConnectionOptions
from ..credentials import secrets_in
from ..errors import DescriptionError, TargetError, WireError, require_above_zero
from ..program import LastLines
from ..protocol import Capabilities, Failed, FailureKind, Outcome, SystemInfo
from ..redaction import Redaction
from ..wire import PROTOCOL, malformed
from .answers import ANSWERS_FILE, SYSTEM, read_folder, read_system_file
from .bills import BILLS
from .cases import CASES, cases_ndjson, write_text
from .command import run_to_end

ROUND_WITHIN = 60.0
"""Seconds that a round may take, unless the time-outs of its cases add up to more."""
_LAST_LINES = 3


class FolderSystem:
    """A folder, and the command that is run in it and turns its cases.ndjson into answers.ndjson or bills.csv.

    Its `system.json` describes the system. A round may take `timeout` seconds for each of its cases. The answers of the
    previous round are removed first. The command is never run twice for one round: a system that has billed a case may
    not bill it again.

    Raises:
        TargetError: there is no such folder, or no command, or one that cannot be split into words, or the time-out is
            not above 0.
    """

    def __init__(self, folder: str, options: ConnectionOptions = DEFAULTS) -> None:
        require_above_zero(timeout=options.timeout)
        command, self._environ = options.batch_command, options.environ
        self._redaction = Redaction(secrets_in(options.environ, options.auth))
        self._name = self._redaction.text(f"folder:{folder}")
        self._folder, self._timeout = Path(folder), options.timeout
        if not folder or not self._folder.is_dir():
            raise TargetError(Problem(NO_FOLDER, self._name, "it is not a folder"))
        if not command:
            raise TargetError(Problem(NO_FOLDER, self._name, "no command is given that bills its cases"))
        try:
            self._command = shlex.split(command)
        except ValueError as error:
            raise TargetError(Problem(BAD_COMMAND, self._name, str(error).lower())) from None
        self._last_lines = LastLines(self._redaction)

    def __repr__(self) -> str:
        return f"FolderSystem({self._name!r})"

    @property
    def name(self) -> str:
        """`folder:DIR`."""
        return self._name

    @property
    def last_lines(self) -> tuple[str, ...]:
        """The last lines that the command printed, printable and without secrets."""
        return self._last_lines.lines()

    def describe(self) -> SystemInfo:
        """The description in system.json; without that file, one with every capability.

        Raises:
            DescriptionError: it does not follow the wire format.
            ProtocolError: the system does not speak yakkan/1.
        """
        try:
            info = read_system_file(self._folder / SYSTEM)
        except DescriptionError as error:
            raise type(error)(map(self._redaction.problem, error.problems)) from None
        if info is None:
            return SystemInfo(self._name, "not given", (PROTOCOL,), Capabilities())
        return replace(info, name=self._redaction.text(info.name), version=self._redaction.text(info.version))

    def bill(self, case: Case) -> Outcome:
        """A round of one case.

        Raises:
            WireError: the case itself cannot be written as JSON.
        """
        return self.bill_many((case,))[0]

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The answers in the folder after a run of the command.

        Raises:
            WireError: a case itself cannot be written as JSON.
        """
        if not cases:
            return []
        failed = self._billed(cases_ndjson(cases), len(cases))
        if failed is not None:
            return [failed] * len(cases)
        try:
            found = read_folder(self._folder, {case.id: case for case in cases}, self._redaction)
        except WireError as error:
            return [malformed(error)] * len(cases)
        problems = "; ".join(str(problem) for problem in found.problems[:_LAST_LINES])
        message = f"the batch left no answer to this case{f' ({self._redaction.text(problems)})' if problems else ''}"
        missing = Failed(Problem(NO_ANSWERS, self._name, message), FailureKind.MALFORMED)
        return [found.outcomes.get(case.id, missing) for case in cases]

    def close(self) -> None:
        """There is nothing to release. The files of the last round stay."""

    def _billed(self, text: str, number: int) -> Failed | None:
        """Run a round; the failure of the round as a whole, or None."""
        try:
            for old in (ANSWERS_FILE, BILLS):
                (self._folder / old).unlink(missing_ok=True)
            write_text(self._folder / CASES, text)
        except OSError as error:
            return self._failed(NO_FOLDER, FailureKind.UNREACHABLE, error.strerror or str(error))
        seconds = max(ROUND_WITHIN, self._timeout * number)
        try:
            how = run_to_end(self._command, self._folder, seconds, self._last_lines, self._environ)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            return self._failed(BAD_COMMAND, FailureKind.UNREACHABLE, f"{self._command[0]}: {reason or error}")
        if not how:
            return None
        lines = self._last_lines.lines(_LAST_LINES)
        message = f"{how}; it printed: {' / '.join(lines)}" if lines else how
        return self._failed(BATCH_FAILED, FailureKind.SERVER_ERROR, message)

    def _failed(self, code: Code, kind: FailureKind, message: str) -> Failed:
        return Failed(Problem(code, self._name, self._redaction.text(message)), kind)
