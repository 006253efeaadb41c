"""What ends the playing of a case on a database. None of it leaves this room: each becomes an outcome."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from ..protocol import Failed


class NotSaidError(Exception):
    """Something of the case cannot be written as the mapping says; `place` is the path of its key."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class UnchangedError(NotSaidError):
    """A change found no row to change."""


class UnreadableError(NotSaidError):
    """Something that was read is not as the mapping says."""


class StatementError(Exception):
    """The database refused the statement at the key `place`."""

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
    """Tell errors of the database with the key of the mapping that their statement came from.

    Raises:
        StatementError: in place of the error of SQLAlchemy.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise StatementError(place, error) from error
