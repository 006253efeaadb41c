"""Is the batch finished? `pytest` here says what is missing; then `yakkan judge` asks the real questions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASE = json.loads((HERE / "case.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(tmp_path):
    """Run the batch on cases in a folder of their own; its answers."""

    def one(*cases):
        (tmp_path / "cases.ndjson").write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
        subprocess.run([sys.executable, str(HERE / "batch.py"), str(tmp_path)], cwd=HERE, check=True)
        return [json.loads(line) for line in (tmp_path / "answers.ndjson").read_text(encoding="utf-8").splitlines()]

    return one


def test_every_case_has_an_answer(run):
    """The batch runs, and answers each case under its own id."""
    cases = [CASE | {"case": name} for name in ("a", "b")]

    assert [answer["case"] for answer in run(*cases)] == ["a", "b"]


def test_the_biller_is_called(run):
    """The case in case.json is billed: write its tariff there, and call your biller in batch.py."""
    (answer,) = run(CASE)

    assert answer.get("bills"), f"no bill: is your biller called in batch.py? It answered {answer}"
