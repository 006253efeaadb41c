"""Connect to a system by its name on the command line."""

from ..oracle import Problem
from ..oracle.extras import Extra, missing
from . import codes
from .connection import DEFAULTS, ConnectionOptions
from .errors import TargetError
from .folder import FolderSystem
from .http import HttpSystem, without_credentials
from .program import ProgramSystem
from .protocol import BillingSystem
from .python import PythonSystem
from .quoting import shown

_FORMS = (
    "http://host:port/base",
    "https://host/base",
    "program:COMMAND",
    "folder:DIR",
    "sql:MAPPING.toml",
    "py:module:object",
)


def connect(target: str, options: ConnectionOptions = DEFAULTS) -> BillingSystem:
    """The system that `target` names, in one of the forms `http://…`, `https://…`, `program:COMMAND`, `folder:DIR`,
    `sql:MAPPING.toml` and `py:module:object`. A program is started.

    Raises:
        TargetError: `target` is in another form, or cannot be used.
        CredentialsError: credentials or headers cannot be used.
    """
    if target.lower().startswith(("http://", "https://")):
        return HttpSystem(target, options)
    kind, _, rest = target.partition(":")
    match kind:
        case "program":
            return ProgramSystem.load(rest, options)
        case "folder":
            return FolderSystem(rest, options)
        case "sql":
            return _database(rest, options)
        case "py":
            return PythonSystem.load(rest)
        case _:
            hint = f"allowed: {', '.join(_FORMS)}"
            name = shown(without_credentials(target))
            raise TargetError(Problem(codes.BAD_TARGET, name, "no adapter knows this form", hint=hint))


def _database(path: str, options: ConnectionOptions) -> BillingSystem:
    """SQLAlchemy is loaded only where a system is behind a database."""
    problem = missing(Extra.SQL, shown(f"sql:{path}"))
    if problem is not None:
        raise TargetError(problem)
    from .sql import open_sql

    return open_sql(path, options)
