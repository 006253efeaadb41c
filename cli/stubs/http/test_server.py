"""Is the server finished? `pytest` here says what is missing; then `yakkan verify` asks the real questions."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

HERE = Path(__file__).parent
CASE = json.loads((HERE / "case.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ask():
    """Ask the server, which runs in a process of its own on a free port."""
    command = [sys.executable, "server.py", "0"]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[-1]
        opener = build_opener(ProxyHandler({}))

        def one(path, value=None):
            data = None if value is None else json.dumps(value).encode()
            with opener.open(Request(url + path, data, {"Content-Type": "application/json"}), timeout=60) as reply:
                return json.load(reply)

        yield one
        process.terminate()


def test_the_server_says_what_it_is(ask):
    """The server listens and describes the system."""
    assert "yakkan/1" in ask("/v1/system")["protocol"]


def test_the_biller_is_called(ask):
    """The case in case.json is billed: write its tariff there, and call your biller in server.py."""
    answer = ask("/v1/bills", CASE)

    assert answer["case"] == CASE["case"]
    assert answer.get("bills"), f"no bill: is your biller called in server.py? It answered {answer}"


def test_the_same_key_gives_the_same_answer(ask):
    """A case that is asked twice is billed once."""
    assert ask("/v1/bills", CASE) == ask("/v1/bills", CASE)
