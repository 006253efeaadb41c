"""Systems that are programs: processes of their own, right and wrong ones."""

import os
import shlex
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from yakkan.adapters import (
    Answered,
    ConnectionOptions,
    DescriptionError,
    Failed,
    FailureKind,
    ObservedBill,
    Outcome,
    ProgramBatchSystem,
    ProgramSystem,
    ProtocolError,
    Refused,
    SystemInfo,
    TargetError,
    bill_all,
    bills_in_rounds,
    connect,
)

PROGRAM = Path(__file__).parents[1] / "programs" / "misbehaving.py"
FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))
LOST = {"YK441": FailureKind.SERVER_ERROR, "YK402": FailureKind.TIMED_OUT}
CANARY = 'canary/7"ü'


def answered(outcome: Outcome) -> Answered:
    assert isinstance(outcome, Answered), outcome
    return outcome


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def run(log, slept):
    """The program in a mode, whose pauses are noted and not waited for."""
    opened = []

    def one(mode, start_timeout=60.0, timeout=30.0, **options):
        command = shlex.join([sys.executable, str(PROGRAM), mode, str(log)])
        connection = ConnectionOptions(timeout=timeout, **options)
        opened.append(ProgramSystem.load(command, connection, start_timeout=start_timeout, sleep=slept.append))
        return opened[-1]

    yield one
    for system in opened:
        system.close()


@pytest.fixture
def asked(log):
    """What the program was asked, except at the starts of its processes."""
    return lambda: [line for line in log.read_text().splitlines() if not line.startswith("start")]


@pytest.fixture
def processes(log):
    """The ids of the processes, in the order of their starts."""
    return lambda: [int(line.split()[1]) for line in log.read_text().splitlines() if line.startswith("start")]


def is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_program_bills_and_describes_itself(run, asked, light):
    """A program says what it is when it starts, answers a case, and is told to stop."""

    system = run("fine")

    assert (system.describe().name, system.describe().version) == ("Programmed", "3")
    assert system.bill(light) == FINE
    assert not bills_in_rounds(system)
    system.close()
    assert asked() == ["bill a1", "stop"]


def test_a_program_is_named_on_the_command_line(log, light):
    """program: and a command is a program that is started in the current folder."""

    target = f"program:{shlex.join([sys.executable, str(PROGRAM), 'fine', str(log)])}"

    system = connect(target, ConnectionOptions(headers={"X-A": "b"}, timeout=30, concurrency=2))

    assert (system.name, system.bill(light)) == (target, FINE)
    system.close()


@pytest.mark.parametrize(
    ("mode", "kind", "code", "words"),
    [
        ("garbage", FailureKind.MALFORMED, "YK303", 'near "one moment"'),
        ("long", FailureKind.MALFORMED, "YK301", "more than 4194304 bytes"),
        ("endless", FailureKind.MALFORMED, "YK301", "more than 4194304 bytes"),
        ("float", FailureKind.MALFORMED, "YK311", "found the number 1516.32"),
        ("error", FailureKind.MALFORMED, "YK442", 'answered with an error: "no such thing"'),
    ],
)
def test_a_wrong_answer_is_a_failure_of_its_own(run, slept, light, mode, kind, code, words):
    """Each kind of wrong answer has its own code and message, and the case is not sent again."""

    outcome = run(mode).bill(light)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == (kind, code)
    assert words in outcome.problem.message
    assert slept == []


def test_what_is_printed_besides_answers_is_reported(run, light):
    """A line that is not JSON is reported with the advice to print it on standard error."""

    assert "belongs on standard error" in run("garbage").bill(light).problem.hint


@pytest.mark.parametrize(
    ("mode", "code", "words"),
    [
        (
            "dies",
            "YK441",
            r"the program ended with status 7 before it answered; on standard error: no licence\x1b[31m",
        ),
        ("closes", "YK441", "the program closed its standard output before it answered"),
        (
            "hangs",
            "YK402",
            "no complete answer within 1 s; on standard error: waiting for a lock",
        ),
    ],
)
def test_what_may_pass_is_tried_again(run, slept, asked, light, mode, code, words):
    """A program that ends or hangs is restarted and gets the same request, three times; then the case is a failure."""

    silent = mode == "hangs"  # only that is waited for: a busy machine must not time out the others
    outcome = run(mode, timeout=1.0 if silent else 30.0).bill(light)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == (LOST[code], code)
    assert outcome.problem.message.startswith(words)
    assert outcome.problem.message.endswith(" (3 attempts)")
    assert slept == [0.1, 0.2]
    assert asked() == ["bill a1"] * 3


@pytest.mark.parametrize("mode", ["dies-once", "hangs-once"])
def test_a_program_that_recovers_is_answered(run, slept, asked, light, mode):
    """A case that was in flight is asked again under the same key, in a new process."""

    system = run(mode, timeout=2.0 if mode == "hangs-once" else 30.0)

    assert system.bill(light) == FINE
    assert (asked(), slept) == (["bill a1"] * 2, [0.1])


def test_a_program_that_dies_at_each_case_is_never_a_hang(run, light):
    """If a program dies on every case, every case is a failure."""

    cases = [replace(light, id=f"c{number}") for number in range(12)]

    outcomes = list(bill_all(run("dies", attempts=1), cases, 4))

    assert [type(one) for one in outcomes] == [Failed] * 12
    assert {failed(one).problem.code.id for one in outcomes} == {"YK441"}


def test_an_answer_to_another_case_does_not_affect_the_next(run, light):
    """After an answer to another case the program is started again, and the next case has its own answer."""

    system = run("other-case-once", attempts=1)

    first, second = system.bill(light), system.bill(replace(light, id="a2"))

    assert (first.kind, first.problem.code.id) == (FailureKind.WRONG_CASE, "YK315")
    assert second == FINE


def test_a_line_too_many_does_not_affect_the_next(run, light):
    """Of a program that answers twice no case gets another's bills: it is right, or an answer to another case."""

    system = run("twice", attempts=1)
    cases = [replace(light, id=f"c{number}") for number in range(8)]

    outcomes = [system.bill(case) for case in cases]

    assert outcomes[0] == FINE
    wrong = [one for one in outcomes if one != FINE]
    assert {one.kind for one in wrong} <= {FailureKind.WRONG_CASE}
    assert len(wrong) <= 4  # after each the program is started again, and its first answer is right


def test_blank_lines_are_no_answers(run, light):
    """Blank lines on standard output are passed over."""

    assert run("blank-lines").bill(light) == FINE


@pytest.mark.parametrize(
    ("mode", "error", "code", "words"),
    [
        ("newer", ProtocolError, "YK308", "the system speaks"),
        ("banner", DescriptionError, "YK303", 'near "Welcome to ACME Billing"'),
        ("bad-processes", DescriptionError, "YK310", "wanted: a whole number, at least 1"),
        ("mute", DescriptionError, "YK402", "no complete answer within 1 s"),
    ],
)
def test_a_description_that_cannot_be_had_is_an_error(run, mode, error, code, words):
    """A program that does not describe itself in time cannot be described, however often it is asked."""

    system = run(mode, timeout=1.0, start_timeout=0.5)

    for _ in range(2):
        with pytest.raises(error) as caught:
            system.describe()
        assert caught.value.problems[0].code.id == code
        assert words in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("", "YK409", "program:COMMAND"),
        ("python3 'shim.py", "YK440", "no closing quotation"),
        ("no-such-program-here --x", "YK440", "No such file"),
        (str(PROGRAM), "YK440", "Permission denied"),
        (str(PROGRAM.parent), "YK440", "Permission denied"),
    ],
)
def test_a_command_that_cannot_be_run_is_refused(command, code, words):
    """A command that cannot be split into words, is not found or is not executable is refused with the reason."""

    with pytest.raises(TargetError) as caught:
        ProgramSystem.load(command)

    (problem,) = caught.value.problems
    assert problem.code.id == code
    assert words in problem.message


@pytest.mark.parametrize("options", [{"timeout": 0}, {"attempts": 0}, {"concurrency": 0}])
def test_numbers_out_of_range_are_refused(options):
    """A time-out, attempts and a concurrency of zero are refused."""

    with pytest.raises(TargetError, match="YK410"):
        ProgramSystem.load("true", ConnectionOptions(**options))


def test_no_shell_reads_the_command(run, log, tmp_path, monkeypatch):
    """What a shell would act on is passed to the program as it is."""

    monkeypatch.chdir(tmp_path)
    system = ProgramSystem.load(f"{shlex.join([sys.executable, str(PROGRAM)])} fine $HOME;touch")

    assert isinstance(system.describe(), SystemInfo)
    assert (tmp_path / "$HOME;touch").exists()
    system.close()


def test_one_process_unless_the_system_says_more(run, processes, light):
    """Calls at once go to one process one after the other, or to the number that the system says may run."""

    cases = [replace(light, id=f"c{number}") for number in range(9)]

    def totals(mode, concurrency):
        return {
            answered(one).bills[0].total for one in bill_all(run(mode, concurrency=concurrency), cases, concurrency)
        }

    assert len(totals("pid", 4)) == 1
    assert len(totals("three", 4)) == 3
    assert len(totals("three", 2)) == 2


def test_a_closed_program_is_gone(run, processes, light):
    """Closing ends every process, also one that hangs with a process of its own that holds its output."""

    system = run("hangs", timeout=1.0, attempts=1)
    assert system.bill(light).kind is FailureKind.TIMED_OUT
    system.close()

    assert processes()
    assert not any(map(is_there, processes()))
    assert system.bill(light).kind is FailureKind.UNREACHABLE


def test_a_program_that_does_not_stop_is_killed(run, asked, processes, monkeypatch):
    """A program that neither stops when told to nor ends when terminated is killed."""

    monkeypatch.setattr("yakkan.adapters.program.process._STOPPED_WITHIN", 1.0)
    run("stays").close()

    assert asked() == ["stop", "terminated"]
    assert not any(map(is_there, processes()))


def test_an_interruption_ends_the_program(run, processes, light, monkeypatch):
    """A call that is interrupted ends its process, so that no answer is left for the next."""

    system = run("fine")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("yakkan.adapters.program.process.Process._read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        system.bill(light)

    assert not any(map(is_there, processes()))


def test_of_standard_error_the_last_lines_are_kept(run, light):
    """Twenty lines of 200 characters are kept of however many a program writes on standard error."""

    system = run("chatty")
    assert system.bill(light) == FINE
    system.close()

    assert [line[:10] for line in system.last_lines] == [f"line {number} "[:10] for number in range(4980, 5000)]
    assert {len(line) for line in system.last_lines} == {200}


def test_secrets_reach_the_program_and_nothing_else(run, monkeypatch, light):
    """Variables with credentials reach the program unchanged, and nothing that is shown contains them."""

    monkeypatch.setenv("YAKKAN_SUT_TOKEN", CANARY)
    monkeypatch.setenv("YAKKAN_SUT_PASSWORD", "canary-8")

    secrets, refuses = run("secrets"), run("refuses")
    outcome, refused = secrets.bill(light), refuses.bill(light)
    secrets.close()

    assert secrets.describe().name == "***"
    assert (outcome.kind, "***" in outcome.problem.message) == (FailureKind.MALFORMED, True)
    assert secrets.last_lines == ("token ***",)
    assert refused == Refused("E1", "***")
    assert "canary" not in f"{secrets!r} {outcome} {secrets.last_lines} {refused}"


def rounds(light, *names):
    return [replace(light, id=name) for name in names]


def test_a_program_with_a_batch_bills_in_rounds(run, asked, light):
    """If the capabilities include batch, up to that many cases are sent at once, and answered in any order."""

    system = run("batch")

    assert isinstance(system, ProgramBatchSystem)
    assert bills_in_rounds(system)
    assert system.bill_many(rounds(light, "a", "b", "c", "d", "e")) == [FINE] * 5
    assert system.bill(light) == FINE
    assert system.bill_many(()) == []
    assert asked() == ["bills a b c d", "bills e", "bill a1"]


def test_one_case_does_not_affect_its_round(run, light):
    """A case that a program dies of is a failure, and the others of its round are answered."""

    system = run("batch-poisoned", attempts=1)

    outcomes = system.bill_many(rounds(light, "a", "b", "poison", "d"))

    assert [one == FINE for one in outcomes] == [True, True, False, True]
    assert outcomes[2].problem.code.id == "YK441"


def test_a_bad_answer_does_not_affect_its_round(run, light):
    """Each answer of a round is read by itself; a case whose answer is missing or duplicated is untested."""

    outcomes = run("batch-mixed").bill_many(rounds(light, "a", "b", "c", "d"))

    assert outcomes[2] == FINE
    assert [one.kind for one in (outcomes[0], outcomes[1], outcomes[3])] == [
        FailureKind.MALFORMED,
        FailureKind.WRONG_CASE,
        FailureKind.WRONG_CASE,
    ]
    assert [outcomes[1].problem.message, outcomes[3].problem.message] == [
        "2 answers to the case b",
        "no answer to the case d",
    ]


def test_a_program_that_knows_no_rounds_is_asked_one_by_one(run, asked, light):
    """A program that declares batch but answers rounds with an error gets cases one by one from then on."""

    system = run("batch-unknown")

    assert [system.bill_many(rounds(light, "a", "b")), system.bill_many(rounds(light, "c"))] == [[FINE] * 2, [FINE]]
    assert asked() == ["bills a b", "bill a", "bill b", "bill c"]


def test_a_round_without_answers_is_a_failure(run, light):
    """An answer to a round that has no answers is a failure of each of its cases."""

    outcomes = run("batch-list").bill_many(rounds(light, "a", "b"))

    assert [one.kind for one in outcomes] == [FailureKind.MALFORMED] * 2
    assert outcomes[0].problem.message == "found a list, wanted: an object with answers"
