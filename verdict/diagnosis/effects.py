"""What each suspect does to the bills of each case: kept in a file, so that the next study of the same terms starts
where this one ended."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from ...faults import Suspect
from .kept import Rows, read_rows, write_rows

_UNKNOWN = "."


class Effect(StrEnum):
    """What a suspect does to the bills of a case."""

    NONE = "-"
    """None of the settings it changes is read for the case, and it sees the same history."""
    SAME = "="
    """It could bill something else, but bills the same as the terms."""
    OTHER = "x"
    """It bills something else."""
    IMPOSSIBLE = "!"
    """It, or the terms, cannot bill the case."""


class Effects:
    """The known effects of the suspects of one tariff on cases, by the digests of the cases.

    With a `file` they are read from it, if it can be read, and `keep` writes them there.
    """

    def __init__(self, suspects: Sequence[Suspect], file: Path | None = None) -> None:
        self._places = {one: place for place, one in enumerate(suspects)}
        self._file = file
        self._rows: Rows = {} if file is None else read_rows(file, len(suspects), {*Effect, _UNKNOWN})
        self._changed = False

    def get(self, suspect: Suspect, case: str) -> Effect | None:
        """The effect of a suspect on a case; None where it is not known."""
        row = self._rows.get(case)
        found = _UNKNOWN if row is None else row[self._places[suspect]]
        return None if found == _UNKNOWN else Effect(found)

    def put(self, suspect: Suspect, case: str, effect: Effect) -> None:
        """Remember an effect."""
        row = self._rows.setdefault(case, [_UNKNOWN] * len(self._places))
        row[self._places[suspect]] = effect.value
        self._changed = True

    def keep(self) -> None:
        """Write the file where anything is new; does nothing where the folder cannot be written to."""
        if self._file is not None and self._changed:
            write_rows(self._file, self._rows)
            self._changed = False
