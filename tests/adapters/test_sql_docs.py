"""The worked example of docs/sql.md, run as it is written there."""

import json
import re
import sqlite3
from pathlib import Path

import pytest
from yakkan.cli.app import yakkan

PAGE = (Path(__file__).parents[2] / "docs" / "sql.md").read_text("utf-8")
RIGHT = "(2 * p.cents * CAST(h.days AS INTEGER) + CAST(h.days_of_month AS INTEGER)) / (2 * CAST(h.days_of_month AS INTEGER))"
WRONG = "p.cents * CAST(h.days AS INTEGER) / 30"


def _block(language):
    return re.search(rf"^(`{{3,4}}){language}\n(.*?)^\1$", PAGE, re.DOTALL | re.MULTILINE).group(2)


@pytest.fixture
def example(tmp_path, monkeypatch):
    """The files of the page in the current folder; the SQL with something replaced."""
    monkeypatch.chdir(tmp_path)

    def make(old="", new=""):
        sql = _block("sql")
        assert old in sql
        with sqlite3.connect("biller.db") as database:
            database.executescript(sql.replace(old, new) if old else sql)
        database.close()
        Path("mapping.toml").write_text(_block("toml"), "utf-8")
        Path("terms.md").write_text(_block("markdown"), "utf-8")

    return make


def _verified(*more):
    arguments = ["verify", "--terms", "terms.md", "--sut", "sql:mapping.toml", "--json", "report.json", *more]
    code = yakkan.main(arguments, standalone_mode=False)
    return code, json.loads(Path("report.json").read_text("utf-8"))


def test_the_example_conforms(example):
    """The biller of the page bills what the terms of the page say, and leaves no row behind."""
    example()

    code, report = _verified("--calls", "150")

    assert (code, report["verdict"]) == (0, "conforms")
    with sqlite3.connect("biller.db") as database:
        assert database.execute("SELECT (SELECT count(*) FROM subscription), (SELECT count(*) FROM invoice)").fetchone() == (0, 0)
    database.close()


def test_the_fault_of_the_example_is_found(example):
    """Divided by 30 in every month, it diverges, and the denominator is what the system does instead."""
    example(RIGHT, WRONG)

    code, report = _verified("--calls", "150")

    assert (code, report["verdict"]) == (1, "diverges")
