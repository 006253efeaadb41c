"""`yakkan verify` against systems that answer."""

import json
import shlex
import signal

import pytest


@pytest.mark.parametrize("language", ["en", "ja"])
def test_verify_reports_a_divergence(yakkan, same_screen, power, lenient, language):
    """A system with one fault diverges: the smallest case as a timeline, both bills, derivation, clause and replay."""
    result = yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 12, "--lang", language)

    assert result.code == 1
    same_screen(f"verify-diverges-{language}", result.out)
    same_screen(f"verify-progress-{language}", result.err)


def test_verify_finds_nothing_wrong_with_a_correct_system(yakkan, same_screen, power, correct):
    """A system that bills by the terms conforms, and the exit code is 0."""
    result = yakkan("verify", "--terms", power, "--sut", correct, "--calls", 20)

    assert result.code == 0
    same_screen("verify-conforms", result.out)


def test_verify_tells_unclear_terms_from_defects(yakkan, same_screen, power, python_system):
    """A system that reads the terms in another way they allow conforms, with both readings and what each bills."""
    target = python_system("reader", 'bill = reading(**{"service.end_day": "not-billed"})')

    result = yakkan("verify", "--terms", power, "--sut", target, "--calls", 60)

    assert result.code == 0
    same_screen("verify-unclear", result.out)


def test_verify_writes_json(yakkan, power, lenient, tmp_path):
    """The JSON report says what the screen says, money as decimal strings."""
    result = yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 12, "--json", "report.json")

    report = json.loads((tmp_path / "report.json").read_text())
    found = report["divergences"][0]
    assert (result.code, report["verdict"], report["format"]) == (1, "diverges", "yakkan-report/1")
    assert (report["calls"], report["answered"], report["refused"], report["failed"]) == (12, 12, 0, 0)
    assert (found["kind"], found["over"], found["under"]) == ("charged-in-full", "9", "0")
    # 10 A from the second day of a period of 30 days: 280.80 x 29 / 30 = 271.44
    assert found["expected"][-1]["total"] == "271"
    assert found["observed"][-1]["total"] == "280"
    assert found["clause"]["heading"] == "第5条 日割計算"
    assert sorted(found["derivation"]) == ["en", "ja"]


def test_verify_writes_nothing_but_json_on_standard_output(yakkan, power, correct):
    """With `--json -` standard output is one JSON value, and the report for people goes to standard error."""
    result = yakkan("verify", "--terms", power, "--sut", correct, "--calls", 5, "--json", "-")

    assert json.loads(result.out)["verdict"] == "conforms"
    assert "CONFORMS" in result.err


def test_verify_prints_a_replay_command_that_works(yakkan, power, lenient, correct):
    """The command under a divergence says STILL DIVERGES of the same system, and FIXED of a correct one."""
    report = json.loads(yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 12, "--json", "-").out)
    _, *command = shlex.split(report["divergences"][0]["replay"])

    still = yakkan(*command)
    fixed = yakkan(*command[:-1], correct)

    assert (still.code, still.out.split("  ")[0]) == (1, "STILL DIVERGES")
    assert (fixed.code, fixed.out.split("  ")[0]) == (0, "FIXED")


def test_verify_tries_saved_cases_first(yakkan, power, lenient, tmp_path):
    """A case in the corpus is found again with two calls, which are too few for any other."""
    yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 12, "--corpus", "kept")
    (tmp_path / "kept" / "broken.json").write_text('{"format": "yakkan-case/1", "case": {')

    result = yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 2, "--corpus", "kept")

    assert result.code == 1
    assert "YK303 kept/broken.json" in result.err


def test_verify_names_an_unstable_system(yakkan, power, python_system):
    """Two answers to one history are a kind of their own."""
    source = """
asked = 0

def bill(case):
    global asked
    asked += 1
    given = answer(case)
    for one in given["bills"][: asked == 1]:
        one["total"] = "1"
    return given
"""
    result = yakkan("verify", "--terms", power, "--sut", python_system("moody", source), "--calls", 10)

    assert result.code == 1
    assert "1/1  two answers to one history" in result.out


def test_verify_can_be_interrupted(process, power, python_system, tmp_path):
    """Ctrl-C ends with 130, says what was seen until then, and saves its cases with their replay commands."""
    source = """
import sys
from threading import Event

asked = 0

def bill(case):
    global asked
    asked += 1
    if asked > 5:
        print("hanging", file=sys.stderr, flush=True)
        Event().wait()
    return {"case": case["case"], "bills": []}
"""
    target = python_system("hangs", source)
    options = ["--terms", power, "--sut", target, "--calls", 10, "--concurrency", 1]
    with process("verify", *options, folder=tmp_path) as running:
        told = list(iter(running.stderr.readline, "hanging\n"))
        running.send_signal(signal.SIGINT)
        _, rest = running.communicate()

    assert told[1].startswith("seen: not billed")
    assert running.returncode == 130
    assert "interrupted; kinds seen until then:" in rest
    assert list((tmp_path / "yakkan-cases").glob("not-billed-*.json"))


def test_verify_survives_a_reader_who_leaves(process, power, correct, tmp_path):
    """Where standard output is closed, the command ends with 141 as shells say it, without a traceback."""
    with process("verify", "--terms", power, "--sut", correct, "--calls", 5, folder=tmp_path) as running:
        running.stdout.close()
        told = running.stderr.read()

    assert running.returncode == 141
    assert "Traceback" not in told
    assert "Exception" not in told


@pytest.mark.parametrize(
    ("environ", "coloured"), [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)]
)
def test_verify_colours_terminals_only(yakkan, power, correct, environ, coloured):
    """Output has colours where a terminal is forced, and none under NO_COLOR or in a file."""
    result = yakkan("verify", "--terms", power, "--sut", correct, "--calls", 3, environ=environ)

    assert ("\x1b[" in result.out) is coloured


def test_verify_draws_in_ascii_where_there_is_nothing_else(yakkan, power, lenient):
    """On a stream that is not UTF-8 the timeline is drawn with ASCII characters, and nothing fails."""
    environ = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    result = yakkan("verify", "--terms", power, "--sut", lenient, "--calls", 12, environ=environ)

    assert result.code == 1
    assert "|--" in result.out
    assert result.out.isascii()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--terms", "nowhere.md", "--sut", "http://127.0.0.1:9"],
        ["--terms", "POWER", "--sut", "ftp://127.0.0.1"],
        ["--terms", "POWER", "--sut", "py:no_such_module:bill"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--calls", "0"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--seed", "one"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--header", "no colon"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--json", "no/such/folder.json"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--corpus", "POWER"],
        ["--terms", "POWER", "--sut", "http://127.0.0.1:9", "--ca", "nowhere.pem"],
    ],
)
def test_verify_refuses_what_it_can_not_use(yakkan_here, power, arguments):
    """A wrong command line ends with 3 and a message, before any call."""
    result = yakkan_here("verify", *(power if one == "POWER" else one for one in arguments))

    assert (result.code, result.out) == (3, "")
    assert result.err
