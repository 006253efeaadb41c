"""Errors in a mapping: unknown sources, forms that do not fit, keys without the key they belong to."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Named

from ...oracle import EventKind
from ...oracle.problems import nearest
from .shapes import Conversion, Each, Given, Mapping, Read, Statement, Taken, Write
from .sources import KINDS, Kind, sources_allowed
from .values import ALLOWED

Found = tuple[str, str, str]
"""The path of a key, what is wrong with it, and a hint."""

_READ = {
    "total": ("decimal", "integer", "text", "minor", "float"),
    "day": ("date", "timestamp", "text", "integer"),
    "text": ("text",),
}
_KIND_READ = {"first_day": "day", "last_day": "day", "issued": "day"} | dict.fromkeys(
    ("total", "tax", "amount", "quantity"), "total"
)
_PARAMETER = re.compile(r"(?<![:\w\\]):(\w+)(?!:)")
_FORMAT = re.compile(r"(?:[^%]|%[YymdjB])*")


def problems_of(mapping: Mapping) -> Iterator[Found]:
    """Everything wrong with a mapping whose keys and kinds of values are already known to be right."""
    keys: dict[str, Each] = {}
    for number, write in enumerate(mapping.write):
        yield from _write(write, f"write[{number}]", keys)
        if write.name is not None and write.returns is not None:
            keys[write.name] = write.each
    yield from _run(mapping)
    for name in ("bills", "lines", "refusals"):
        read = getattr(mapping, name)
        if read is not None:
            yield from _read(read, name, keys)
            yield from _columns(read.columns, f"{name}.columns")
    if mapping.lines is not None and mapping.bills.columns.key is None:
        yield "bills.columns.key", "is missing: [lines] refer to it", ""
    for number, delete in enumerate(mapping.delete):
        yield from _all_given(delete.where, f"delete[{number}].where", "contract", keys)
    yield from _after(mapping)
    if mapping.database.url is not None and _has_password(mapping.database.url):
        yield (
            "database.url",
            "the file contains a password",
            "leave it out, and set YAKKAN_SUT_USER and YAKKAN_SUT_PASSWORD, or the whole URL as YAKKAN_SUT_DATABASE",
        )


def _write(write: Write, place: str, keys: Named[str, Each]) -> Iterator[Found]:
    for index, type_ in enumerate(write.event):
        if type_ not in set(EventKind):
            yield f"{place}.event[{index}]", f"found {type_}", nearest(type_, EventKind)
    if bool(write.event) != (write.each == "event"):
        yield (
            f"{place}.event",
            'is required with each = "event", and allowed only there',
            f"allowed: {', '.join(EventKind)}",
        )
    if (write.name is None) != (write.returns is None):
        yield f"{place}.returns", "`name` and `returns` go together: key.NAME is what `returns` names", ""
    if write.returns is not None and (write.where is not None or write.each not in {"case", "contract"}):
        yield f"{place}.returns", "only a row inserted for a case or a contract returns its key", ""
    yield from _all_given(write.columns, f"{place}.columns", write.each, keys)
    yield from _all_given(write.where or {}, f"{place}.where", write.each, keys)
    for source in write.only:
        yield from _source(source, f"{place}.only.{source}", write.each, keys)


def _run(mapping: Mapping) -> Iterator[Found]:
    run = mapping.run
    if run is None:
        return
    if (run.sql is None) == (run.command is None) and (run.until is None or run.sql is not None):
        yield "run", "has none of `sql`, `command` and `until`, or both of the first two", ""
    yield from _statement(Statement(sql=run.sql or "-", parameters=run.parameters), "run", "run", {}, run.command)
    if run.until is not None:
        yield from _statement(run.until, "run.until", "run", {})
    if run.batch is not None and (mapping.knowledge == "as-told" or run.when_due == "every-day"):
        allowed = 'knowledge = "at-once" and run.when_due = "bill-through"'
        yield (
            "run.batch",
            "the cases of a round are written at once and billed at their ends",
            f"allowed with {allowed}",
        )
    if run.once and (run.batch is None or mapping.bills.columns.issued is None):
        yield (
            "run.once",
            "requires run.batch, and bills.columns.issued, which separates a case's bills from later ones",
            "",
        )


def _statement(
    statement: Statement, place: str, each: Each, keys: Named[str, Each], command: list[str] | None = None
) -> Iterator[Found]:
    yield from _all_given(statement.parameters, f"{place}.parameters", each, keys)
    if command is not None:
        asked = {name for word in command for name in re.findall(r"{(\w+)}", word)}
    else:
        asked = parameters_of(statement.sql)
    for name in sorted(asked - statement.parameters.keys()):
        yield (
            f"{place}.parameters.{name}",
            "is missing, but the statement or command uses it",
            nearest(name, statement.parameters),
        )
    for name in sorted(statement.parameters.keys() - asked):
        yield f"{place}.parameters.{name}", "is not used", nearest(name, asked)


def parameters_of(sql: str) -> set[str]:
    """The names of the parameters in a statement, as SQLAlchemy reads them: `::` is PostgreSQL's cast."""
    return set(_PARAMETER.findall(sql))


def _read(read: Read, place: str, keys: Named[str, Each]) -> Iterator[Found]:
    if (read.table is None) == (read.sql is None):
        yield place, "has both `table` and `sql`, or neither", ""
    if read.table is not None and not read.where:
        yield f"{place}.where", "is missing: it selects the rows of the case", ""
    yield from _all_given(read.where, f"{place}.where", "contract", keys)
    if read.sql is not None:
        yield from _statement(Statement(sql=read.sql, parameters=read.parameters), place, "contract", keys)


def _columns(columns: object, place: str) -> Iterator[Found]:
    for name, taken in vars(columns).items():
        if isinstance(taken, Taken):
            yield from _form(taken, f"{place}.{name}", _READ[_KIND_READ.get(name, "text")])


def _all_given(given: Named[str, Given], place: str, each: Each, keys: Named[str, Each]) -> Iterator[Found]:
    for name, one in given.items():
        here = f"{place}.{name}"
        if (one.source is None) == (one.constant is None):
            yield here, "has neither `from` nor `constant`, or both", ""
        elif one.source is not None:
            yield from _source(one.source, here, each, keys)
            if one.values is None:
                yield from _form(one, here, ALLOWED[_kind(one.source, each)])


def _source(source: str, place: str, each: Each, keys: Named[str, Each]) -> Iterator[Found]:
    is_attribute = each != "case" and re.fullmatch(r"(event\.)?attribute\..+", source)
    reaches = source in (f"key.{name}" for name, scope in keys.items() if scope == "case" or each != "case")
    if source not in KINDS[each] and not is_attribute and not reaches:
        hint = nearest(source, sources_allowed(each, keys))
        yield place, f'"{source}" is not a source of rows with each = "{each}"', hint


def _form(conversion: Conversion, place: str, allowed: tuple[str, ...]) -> Iterator[Found]:
    form = conversion.form
    if form is not None and form not in allowed:
        yield f"{place}.as", f"found {form}", f"allowed here: {', '.join(allowed)}"
    if (conversion.scale is not None) != (form == "minor"):
        yield f"{place}.scale", 'is required with as = "minor", and allowed only there: 2 for cents', ""
    if conversion.format is not None and not _FORMAT.fullmatch(conversion.format):
        yield f"{place}.format", "a day is written with %Y, %m and %d", 'such as "%Y%m%d"'


def _kind(source: str, each: Each) -> Kind:
    if source.startswith("key."):
        return "any"
    return KINDS[each].get(source, "text")


def _after(mapping: Mapping) -> Iterator[Found]:
    if mapping.after == "roll-back" and committed_before_run(mapping):
        yield "after", "what is committed before the run cannot be rolled back", "allowed: delete, keep"
    if mapping.after != "delete":
        if mapping.delete:
            yield "delete", 'is allowed only with after = "delete"', ""
        return
    for number, write in enumerate(mapping.write):
        if write.where is None and not identity(write):
            message = "no column identifies whose row it is, so it cannot be deleted afterwards"
            yield f"write[{number}].columns", message, 'write case.id, contract.id or a key, or set after = "keep"'


def committed_before_run(mapping: Mapping) -> bool:
    """True if a case is committed before billing is run, because the run happens outside its transaction."""
    run = mapping.run
    return run is not None and (run.transaction == "separate" or run.command is not None or run.until is not None)


def identity(write: Write) -> dict[str, Given]:
    """The columns that identify whose row it is: those with the case's or contract's id, or with a key of theirs."""
    return {
        name: given
        for name, given in write.columns.items()
        if given.source in {"case.id", "contract.id"} or (given.source or "").startswith("key.")
    }


def _has_password(url: str) -> bool:
    in_query = re.search(r"[?&][^=]*(pass|pwd)", url, re.IGNORECASE)
    return in_query is not None or re.search(r"//[^/@]*:[^@]+@", url) is not None
