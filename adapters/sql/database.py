"""The connection to a database: its URL, kept secret where needed, a pool of connections, and what its errors mean."""

from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ...oracle import Problem
from .. import codes
from ..credentials import Basic
from ..errors import TargetError
from ..protocol import Failed, FailureKind
from ..quoting import one_line
from ..redaction import Redaction
from .shapes import Mapping

DATABASE = "YAKKAN_SUT_DATABASE"
_LONGEST_MESSAGE = 300
_STOPPED = {"57014", "SQLITE_INTERRUPT"}
"""A statement was stopped because it took too long."""
_TRY_AGAIN = {"40001", "40P01", "55P03", "SQLITE_BUSY", "SQLITE_LOCKED"}
"""Another transaction was in the way."""


@dataclass(frozen=True, slots=True)
class Database:
    """An SQLAlchemy engine and the secrets of its URL."""

    engine: Engine
    redaction: Redaction

    @property
    def one_at_a_time(self) -> bool:
        """True if all cases share one connection: SQLite allows one writer."""
        return self.engine.dialect.name == "sqlite"

    @property
    def keeps_decimals(self) -> bool:
        """True if a `Decimal` is stored exactly; SQLite turns it into a binary fraction."""
        return self.engine.dialect.supports_native_decimal


def open_database(
    mapping: Mapping, path: Path, environ: Named[str, str], auth: Basic | None, timeout: float
) -> Database:
    """The database that the mapping or the environment names; it is not connected to yet.

    `auth` is its user and password if the URL has none; `timeout` is the seconds for a connection and, where the
    database supports it (PostgreSQL), for a statement.

    Raises:
        TargetError: no URL is given, or it cannot be read, or its driver is not installed.
    """
    url = _url(mapping, path, environ)
    if auth is not None and url.password is None:
        url = url.set(username=url.username or auth.user, password=auth.password)
    redaction = Redaction(_secrets(url))
    try:
        engine = create_engine(url, **_options(url, mapping, timeout))
    except (NoSuchModuleError, ModuleNotFoundError, ImportError) as error:
        message = f"the driver of {url.drivername} is missing: {one_line(redaction.text(str(error)), 200)}"
        raise TargetError(Problem(codes.NO_SQLALCHEMY, str(path), message)) from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        message = one_line(redaction.text(str(error)), _LONGEST_MESSAGE)
        raise TargetError(Problem(codes.BAD_DATABASE, f"{path} database.url", message)) from None
    _prepare(engine, mapping.database.on_connect)
    return Database(engine, redaction)


def failure(database: Database, error: SQLAlchemyError, place: str) -> Failed:
    """The outcome for a database error; `place` names the key of the mapping that it came from."""
    text = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    message = one_line(database.redaction.text(text), _LONGEST_MESSAGE) or type(error).__name__
    code = error_code(error)
    if isinstance(error, PoolTimeoutError) or code in _TRY_AGAIN:
        return Failed(Problem(codes.BUSY, place, message), FailureKind.BUSY)
    if code in _STOPPED:
        return Failed(Problem(codes.TIMED_OUT, place, message), FailureKind.TIMED_OUT)
    if isinstance(error, DBAPIError) and _is_lost(error, code):
        return Failed(Problem(codes.UNREACHABLE, place, message), FailureKind.UNREACHABLE)
    name = f" ({code})" if code else ""
    return Failed(Problem(codes.STATEMENT_FAILED, place, f"{message}{name}"), FailureKind.SERVER_ERROR)


def error_code(error: SQLAlchemyError) -> str:
    """The SQLSTATE of an error, or the name of SQLite's code; empty if there is none."""
    original = error.orig if isinstance(error, DBAPIError) else None
    for name in ("sqlstate", "pgcode", "sqlite_errorname"):
        code = getattr(original, name, None)
        if isinstance(code, str):
            return code
    return ""


def is_busy(failed: Failed) -> bool:
    """True if trying again may help."""
    return failed.kind is FailureKind.BUSY


def _is_lost(error: DBAPIError, code: str) -> bool:
    if error.connection_invalidated or code.startswith("08") or code in {"57P01", "57P02", "57P03", "SQLITE_CANTOPEN"}:
        return True
    return isinstance(error, OperationalError) and error.statement is None


def _url(mapping: Mapping, path: Path, environ: Named[str, str]) -> URL:
    from_environment = environ.get(DATABASE)
    text = from_environment or mapping.database.url
    if not text:
        hint = f"give it here, without a password, or set {DATABASE}"
        raise TargetError(Problem(codes.BAD_DATABASE, f"{path} database.url", "is missing", hint=hint))
    place = DATABASE if from_environment else f"{path} database.url"
    try:
        url = make_url(text)
        url.get_dialect()
    except NoSuchModuleError:
        raise TargetError(Problem(codes.NO_SQLALCHEMY, place, "no driver is installed for this kind of URL")) from None
    except (ArgumentError, ValueError):
        hint = "dialect+driver://user@host:port/database"
        raise TargetError(Problem(codes.BAD_DATABASE, place, "this is not a database URL", hint=hint)) from None
    except ImportError:
        raise TargetError(Problem(codes.NO_SQLALCHEMY, place, "the driver of this database is missing")) from None
    return url


def _secrets(url: URL) -> tuple[str, ...]:
    """The password, and the values of query parameters whose names suggest a secret."""
    values = [
        value for key, value in url.query.items() if any(word in key.lower() for word in ("pass", "pwd", "token"))
    ]
    flat = [one for value in values for one in ((value,) if isinstance(value, str) else value)]
    return tuple(secret for secret in (str(url.password or ""), *flat) if secret)


def _options(url: URL, mapping: Mapping, timeout: float) -> dict[str, object]:
    if url.get_backend_name() == "sqlite":
        arguments = {"timeout": timeout, "check_same_thread": False}
        return {"connect_args": arguments, "pool_size": 1, "max_overflow": 0, "pool_timeout": timeout}
    options: dict[str, object] = {
        "pool_size": mapping.database.connections,
        "max_overflow": 0,
        "pool_timeout": timeout,
        "pool_pre_ping": True,
    }
    if url.get_backend_name() == "postgresql":
        milliseconds = max(1, round(timeout * 1000))
        arguments: dict[str, object] = {"connect_timeout": max(2, round(timeout))}
        if "options" not in url.query:
            arguments["options"] = f"-c statement_timeout={milliseconds}"
        options["connect_args"] = arguments
    return options


def _prepare(engine: Engine, statements: list[str]) -> None:
    """Begin transactions ourselves on SQLite, whose driver begins them late, and execute the mapping's statements."""
    sqlite = engine.dialect.name == "sqlite"

    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401  # a connection of any driver
        if sqlite:
            connection.isolation_level = None
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        if not sqlite:
            connection.commit()  # a setting made in a transaction that is rolled back is lost

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    event.listen(engine, "connect", connected)
    if sqlite:
        event.listen(engine, "begin", begun)
