"""The command on systems that are programs or folders."""

import json
import os
import shlex
import signal
import sys

import pytest

RIGHT = """
import json, os, sys
from pathlib import Path
from yakkan.adapters import ReferenceSystem
from yakkan.oracle import load_terms

system = ReferenceSystem(load_terms(Path(sys.argv[1])))
sys.stderr.write(f"opened \\x1b[31mthe database with {os.environ.get('YAKKAN_SUT_TOKEN', 'nothing')}\\n")
for line in sys.stdin:
    request = json.loads(line)
    match request["do"]:
        case "system":
            answer = {"protocol": ["yakkan/1"], "name": "Right", "version": "1"}
        case "bill":
            answer = system.answer(request["case"])[1]
        case "stop":
            break
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
"""
HANGS = """
import os, sys, time
sys.stdout.write('{"protocol": ["yakkan/1"], "name": "Hangs", "version": "1"}\\n')
sys.stdout.flush()
sys.stdin.readline()
sys.stdin.readline()
sys.stderr.write(f"{os.getpid()}\\n")
sys.stderr.flush()
open("asked", "w").write(str(os.getpid()))
time.sleep(600)
"""
BATCH = """
import json, sys
from pathlib import Path
from yakkan.adapters import ReferenceSystem
from yakkan.oracle import load_terms

system = ReferenceSystem(load_terms(Path(sys.argv[1])))
with open("answers.ndjson", "w") as answers:
    for line in open("cases.ndjson"):
        answers.write(json.dumps(system.answer(json.loads(line))[1]) + "\\n")
"""


@pytest.fixture
def program(tmp_path, power):
    """The command of a program in the test's folder."""

    def write(name, source):
        (tmp_path / name).write_text(source)
        return shlex.join([sys.executable, str(tmp_path / name), str(power)])

    return write


def test_a_program_is_verified(yakkan, program, power):
    """A right program conforms; what it wrote on standard error stands in a box there, not in the report."""
    target = f"program:{program('right.py', RIGHT)}"
    options = ["--terms", power, "--sut", target, "--calls", 30]
    result = yakkan("verify", *options, environ={"YAKKAN_SUT_TOKEN": "canary-5"})

    assert result.code == 0, result.out
    assert "Right 1" in result.out
    assert r"opened \x1b[31mthe database with ***" in result.err
    assert "the last lines that program:" in result.err
    assert "opened" not in result.out
    assert "canary" not in result.out + result.err


def test_a_program_passes_smoke(yakkan, program, power):
    """Every check of smoke is made with a program."""
    result = yakkan("smoke", "--terms", power, "--sut", f"program:{program('right.py', RIGHT)}")

    assert result.code == 0, result.out


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("program:", "YK409"),
        ("program:python3 'x", "YK440"),
        ("program:no-such-program-here", "No such file"),
        ("program:./plain.txt", "Permission denied"),
        ("folder:no-such-folder", "YK444"),
        ("folder:.", "no command is given"),
    ],
)
def test_a_way_that_does_not_exist_is_refused(yakkan, power, tmp_path, target, words):
    """A program or a folder that cannot be used is refused with 3 before any call."""
    (tmp_path / "plain.txt").touch()

    result = yakkan("verify", "--terms", power, "--sut", target)

    assert result.code == 3
    assert words in result.err


def test_a_program_that_does_not_start_is_inconclusive(yakkan, power):
    """A program that ends at once is no verdict, and its status is told."""
    result = yakkan("verify", "--terms", power, "--sut", "program:false")

    assert result.code == 2
    assert "the program ended with status 1 before it answered" in result.out


def test_an_interruption_ends_the_program(process, program, power, tmp_path):
    """Ctrl-C ends with 130, and the program is gone then."""
    target = f"program:{program('hangs.py', HANGS)}"
    options = ["--terms", power, "--sut", target, "--calls", 10, "--concurrency", 1, "--timeout", 600]
    with process("verify", *options, folder=tmp_path) as running:
        asked = tmp_path / "asked"
        while not (asked.exists() and asked.read_text()):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()

    assert running.returncode == 130
    assert "interrupted" in told
    with pytest.raises(ProcessLookupError):
        os.kill(int(asked.read_text()), 0)


def test_a_folder_is_verified(yakkan, program, power, tmp_path):
    """A batch on a folder is verified in rounds, and the replay of a case names its command."""
    (tmp_path / "batch").mkdir()
    command = program("batch.py", BATCH)
    options = ["--terms", power, "--sut", "folder:batch", "--batch-command", command, "--calls", 30]
    result = yakkan("verify", *options, "--json", "report.json")

    assert result.code == 0, result.out
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["answered"], report["failed"]) == (report["calls"], 0)
    assert (tmp_path / "batch" / "cases.ndjson").exists()
