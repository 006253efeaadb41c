"""What stops a case from being played on a database. None of these leave the folder: each becomes an outcome."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from ..protocol import Failed


class MappingError(Exception):
    """The mapping does not fit the case: a value cannot be written. `place` is the path of its key."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class UnchangedError(MappingError):
    """An update found no row to change."""


class UnreadableError(MappingError):
    """A value that was read does not have the form that the mapping says."""


class StatementError(Exception):
    """The database refused the statement of the key `place`."""

    def __init__(self, place: str, error: SQLAlchemyError) -> None:
        super().__init__(str(error))
        self.place = place
        self.error = error


class RunError(Exception):
    """Billing could not be run."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(str(failed.problem))
        self.failed = failed


@contextmanager
def at(place: str) -> Generator[None]:
    """Add to database errors the key of the mapping that the statement came from.

    Raises:
        StatementError: in place of SQLAlchemy's error.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise StatementError(place, error) from error
