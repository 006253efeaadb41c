"""`yakkan compare`: several systems, the same cases, one report."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

SYSTEM = json.dumps({"protocol": ["yakkan/1"], "name": "listening", "version": "1"}).encode()
REFUSAL = json.dumps({"error": {"code": "no", "message": "not today"}}).encode()


@pytest.fixture
def also_lenient(python_system):
    """A system in Python that does not prorate within 5 days either."""
    return python_system(
        "twin",
        "def bill(case):\n"
        "    from yakkan.faults import applied, fault_by_id\n"
        "    wrong, see = applied([fault_by_id('F-02')], BOOK)\n"
        "    return ReferenceSystem(BOOK, 'twin', lambda _book, case: (wrong, see(case))).answer(case)[1]\n",
    )


@pytest.fixture
def listening():
    """URLs of two systems that refuse everything, and the Authorization and X-Key headers that each has been sent."""
    servers, heard = [], []
    for number in range(2):
        heard.append(set())

        class Handler(BaseHTTPRequestHandler):
            seen = heard[number]

            def do_GET(self):
                self._answer(200, SYSTEM)

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(422, REFUSAL)

            def _answer(self, status, body):
                self.seen.add((self.headers.get("Authorization"), self.headers.get("X-Key")))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format, *args):  # noqa: A002  # a name of the base class
                """Nothing: the tests read what the command prints."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        servers.append((server, thread))
    yield [f"http://127.0.0.1:{server.server_port}" for server, _ in servers], heard
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_systems_side_by_side(yakkan, same_screen, power, correct, lenient, also_lenient, language):
    """A right system, and two over different ways that are wrong alike: the whole report."""
    systems = ("--sut", correct, "--sut", lenient, "--sut", also_lenient)
    result = yakkan("compare", "--terms", power, *systems, "--calls", 25, "--lang", language)

    assert result.code == 1
    same_screen(f"compare-{language}", result.out)


def test_the_report_as_json(yakkan, power, correct, lenient):
    """The JSON has each system with its verdict, the pairs, the classes, and the sums where they part."""
    result = yakkan("compare", "--terms", power, "--sut", correct, "--sut", lenient, "--calls", 25, "--json", "-")
    told = json.loads(result.out)

    assert (told["format"], told["verdict"], told["cases"]) == ("yakkan-comparison/1", "diverges", 25)
    assert [(one["number"], one["verdict"], one["answered"]) for one in told["systems"]] == [
        (1, "conforms", 25),
        (2, "diverges", 25),
    ]
    assert told["systems"][1]["diagnosis"][0]["setting"] == "proration.trigger"
    assert told["classes"] == [["terms", 1], [2]]
    assert told["wrong_alike"] == []
    (parting,) = told["partings"]
    assert parting["groups"] == [["terms", 1], [2]]
    pair = {(one["of"], one["and"]): (one["alike"], one["cases"]) for one in told["agreement"]}
    assert pair == {
        ("terms", 1): (25, 25),
        ("terms", 2): (25 - parting["seen"], 25),
        (1, 2): (25 - parting["seen"], 25),
    }
    billed = [one["billed"] for one in parting["bills"]]
    assert any(ours != theirs for ours, theirs in billed)


def test_right_systems_conform(yakkan, power, correct):
    """A right system beside itself: both conform, they part nowhere, and the exit code is 0."""
    result = yakkan("compare", "--terms", power, "--sut", correct, "--sut", correct, "--calls", 10)

    assert result.code == 0
    assert "nowhere: all bill alike" in result.out


def test_an_option_belongs_to_the_system_before_it(yakkan, power, listening):
    """Headers and tokens go to the system that they are given for, and to no other; who answers nothing is no pass."""
    (one, two), heard = listening
    environ = {"YAKKAN_SUT_2_TOKEN": "second"}
    systems = ("--sut", one, "--header", "X-Key: first", "--sut", two)
    result = yakkan("compare", "--terms", power, *systems, "--calls", 3, environ=environ)

    assert result.code == 2
    assert heard == [{(None, "first")}, {("Bearer second", None)}]


def test_a_secret_without_a_number_is_sent_to_nobody(yakkan, power, listening):
    """A token that does not say for which system it is stops the command before any call."""
    (one, two), heard = listening
    result = yakkan("compare", "--terms", power, "--sut", one, "--sut", two, environ={"YAKKAN_SUT_TOKEN": "whose"})

    assert result.code == 3
    assert "set YAKKAN_SUT_1_TOKEN for system 1" in result.err
    assert "whose" not in result.err
    assert heard == [set(), set()]


def test_what_can_not_be_used_is_told(yakkan_here, power):
    """Wrong options end in code 3 with a reason that names the system."""
    for arguments, reason in (
        ((), "at least 2 systems"),
        (("--sut", "py:a:b"), "at least 2 systems"),
        (("--timeout", 3, "--sut", "py:a:b", "--sut", "py:c:d"), "--timeout comes before the first --sut"),
        (("--sut", "py:a:b", "--sut", "py:c:d", "--timeout", "soon"), "system 2: Invalid value for '--timeout'"),
        (("--sut", "py:a:b", "--header", "none", "--sut", "py:c:d"), "system 1: Invalid value for --header"),
        (("--sut", "py:a:b", "--sut"), "requires an argument"),
        (("--sut", "nowhere", "--sut", "py:c:d"), "YK409"),
        (("--sut", "py:a:b", "--sut", "py:c:d", "--json", "/no/where"), "cannot be written as a file"),
        (("--sut", "py:a:b", "--sut", "py:c:d", "--nonsense"), "--nonsense"),
    ):
        result = yakkan_here("compare", "--terms", power, *arguments)
        assert result.code == 3, arguments
        assert reason in result.err, arguments


def test_a_program_has_its_own_secrets_and_no_others(yakkan, tmp_path, power):
    """Of two programs each finds the token of its number in its environment, under the usual name, and no other."""
    (tmp_path / "telling.py").write_text(
        "import os, pathlib, sys\n"
        "found = sorted(f'{name}={value}' for name, value in os.environ.items() if name.startswith('YAKKAN_SUT_'))\n"
        "pathlib.Path(sys.argv[1]).write_text(' '.join(found))\n"
    )
    environ = {"YAKKAN_SUT_1_TOKEN": "first", "YAKKAN_SUT_2_TOKEN": "second"}
    systems = [part for name in ("one", "two") for part in ("--sut", f"program:{sys.executable} telling.py {name}")]
    result = yakkan("compare", "--terms", power, *systems, "--calls", 3, environ=environ)

    assert result.code == 2
    assert (tmp_path / "one").read_text() == "YAKKAN_SUT_TOKEN=first"
    assert (tmp_path / "two").read_text() == "YAKKAN_SUT_TOKEN=second"
