"""A system behind its database: the worked example of docs/sql.md, and what else a mapping can ask, on SQLite."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.adapters import (
    Answered,
    ConnectionOptions,
    DescriptionError,
    Failed,
    FailureKind,
    Refused,
    TargetError,
    bill_all,
    connect,
)
from yakkan.adapters.sql.system import open_sql
from yakkan.cli.app import yakkan
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange

PAGE = (Path(__file__).parents[3] / "docs" / "sql.md").read_text("utf-8")
RIGHT = (
    "(2 * p.cents * CAST(h.days AS INTEGER) + CAST(h.days_of_month AS INTEGER)) "
    "/ (2 * CAST(h.days_of_month AS INTEGER))"
)
WRONG = "p.cents * CAST(h.days AS INTEGER) / 30"
KEPT = ('after = "roll-back"                 # one transaction a case, and nothing stays', 'after = "keep"')
RUN = 'sql = "INSERT INTO billing_run VALUES (:day)"\nparameters.day = { from = "run.on", as = "text" }'


def _block(language):
    block = re.search(rf"^(`{{3,4}}){language}\n(.*?)^\1$", PAGE, re.DOTALL | re.MULTILINE)
    assert block is not None, language
    return block.group(2)


@pytest.fixture
def example(tmp_path, monkeypatch):
    """The files of the page in the current folder, with something replaced in the SQL and in the mapping."""
    monkeypatch.chdir(tmp_path)

    def make(*replaced, sql=("", ""), more=""):
        text, mapping = _block("sql"), _block("toml")
        assert sql[0] in text
        with closing(sqlite3.connect("biller.db")) as database:
            database.executescript((text.replace(*sql) if sql[0] else text) + more)
        for old, new in replaced:
            assert old in mapping
            mapping = mapping.replace(old, new)
        Path("mapping.toml").write_text(mapping, "utf-8")
        Path("terms.md").write_text(_block("markdown"), "utf-8")

    return make


@pytest.fixture
def system(example):
    """The example as a system, closed at the end."""
    opened = []

    def make(*replaced, sql=("", ""), more="", timeout=10):
        example(*replaced, sql=sql, more=more)
        opened.append(open_sql("mapping.toml", ConnectionOptions(environ={}, timeout=timeout)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def _case(name="a1", end=None, runs=None, events=(), start=date(2024, 1, 22), through=date(2024, 2, 29)):
    cancelled = (Cancellation(end),) if end else ()
    contract = Contract(f"{name}-1", "small-plan", start, events=(*cancelled, *events))
    return Case(name, (contract,), through, runs)


def _rows(statement):
    with closing(sqlite3.connect("biller.db")) as database:
        return database.execute(statement).fetchall()


def _verified():
    arguments = ["verify", "--terms", "terms.md", "--sut", "sql:mapping.toml", "--calls", "80", "--json", "report.json"]
    code = yakkan.main(arguments, standalone_mode=False)
    return code, json.loads(Path("report.json").read_text("utf-8"))["verdict"]


def _totals(outcome):
    assert isinstance(outcome, Answered), outcome
    return [str(bill.total) for bill in outcome.bills]


def test_the_example_of_the_page_conforms(example):
    """The biller of the page bills what the terms of the page say, and no row is left behind."""
    example()

    assert _verified() == (0, "conforms")
    assert _rows("SELECT (SELECT count(*) FROM subscription), (SELECT count(*) FROM invoice)") == [(0, 0)]


def test_the_fault_of_the_page_is_found(example):
    """When it divides by 30 in every month, as docs/sql.md says, it diverges."""
    example(sql=(RIGHT, WRONG))

    assert _verified() == (1, "diverges")


def test_bills_lines_and_days_are_read_exactly(system):
    """Cents become dollars, the day after the last becomes the last day, a code becomes the word of the terms."""
    # 30.00 × 10 ÷ 31 = 9.677…; 30.00 × 15 ÷ 29 = 15.517…
    outcome = system().bill(_case(end=date(2024, 2, 15)))

    assert _totals(outcome) == ["9.68", "15.52"]
    first, second = outcome.bills
    assert (first.first_day, first.last_day) == (date(2024, 1, 22), date(2024, 1, 31))
    assert (second.first_day, second.last_day) == (date(2024, 2, 1), date(2024, 2, 15))
    assert [(line.item, line.amount) for line in second.lines] == [("fee", Decimal("15.52"))]


def test_a_refused_row_is_an_outcome_and_nothing_stays(system):
    """A constraint that fails names the key of the mapping, and the case is rolled back."""
    outcome = system().bill(_case(start=date(1999, 12, 1), through=date(1999, 12, 31)))

    assert isinstance(outcome, Failed)
    assert (outcome.problem.code.id, outcome.problem.place) == ("YK464", "mapping.toml write[0]")
    assert outcome.kind is FailureKind.SERVER_ERROR
    assert _rows("SELECT count(*) FROM subscription") == [(0,)]


def test_an_error_can_be_a_refusal(system):
    """An error named in refusal_errors is the system's refusal, with its words."""
    refusing = """
        CREATE TRIGGER closed BEFORE INSERT ON subscription WHEN NEW.starts < '2010-01-01'
        BEGIN SELECT RAISE(ABORT, 'no prices before 2010'); END;"""
    named = ('after = "roll-back"', 'refusal_errors = ["SQLITE_CONSTRAINT_TRIGGER"]\nafter = "roll-back"')

    outcome = system(named, more=refusing).bill(_case(start=date(2009, 1, 1), through=date(2009, 1, 31)))

    assert outcome == Refused("SQLITE_CONSTRAINT_TRIGGER", "no prices before 2010")


def test_a_row_can_be_a_refusal(system):
    """A row of [refusals] is a refusal, whatever bills there are."""
    refusals = """
[refusals]
sql = "SELECT 'old' AS code, 'starts ' || starts AS message FROM subscription WHERE id = :id AND starts < '2010-01-01'"
parameters.id = "key.subscription"
columns = { code = "code", message = "message" }
[lines]
"""
    outcome = system(("[lines]\n", refusals)).bill(_case(start=date(2009, 1, 1), through=date(2009, 1, 31)))

    assert outcome == Refused("old", "starts 2009-01-01")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (QuantityChange(date(2024, 2, 1), "seat", Fraction(2)), "event quantity"),
        (Cancellation(date(2024, 2, 10), date(2024, 2, 20)), "event.received"),
    ],
)
def test_what_the_mapping_does_not_write_is_refused(system, event, words):
    """An event that no [[write]] writes is refused, and so is one reported late if `event.received` is not written."""
    outcome = system().bill(_case(events=(event,)))

    assert outcome == Refused("YK465", f"mapping.toml: no [[write]] has {words}")


def test_a_tariff_without_a_code_is_refused(system):
    """A word that `values` does not have is refused, and those that it has are listed."""
    outcome = system().bill(Case("a1", (Contract("a1-1", "other", date(2024, 1, 1)),), date(2024, 1, 31)))

    place = "mapping.toml write[0].columns.plan"
    assert outcome == Refused("YK465", f'{place}: "other" has no code in `values`, which has "small-plan"')


def test_billing_is_run_on_the_days_of_the_case(system):
    """Run days of the case are kept, twice on one day too; without any, every day or the last one."""
    runs = (date(2024, 1, 31), date(2024, 1, 31), date(2024, 2, 2))
    daily = 'when_due = "every-day"'

    billed = system(KEPT, ('when_due = "bill-through"', daily))
    assert _totals(billed.bill(_case("a", runs=runs))) == ["9.68"]
    assert _rows("SELECT day FROM billing_run") == [(str(day),) for day in runs]

    billed.bill(_case("b", through=date(2024, 2, 1)))
    # from 22 January to 1 February: 10 + 1 days
    assert _rows("SELECT count(*), max(day) FROM billing_run") == [(3 + 11, "2024-02-02")]


def test_cases_are_written_as_they_become_known(system):
    """With `knowledge = "as-told"`, what the company does not know yet at a run is not written yet."""
    more = "CREATE TABLE seen (day TEXT, until TEXT); CREATE TRIGGER see BEFORE INSERT ON billing_run BEGIN "
    more += "INSERT INTO seen SELECT NEW.day, until FROM subscription; END;"
    as_told = ("[database]", 'knowledge = "as-told"\n[database]')
    late = Cancellation(date(2024, 1, 25), date(2024, 2, 3))
    runs = (date(2024, 2, 2), date(2024, 2, 3))

    system(KEPT, as_told, more=more).bill(_case(events=(late,), runs=runs))

    assert _rows("SELECT * FROM seen") == [("2024-02-02", None), ("2024-02-03", "2024-01-26")]


def test_a_round_is_billed_by_one_run_for_each_of_its_last_days(system):
    """bill_many writes all cases of a round; a case that fails or is refused does not stop the others."""
    batch = ('when_due = "bill-through" ', 'batch = 10\nwhen_due = "bill-through" ')
    cases = [
        _case("a"),
        _case("old", start=date(1999, 12, 1)),
        _case("b", end=date(2024, 2, 15)),
        _case("c", through=date(2024, 1, 31)),
        _case("d", events=(QuantityChange(date(2024, 2, 1), "seat", Fraction(2)),)),
    ]

    outcomes = list(bill_all(system(KEPT, batch), cases, 4))

    assert [_totals(outcomes[index]) for index in (0, 2, 3)] == [["9.68", "30.00"], ["9.68", "15.52"], ["9.68"]]
    broken, refused = outcomes[1], outcomes[4]
    assert isinstance(broken, Failed)
    assert isinstance(refused, Refused)
    assert (broken.problem.code.id, refused.code) == ("YK464", "YK465")
    assert _rows("SELECT day FROM billing_run") == [("2024-01-31",), ("2024-02-29",)]
    assert _rows("SELECT reference FROM subscription") == [("a-1",), ("b-1",), ("c-1",)]


def test_rows_are_deleted_the_last_first(system):
    """With after = delete the rows that billing made go first, then those written, and another's rows stay."""
    deleted = ('after = "roll-back"', 'after = "delete"')
    delete = """
[[delete]]
table = "invoice"
where.subscription = "key.subscription"
[run]
"""
    no_lines = ("INSERT INTO invoice_line SELECT", "INSERT INTO invoice_line SELECT 1, 7, 1 WHERE 0; SELECT")
    others = "INSERT INTO subscription VALUES (99, 'of a customer', 'M30', '2024-01-01', NULL);"
    sut = system(deleted, ("[run]\n", delete), sql=no_lines, more=others)

    assert _totals(sut.bill(_case())) == ["9.68", "30.00"]
    assert _rows("SELECT reference FROM subscription") == [("of a customer",)]
    assert _rows("SELECT DISTINCT subscription FROM invoice") == [(99,)]


def test_a_command_runs_billing(system):
    """A command line is run after the case is committed, with the day in its arguments."""
    script = """
import sqlite3, sys
database = sqlite3.connect("biller.db")
database.execute("INSERT INTO billing_run VALUES (?)", sys.argv[1:])
database.commit()
"""
    command = f'command = [{json.dumps(sys.executable)}, "run.py", "{{day}}"]\nparameters.day = "run.on"'
    sut = system(KEPT, (RUN, command))
    Path("run.py").write_text(script, "utf-8")

    assert _totals(sut.bill(_case())) == ["9.68", "30.00"]


@pytest.mark.parametrize(
    ("program", "kind", "words"),
    [
        ("import sys; sys.exit('no disk left')", FailureKind.SERVER_ERROR, "ended with status 1: no disk left"),
        ("import time; time.sleep(60)", FailureKind.TIMED_OUT, "did not finish within 0.5 s and was stopped"),
    ],
)
def test_a_failing_command_is_an_outcome(system, program, kind, words):
    """A command that fails or takes too long gives no bill, and what was committed is deleted."""
    command = f"command = [{json.dumps(sys.executable)}, '-c', {json.dumps(program)}]"
    sut = system((RUN, command), ('after = "roll-back"', 'after = "delete"'), timeout=0.5)

    outcome = sut.bill(_case())

    assert (outcome.kind, outcome.problem.place) == (kind, "mapping.toml run.command")
    assert outcome.problem.message.endswith(words)
    assert _rows("SELECT count(*) FROM subscription") == [(0,)]


def test_what_does_not_come_is_not_waited_for_for_ever(system):
    """With `until`, no row within its time-out is an outcome."""
    until = """until = { sql = "SELECT 1 FROM billing_run WHERE day > '2999'", timeout = 0.2, every = 0.1 }"""

    outcome = system(KEPT, (RUN, f"{RUN}\n{until}")).bill(_case())

    assert (outcome.kind, outcome.problem.message) == (FailureKind.TIMED_OUT, "still no row after 0.2 s")


def test_binary_fractions_are_refused_unless_declared(system):
    """A column in binary floating point is refused; if declared, its amount is what the database prints."""
    real = (
        'total = { column = "cents", as = "minor", scale = 2 }\n\n[lines]',
        'total = { column = "dollars"FORM }\n\n[lines]',
    )
    view = "CREATE VIEW billed AS SELECT *, cents / 100.0 AS dollars FROM invoice;"
    table = ('table = "invoice"', 'table = "billed"')

    refused = system(table, (real[0], real[1].replace("FORM", "")), more=view).bill(_case())
    assert (refused.problem.code.id, refused.problem.place) == ("YK466", "mapping.toml bills.columns.total")
    assert "the binary fraction 9.68" in refused.problem.message
    Path("biller.db").unlink()

    declared = system(table, (real[0], real[1].replace("FORM", ', as = "float"')), more=view).bill(_case())
    assert [bill.total for bill in declared.bills] == [Decimal("9.68"), Decimal("30.0")]


def test_tables_and_columns_are_looked_for_before_the_first_case(system):
    """A table or column that the database does not have is named with the nearest one."""
    sut = system(('table = "invoice"', 'table = "invoices"'), ("columns.starts", "columns.start"))

    with pytest.raises(DescriptionError) as caught:
        sut.describe()

    problems = [(one.code.id, one.place, one.message, one.hint) for one in caught.value.problems]
    assert problems == [
        ("YK463", "mapping.toml write[0]", 'the table subscription has no column "start"', 'did you mean "starts"?'),
        ("YK463", "mapping.toml bills.table", "the database has no table invoices", 'did you mean "invoice"?'),
    ]


def test_a_database_that_is_not_there_is_unreachable(system):
    """Without the database nothing is known of what the system bills."""
    sut = system(("sqlite:///biller.db", "sqlite:///no/such/folder/biller.db"))

    assert sut.bill(_case()).kind is FailureKind.UNREACHABLE
    with pytest.raises(DescriptionError):
        sut.describe()


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        ("[run]", "[runs]", "runs", "no such key", 'did you mean "run"?'),
        ("returns =", "return =", "write[0].return", "no such key", 'did you mean "returns"?'),
        ('each = "contract"', 'each = "contracts"', "write[0].each", 'found "contracts"', 'did you mean "contract"?'),
        ('"contract.start"', '"contract.begin"', "write[0].columns.starts", "is not a source of rows", "did you mean"),
        (
            '"key.subscription"',
            '"key.subscriptions"',
            "write[1].where.id",
            "is not a source",
            'did you mean "key.subscription"?',
        ),
        (
            "add_days = 1 }",
            'as = "minor" }',
            "write[1].columns.until.as",
            "found minor",
            "allowed here: date, timestamp",
        ),
        (
            'as = "minor", scale = 2 }\n\n[lines]',
            'as = "minor" }\n\n[lines]',
            "bills.columns.total.scale",
            "is required with",
            "",
        ),
        (":day", ":on", "run.parameters.on", "is missing", "allowed: day"),
        (
            'event = "cancellation"',
            'event = "cancelation"',
            "write[1].event[0]",
            "found",
            'did you mean "cancellation"?',
        ),
        ('key = "id"', "", "bills.columns.key", "is missing: [lines] refer to it", ""),
        ('first_day = "since"', "", "bills.columns.first_day", "is missing", ""),
        (
            "sqlite:///biller.db",
            "postgresql://me:canary7@host/db",
            "database.url",
            "the file contains a password",
            "leave it",
        ),
        ("tax = false", 'tax = "no"', "capabilities.tax", 'found "no"', ""),
        ('name = "Small Biller"', "", "name", "is missing", ""),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(example, old, new, place, message, hint):
    """A mapping that cannot be used names the file, the key, what was found and what is allowed."""
    example((old, new))

    with pytest.raises(TargetError) as caught:
        open_sql("mapping.toml", ConnectionOptions(environ={}))

    problems = {one.place: one for one in caught.value.problems}
    assert f"mapping.toml {place}" in problems
    found = problems[f"mapping.toml {place}"]
    assert message in found.message
    assert hint in found.hint
    assert "canary7" not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "code", "place"),
    [
        ({}, "YK462", "mapping.toml database.url"),
        ({"YAKKAN_SUT_DATABASE": "canary7"}, "YK462", "YAKKAN_SUT_DATABASE"),
        ({"YAKKAN_SUT_DATABASE": "nosuch://me:canary7@host/db"}, "YK461", "YAKKAN_SUT_DATABASE"),
        ({"YAKKAN_SUT_DATABASE": "mysql+mysqldb://me:canary7@host/db"}, "YK461", "mapping.toml"),
    ],
)
def test_a_url_that_cannot_be_used_is_reported_without_it(example, environ, code, place):
    """A missing or malformed URL and one without its driver are reported; a password in it is not."""
    example(('url = "sqlite:///biller.db"         # below the current folder', ""))

    with pytest.raises(TargetError) as caught:
        open_sql("mapping.toml", ConnectionOptions(environ=environ))

    (problem,) = caught.value.problems
    assert (problem.code.id, problem.place) == (code, place)
    assert "canary7" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"), [(None, "No such file"), ("a = ", "this is not TOML"), (b"\xff", "not UTF-8")]
)
def test_an_unreadable_mapping_is_reported(tmp_path, text, words):
    """A mapping file that is missing, not TOML or not UTF-8 is reported."""
    path = tmp_path / "mapping.toml"
    if text is not None:
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    with pytest.raises(TargetError) as caught:
        connect(f"sql:{path}")

    assert words in caught.value.problems[0].message


def test_without_sqlalchemy_the_extra_is_named(monkeypatch):
    """Where SQLAlchemy is not installed, the extra that brings it is named."""
    monkeypatch.setattr("yakkan.oracle.extras.find_spec", lambda _name: None)

    with pytest.raises(TargetError) as caught:
        connect("sql:mapping.toml")

    assert caught.value.problems[0].hint == "pip install 'yakkan[sql]'"
