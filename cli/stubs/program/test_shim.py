"""Is the shim finished? `pytest` here says what is missing; then `yakkan verify` asks the real questions."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CASE = json.loads((HERE / "case.json").read_text(encoding="utf-8"))


def asked(*requests):
    text = "".join(json.dumps(one) + "\n" for one in (*requests, {"do": "stop"}))
    done = subprocess.run(
        [sys.executable, "shim.py"], input=text, capture_output=True, cwd=HERE, encoding="utf-8", check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_program_says_what_it_is():
    """The program starts and describes the system."""
    (system,) = asked({"do": "system"})

    assert "yakkan/1" in system["protocol"]


def test_the_biller_is_called():
    """The case in case.json is billed: write its tariff there, and call your biller in shim.py."""
    (answer,) = asked({"do": "bill", "case": CASE})

    assert answer["case"] == CASE["case"]
    assert answer.get("bills"), f"no bill: is your biller called in shim.py? It answered {answer}"


def test_the_same_key_gives_the_same_answer():
    """A case that is asked twice is billed once."""
    first, again = asked({"do": "bill", "case": CASE}, {"do": "bill", "case": CASE})

    assert first == again
