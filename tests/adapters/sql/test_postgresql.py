"""A system behind PostgreSQL: a small biller in PL/pgSQL, right and with a fault, on a server that the tests start."""

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import sleep

import psycopg
import pytest
from yakkan.adapters import Answered, ConnectionOptions, DescriptionError, FailureKind, Refused, bill_all
from yakkan.adapters.sql.system import open_sql
from yakkan.cli.app import yakkan
from yakkan.oracle import Cancellation, Case, Contract

pytestmark = pytest.mark.xdist_group("postgresql")  # one process: what all its tests share is made once

HERE = Path(__file__).parents[1]
PAGE = (HERE.parents[1] / "docs" / "sql.md").read_text("utf-8")
TERMS = re.search(r"^````markdown\n(.*?)^````$", PAGE, re.DOTALL | re.MULTILINE)
PASSWORD = "canary-7:/@"  # noqa: S105  # of a server that lives as long as the tests
_TRIES = 200

SCHEMA = """
CREATE SCHEMA billing;
SET search_path TO billing;
CREATE TABLE plan (code char(3) PRIMARY KEY, monthly numeric(12, 2) NOT NULL);
INSERT INTO plan VALUES ('S30', 30.00);
CREATE TABLE customer (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), "Customer Ref" text NOT NULL UNIQUE);
CREATE TABLE subscription (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer uuid NOT NULL REFERENCES customer,
  reference text NOT NULL UNIQUE, plan char(3) NOT NULL REFERENCES plan, starts date NOT NULL, ends date);
CREATE TABLE invoice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subscription bigint NOT NULL REFERENCES subscription,
  first_day date NOT NULL, last_day date NOT NULL, total numeric(12, 2) NOT NULL, issued date NOT NULL,
  UNIQUE (subscription, first_day));
CREATE TABLE invoice_line (
  invoice bigint NOT NULL REFERENCES invoice ON DELETE CASCADE, item text NOT NULL, amount numeric(12, 2) NOT NULL);

CREATE PROCEDURE run_billing(today date, divisor integer DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE
  s record; month date; next_month date; first_day date; last_day date; amount numeric; made bigint;
BEGIN
  FOR s IN SELECT u.*, p.monthly FROM billing.subscription u JOIN billing.plan p ON p.code = u.plan LOOP
    IF s.starts < DATE '2010-01-01' THEN
      RAISE EXCEPTION 'no prices on %', s.starts;
    END IF;
    month := date_trunc('month', s.starts);
    LOOP
      next_month := month + INTERVAL '1 month';
      first_day := greatest(month, s.starts);
      last_day := least(next_month - 1, s.ends);
      EXIT WHEN next_month > today + 1 OR first_day > last_day;
      PERFORM 1 FROM billing.invoice i WHERE i.subscription = s.id AND i.first_day = greatest(month, s.starts);
      IF NOT FOUND THEN
        amount := round(s.monthly * (last_day - first_day + 1) / coalesce(divisor, next_month - month), 2);
        INSERT INTO billing.invoice (subscription, first_day, last_day, total, issued)
          VALUES (s.id, first_day, last_day, amount, today) RETURNING id INTO made;
        INSERT INTO billing.invoice_line VALUES (made, 'fee', amount);
      END IF;
      month := next_month;
    END LOOP;
  END LOOP;
END $$;
CREATE PROCEDURE run_billing_by_itself(today date) LANGUAGE plpgsql AS $$
BEGIN
  COMMIT;
  CALL billing.run_billing(today);
  COMMIT;
END $$;
"""

MAPPING = """
name = "PostgreSQL Biller"
version = "15"
after = "roll-back"
refusal_errors = ["P0001"]

[database]
connections = 3
on_connect = ["SET search_path TO billing"]

[capabilities]
tax = false
tariffs = ["small-plan"]

[[write]]
table = "customer"
schema = "billing"
each = "case"
name = "customer"
returns = "id"
columns = { "Customer Ref" = "case.id" }

[[write]]
table = "subscription"
each = "contract"
name = "subscription"
returns = "id"
columns.customer = "key.customer"
columns.reference = "contract.id"
columns.plan = { from = "contract.tariff", values = { small-plan = "S30" } }
columns.starts = "contract.start"
columns.ends = "contract.end"

[run]
sql = "CALL run_billing(:today)"
parameters.today = "run.on"

[bills]
table = "invoice"
where.subscription = "key.subscription"
columns = { key = "id", first_day = "first_day", last_day = "last_day", total = "total", issued = "issued" }

[lines]
sql = "SELECT l.* FROM invoice_line l JOIN invoice i ON i.id = l.invoice WHERE i.subscription = :id"
parameters.id = "key.subscription"
columns = { bill = "invoice", item = "item", amount = "amount" }
"""


def _program(name):
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    return str(Path(found).resolve()) if found else None


def _user():
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


@contextmanager
def _server() -> Iterator[str]:
    """The URL of a server on a free port of the loopback, ended by its own id."""
    user = _user()
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    folder = Path(tempfile.mkdtemp(prefix="yakkan-postgresql-"))
    try:
        (folder / "password").write_text(PASSWORD, "utf-8")
        if user is not None:
            for path in (folder, folder / "password"):
                os.chown(path, user.pw_uid, user.pw_gid)
        made = [
            _program("initdb"),
            "-D",
            "data",
            "-U",
            "tester",
            "--auth=scram-sha-256",
            "--pwfile=password",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(made, cwd=folder, check=True, capture_output=True, env={"LC_ALL": "C"}, **who)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        started = [_program("postgres"), "-D", "data", "-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
        log = (folder / "log").open("wb")
        with log, subprocess.Popen(started, cwd=folder, stdout=log, stderr=log, env={"LC_ALL": "C"}, **who) as process:
            try:
                _wait(process, port, folder / "log")
                yield f"127.0.0.1:{port}"
            finally:
                process.send_signal(2)  # SIGINT: a fast shutdown
                process.wait(60)
    finally:
        shutil.rmtree(folder)


def _wait(process, port, log):
    for _ in range(_TRIES):
        assert process.poll() is None, log.read_text("utf-8", "replace")
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="tester", password=PASSWORD, dbname="postgres").close()
        except psycopg.OperationalError:
            sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text("utf-8", "replace"))


@pytest.fixture(scope="module")
def server():
    if _program("initdb") is None:
        pytest.skip("PostgreSQL is not installed: make system-packages, or apt-get install postgresql")
    with _server() as address:
        host, port = address.split(":")
        with psycopg.connect(host=host, port=port, user="tester", password=PASSWORD, dbname="postgres") as connection:
            connection.execute(SCHEMA)
        yield address


@pytest.fixture
def environ(server):
    return {"YAKKAN_SUT_DATABASE": f"postgresql+psycopg://tester:canary-7%3A%2F%40@{server}/postgres"}


@pytest.fixture
def system(environ, tmp_path):
    """The biller by its mapping with something replaced, closed at the end."""
    opened = []

    def make(*replaced, environ=environ, timeout=20):
        text = MAPPING
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "mapping.toml").write_text(text, "utf-8")
        opened.append(open_sql(str(tmp_path / "mapping.toml"), ConnectionOptions(environ=environ, timeout=timeout)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def _case(name="a1", end=None, start=date(2024, 1, 22), through=date(2024, 2, 29), runs=None):
    events = (Cancellation(end),) if end else ()
    return Case(name, (Contract(f"{name}-1", "small-plan", start, events=events),), through, runs)


def _first(outcome):
    assert isinstance(outcome, Answered), outcome
    return outcome.bills[0]


@pytest.mark.parametrize(
    ("call", "ends"),
    [
        ("run_billing(:today)", (0, "conforms")),
        pytest.param("run_billing(:today, 30)", (1, "diverges"), marks=pytest.mark.long),
    ],
)
def test_the_biller_is_verified_through_its_tables(environ, monkeypatch, tmp_path, call, ends):
    """Right, the biller conforms over several connections at once; with a divisor of 30 in every month it diverges."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YAKKAN_SUT_DATABASE", environ["YAKKAN_SUT_DATABASE"])
    Path("mapping.toml").write_text(MAPPING.replace("run_billing(:today)", call), "utf-8")
    assert TERMS is not None
    Path("terms.md").write_text(TERMS.group(1), "utf-8")

    arguments = ["verify", "--terms", "terms.md", "--sut", "sql:mapping.toml", "--calls", "80", "--json", "report.json"]
    code = yakkan.main(arguments, standalone_mode=False)

    text = Path("report.json").read_text("utf-8")
    assert (code, json.loads(text)["verdict"]) == ends
    assert "canary" not in text


def test_more_cases_at_once_than_connections(system):
    """Cases wait for a free connection; each gets its own bills, with keys that the database made."""
    cases = [_case(f"c{day}", start=date(2024, 1, day)) for day in range(1, 13)]

    bills = [_first(one) for one in bill_all(system(), cases, 8)]

    # 30.00 × 31 ÷ 31, 30.00 × 30 ÷ 31 = 29.032…, … 30.00 × 20 ÷ 31 = 19.354…
    assert [one.total for one in bills[:2]] == [Decimal("30.00"), Decimal("29.03")]
    assert bills[11].total == Decimal("19.35")
    assert [one.issued for one in bills] == [date(2024, 1, 31)] * 12


def test_an_exception_of_a_procedure_is_a_refusal(system):
    """RAISE EXCEPTION, named by its SQLSTATE, is the system's refusal."""
    outcome = system().bill(_case(start=date(2009, 1, 1), through=date(2009, 1, 31)))

    assert isinstance(outcome, Refused)
    assert outcome.code == "P0001"
    assert outcome.message.startswith("no prices on 2009-01-01")


def test_a_procedure_that_commits_runs_by_itself(system):
    """In a transaction of its own a procedure may commit; afterwards every row is deleted."""
    by_itself = (
        'sql = "CALL run_billing(:today)"',
        'sql = "CALL run_billing_by_itself(:today)"\ntransaction = "separate"',
    )
    deleted = ('after = "roll-back"', 'after = "delete"')
    delete = ("[run]", '[[delete]]\ntable = "invoice"\nwhere.subscription = "key.subscription"\n[run]')
    sut = system(by_itself, deleted, delete)

    outcome = sut.bill(_case(end=date(2024, 2, 15), runs=(date(2024, 1, 31), date(2024, 2, 29))))

    assert [bill.total for bill in outcome.bills] == [Decimal("9.68"), Decimal("15.52")]
    with sut._database.engine.connect() as connection:
        for table in ("customer", "subscription", "invoice"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608


def test_a_statement_that_hangs_is_stopped(system):
    """A statement that takes longer than the time-out gets no answer in time."""
    hangs = ('sql = "CALL run_billing(:today)"', 'sql = "SELECT pg_sleep(60), CAST(:today AS date)"')

    outcome = system(hangs, timeout=0.3).bill(_case())

    assert outcome.kind is FailureKind.TIMED_OUT
    assert outcome.problem.place.endswith("mapping.toml run.sql")


def test_a_table_that_is_missing_is_reported(system):
    """Schemas count: a table is looked for in the one that the mapping names."""
    with pytest.raises(DescriptionError) as caught:
        system(('schema = "billing"', 'schema = "public"')).describe()

    (problem,) = caught.value.problems
    assert problem.message == "the database has no table public.customer"


def test_a_wrong_password_is_not_shown(system, server):
    """Credentials that the server rejects leave the case untested, and are shown nowhere."""
    environ = {"YAKKAN_SUT_DATABASE": f"postgresql+psycopg://tester:canary-8@{server}/postgres"}
    sut = system(environ=environ)

    outcome = sut.bill(_case())
    with pytest.raises(DescriptionError) as caught:
        sut.describe()

    assert outcome.kind is FailureKind.UNREACHABLE
    assert "password authentication failed" in outcome.problem.message
    assert "canary" not in f"{outcome.problem} {caught.value} {sut.name}"
