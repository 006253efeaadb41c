"""The shapes of a mapping file: which tables and columns hold what, how billing is run, where bills are read."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..wire import Name

Form = Literal["text", "integer", "date", "timestamp", "decimal", "minor", "float"]
"""The form of a value in a column."""

Each = Literal["case", "contract", "attribute", "reading-day", "event", "run"]
"""What a row is written for."""

Constant = str | int | bool | date | Decimal


class StrictShape(BaseModel):
    """A table of the file. Unknown keys are refused; values are never converted to another kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Conversion(StrictShape):
    """How a value of a case is converted to or from a column.

    `scale` is the decimals of the minor unit (2 for cents), `format` how a day is written (`%Y%m%d`). `add_days` is
    added to the day that is written or read.
    """

    form: Annotated[Form | None, Field(alias="as")] = None
    format: str | None = None
    scale: Annotated[int | None, Field(ge=0, le=9)] = None
    add_days: int = 0


class Given(Conversion):
    """A value that is written: `source` names it, or it is `constant`.

    `values` maps the words of Yakkan to the vendor's codes; `absent` is written where the case has
    no value (NULL if not given).
    """

    source: Annotated[Name | None, Field(alias="from")] = None
    constant: Constant | None = None
    values: dict[str, Constant] | None = None
    absent: Constant | None = None


class Taken(Conversion):
    """A value that is read from `column`; `values` maps the vendor's codes to the words of Yakkan."""

    column: Name
    values: dict[str, str] | None = None


def _given(value: object) -> object:
    return {"from": value} if isinstance(value, str) else value


def _taken(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


GivenBy = Annotated[Given, BeforeValidator(_given)]
TakenFrom = Annotated[Taken, BeforeValidator(_taken)]
Parameters = dict[Name, GivenBy]


class DatabaseShape(StrictShape):
    """`[database]`: its URL, without a password; `on_connect` is executed on every new connection."""

    url: Name | None = None
    connections: Annotated[int, Field(ge=1, le=100)] = 4
    on_connect: list[Name] = []


class Write(StrictShape):
    """`[[write]]`: rows inserted into a table, or rows of it updated if `where` is given.

    `event` lists the types of events it is for, if `each` is `event`; `only` restricts it to some values of sources.
    The database's own key in the column `returns` is available afterwards as `key.NAME`, where NAME is `name`.
    """

    table: Name
    db_schema: Annotated[Name | None, Field(alias="schema")] = None
    each: Each
    columns: Annotated[dict[Name, GivenBy], Field(min_length=1)]
    event: Annotated[list[Name], BeforeValidator(_listed)] = []
    where: Annotated[dict[Name, GivenBy] | None, Field(min_length=1)] = None
    only: dict[Name, list[str]] = {}
    name: Name | None = None
    returns: Name | None = None


class Statement(StrictShape):
    """The vendor's SQL, with its `:names` bound to values."""

    sql: Name
    parameters: Parameters = {}


class Until(Statement):
    """`[run.until]`: done when `sql` returns a row; it is run every `every` seconds, for up to `timeout` seconds."""

    timeout: Annotated[Decimal | int, Field(gt=0, le=86400)] = 60
    every: Annotated[Decimal | int, Field(gt=0, le=3600)] = Decimal("0.5")


class Run(StrictShape):
    """`[run]`: how billing is run for a day, by SQL or by a command, and what to wait for.

    It is run on the run days of the case. If the case has none, `when_due` says on which days: every day from the
    case's first to its bill_through, or bill_through alone. `transaction`: in the one in which the case was written, or
    after that is committed. `batch`: the most cases that are written before billing is run for all of them, on each
    day that one of them is billed through, or `once` on the last of these days.
    """

    sql: Name | None = None
    command: Annotated[list[Name] | None, Field(min_length=1)] = None
    parameters: Parameters = {}
    when_due: Literal["every-day", "bill-through"] = "every-day"
    transaction: Literal["same", "separate"] = "same"
    until: Until | None = None
    batch: Annotated[int | None, Field(ge=1, le=100_000)] = None
    once: bool = False


class BillColumns(StrictShape):
    """The columns of a bill. `key` is the column that its lines refer to."""

    contract: TakenFrom | None = None
    first_day: TakenFrom
    last_day: TakenFrom
    total: TakenFrom
    tax: TakenFrom | None = None
    issued: TakenFrom | None = None
    key: TakenFrom | None = None


class LineColumns(StrictShape):
    """The columns of a line. `bill` is the key of its bill."""

    bill: TakenFrom
    item: TakenFrom
    amount: TakenFrom
    quantity: TakenFrom | None = None


class RefusalColumns(StrictShape):
    """The columns of a refusal."""

    code: TakenFrom
    message: TakenFrom


class Read(StrictShape):
    """Rows of a `table` whose columns have the values of `where`, or the rows that a SELECT returns."""

    table: Name | None = None
    db_schema: Annotated[Name | None, Field(alias="schema")] = None
    where: dict[Name, GivenBy] = {}
    sql: Name | None = None
    parameters: Parameters = {}


class Bills(Read):
    """`[bills]`: a row for every bill of a case."""

    columns: BillColumns


class Lines(Read):
    """`[lines]`: a row for every line of a bill."""

    columns: LineColumns


class Refusals(Read):
    """`[refusals]`: a row if the system refuses the case; `refusal_errors` lists the errors that mean the same."""

    columns: RefusalColumns


class Delete(StrictShape):
    """`[[delete]]`: rows created by billing, deleted before those that were written."""

    table: Name
    db_schema: Annotated[Name | None, Field(alias="schema")] = None
    where: Annotated[dict[Name, GivenBy], Field(min_length=1)]


class Mapping(StrictShape):
    """A mapping file."""

    name: Name
    version: Name
    database: DatabaseShape = DatabaseShape()
    capabilities: dict[str, Any] = {}
    knowledge: Literal["at-once", "as-told"] = "at-once"
    ignores: list[Name] = []
    write: Annotated[list[Write], Field(min_length=1)]
    run: Run | None = None
    bills: Bills
    lines: Lines | None = None
    refusals: Refusals | None = None
    refusal_errors: list[Name] = []
    after: Literal["roll-back", "delete", "keep"] = "delete"
    delete: list[Delete] = []
