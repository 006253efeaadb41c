"""The answers that a batch left in a folder: answers.ndjson or bills.csv, and system.json if there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...oracle import Case, Problem
from ..codes import NO_ANSWERS, UNKNOWN_CASE
from ..errors import DescriptionError, WireError
from ..protocol import Failed, FailureKind, Outcome, SystemInfo
from ..quoting import shown
from ..redaction import Redaction
from ..wire import keys_of, outcome_of, parse_json, read_system
from .bills import BILLS, bills_from_csv

ANSWERS_FILE = "answers.ndjson"
SYSTEM = "system.json"


@dataclass(frozen=True, slots=True)
class FolderAnswers:
    """The outcomes by case id; cases without an answer are absent.

    `problems` are those of lines whose case is unknown or cannot be read.
    """

    outcomes: Mapping[str, Outcome]
    problems: tuple[Problem, ...]


def read_folder(folder: Path, cases: Mapping[str, Case], redaction: Redaction | None = None) -> FolderAnswers:
    """The answers in a folder to `cases`, keyed by id. A bad line does not affect the others.

    Raises:
        WireError: there are no answers, or both forms of them, or a table of bills has no usable heading row.
    """
    there = [folder / name for name in (ANSWERS_FILE, BILLS) if (folder / name).exists()]
    if len(there) != 1:
        found = (
            f"there are both {ANSWERS_FILE} and {BILLS}" if there else f"there is neither {ANSWERS_FILE} nor {BILLS}"
        )
        raise WireError(Problem(NO_ANSWERS, str(folder), found))
    return read_answers_file(there[0], cases, redaction)


def read_answers_file(path: Path, cases: Mapping[str, Case], redaction: Redaction | None = None) -> FolderAnswers:
    """The answers in a file: a table of bills if its name ends in .csv, otherwise answers of the wire format.

    Raises:
        WireError: it cannot be read, or has no usable heading row.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WireError(Problem(NO_ANSWERS, str(path), error.strerror or str(error))) from None
    if path.suffix.lower() == ".csv":
        outcomes, problems = bills_from_csv(data, path.name, cases)
        return FolderAnswers(outcomes, tuple(problems))
    return _of_lines(data, path.name, cases, redaction or Redaction(()))


def read_system_file(path: Path) -> SystemInfo | None:
    """The description of the system in a file; None if there is no such file.

    Raises:
        DescriptionError: it cannot be read, or does not follow the wire format.
        ProtocolError: the system does not speak yakkan/1.
    """
    if not path.exists():
        return None
    try:
        return read_system(parse_json(path.read_bytes(), path.name))
    except OSError as error:
        raise DescriptionError(Problem(NO_ANSWERS, str(path), error.strerror or str(error))) from None
    except WireError as error:
        raise DescriptionError(replace(p, place=f"{path.name} {p.place}") for p in error.problems) from None


def _of_lines(data: bytes, name: str, cases: Mapping[str, Case], redaction: Redaction) -> FolderAnswers:
    outcomes: dict[str, Outcome] = {}
    line_of: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = f"{name}:{number}"
        try:
            value = parse_json(line, place) if line.strip() else None
        except WireError as error:
            problems += error.problems
            continue
        if not line.strip():
            continue
        found = keys_of(value).get("case")
        case = cases.get(found) if isinstance(found, str) else None
        if case is None:
            problems.append(Problem(UNKNOWN_CASE, place, f"{shown(found)} is not one of the cases"))
        elif case.id in line_of:
            message = f"case {case.id} is also answered in line {line_of[case.id]}"
            outcomes[case.id] = Failed(Problem(UNKNOWN_CASE, place, message), FailureKind.WRONG_CASE)
        else:
            line_of[case.id] = number
            outcomes[case.id] = _placed(outcome_of(value, case, redaction), place)
    return FolderAnswers(outcomes, tuple(problems))


def _placed(outcome: Outcome, place: str) -> Outcome:
    if not isinstance(outcome, Failed):
        return outcome
    return replace(outcome, problem=replace(outcome.problem, place=f"{place} {outcome.problem.place}"))
