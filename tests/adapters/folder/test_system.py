"""Systems that are a batch on a folder: the command is a process of its own."""

import json
import shlex
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from yakkan.adapters import (
    Answered,
    Capabilities,
    ConnectionOptions,
    DescriptionError,
    Failed,
    FailureKind,
    FolderSystem,
    ObservedBill,
    Outcome,
    ProtocolError,
    Refused,
    TargetError,
    bills_in_rounds,
    connect,
)

BATCH = Path(__file__).parents[1] / "programs" / "batch.py"
FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))


def command(mode):
    return shlex.join([sys.executable, str(BATCH), mode])


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


@pytest.fixture
def cases(light):
    return [replace(light, id=name) for name in "abc"]


@pytest.mark.parametrize("mode", ["fine", "csv"])
def test_a_round_is_one_run_of_the_command(tmp_path, cases, mode):
    """All cases of a round are billed by one run of the command in the folder, whose answers come in any order."""

    system = connect(f"folder:{tmp_path}", ConnectionOptions(batch_command=command(mode), timeout=30, attempts=2))

    assert bills_in_rounds(system)
    assert (system.name, system.bill_many(cases), system.bill_many([])) == (f"folder:{tmp_path}", [FINE] * 3, [])
    assert system.bill(cases[0]) == FINE
    assert (tmp_path / "rounds").read_text() == "a b c\na\n"
    system.close()


def test_answers_of_an_earlier_round_are_not_used(tmp_path, cases):
    """What an earlier round left is never used as an answer."""

    assert FolderSystem(str(tmp_path), ConnectionOptions(batch_command=command("fine"))).bill(cases[0]) == FINE
    silent = FolderSystem(str(tmp_path), ConnectionOptions(batch_command=command("silent")))
    outcome = failed(silent.bill(cases[0]))

    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.MALFORMED, "YK446")
    assert outcome.problem.message == "there is neither answers.ndjson nor bills.csv"


def test_each_case_has_its_own_outcome(tmp_path, cases):
    """A case that is refused, forgotten or answered by a line that cannot be read does not affect the others."""

    refuses, forgets, garbage = (
        FolderSystem(str(tmp_path), ConnectionOptions(batch_command=command(mode)))
        for mode in ("refuses", "forgets", "garbage")
    )

    assert refuses.bill_many(cases) == [FINE, FINE, Refused("E", "no")]
    outcomes = forgets.bill_many(cases)
    assert ([outcomes[1], outcomes[2]], failed(outcomes[0]).problem.message) == (
        [FINE] * 2,
        "the batch left no answer to this case",
    )
    outcomes = garbage.bill_many(cases)
    assert [outcomes[0], outcomes[1]] == [FINE] * 2
    message = failed(outcomes[2]).problem.message
    assert "YK303 answers.ndjson:1" in message
    assert 'YK449 answers.ndjson:4: "of-yesterday" is not one of the cases' in message


def test_a_command_that_fails_is_a_failure_of_its_round(tmp_path, cases, monkeypatch):
    """A command that ends with a status is not run again; what it printed last is reported, without secrets."""

    monkeypatch.setenv("YAKKAN_SUT_TOKEN", "canary-9")
    system = FolderSystem(str(tmp_path), ConnectionOptions(batch_command=command("fails")))

    outcomes = [failed(one) for one in system.bill_many(cases)]

    assert [one.problem.code.id for one in outcomes] == ["YK445"] * 3
    assert outcomes[0].kind is FailureKind.SERVER_ERROR
    assert outcomes[0].problem.message == "the command ended with status 3; it printed: disk full ***"
    assert system.last_lines == ("disk full ***",)
    assert (tmp_path / "rounds").read_text() == "a b c\n"


def test_a_command_that_hangs_is_ended(tmp_path, cases, monkeypatch):
    """A command that does not end in time is ended, and its round is a failure."""

    monkeypatch.setattr("yakkan.adapters.folder.system.ROUND_WITHIN", 0.0)
    system = FolderSystem(str(tmp_path), ConnectionOptions(batch_command=command("hangs"), timeout=0.5))

    assert failed(system.bill(cases[0])).problem.message == "the command did not end within 0.5 s"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("no-such-program-here", "YK440", "no-such-program-here: No such file"),
        (str(BATCH), "YK440", "Permission denied"),
    ],
)
def test_a_command_that_cannot_be_run_is_a_failure(tmp_path, cases, words, code, message):
    """A command that is not found or not executable is a failure that says so."""

    outcome = FolderSystem(str(tmp_path), ConnectionOptions(batch_command=words)).bill(cases[0])

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.UNREACHABLE, code)
    assert message in outcome.problem.message


@pytest.mark.parametrize(
    ("folder", "batch", "options", "code"),
    [
        ("no-such-folder", "true", {}, "YK444"),
        ("", "true", {}, "YK444"),
        (".", None, {}, "YK444"),
        (".", "'", {}, "YK440"),
        (".", "true", {"timeout": 0}, "YK410"),
    ],
)
def test_what_cannot_be_used_is_refused(folder, batch, options, code):
    """A missing folder, a missing or unreadable command, and a time-out of zero are refused."""

    with pytest.raises(TargetError, match=code):
        FolderSystem(folder, ConnectionOptions(batch_command=batch, **options))


def test_system_json_describes_the_system(tmp_path):
    """What system.json says is the description; without it the system can do everything."""

    system = FolderSystem(str(tmp_path), ConnectionOptions(batch_command="true"))
    assert system.describe().capabilities == Capabilities()

    described = {"protocol": ["yakkan/1"], "name": "Nightly", "version": "3", "capabilities": {"lines": False}}
    (tmp_path / "system.json").write_text(json.dumps(described))
    assert (system.describe().name, system.describe().capabilities) == ("Nightly", Capabilities(lines=False))

    (tmp_path / "system.json").write_text('{"protocol": ["yakkan/2"]}')
    with pytest.raises(ProtocolError, match="YK308"):
        system.describe()
    (tmp_path / "system.json").write_text("{")
    with pytest.raises(DescriptionError, match=r"YK303 system\.json"):
        system.describe()
