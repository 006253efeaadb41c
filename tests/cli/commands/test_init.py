"""`yakkan init system`: stubs that run at once, and whose tests fail until the biller is called."""

import os
import subprocess
import sys

import pytest

BILLS = {
    "program": ("shim.py", "return []", 'return [Bill(date(2024, 4, 10), date(2024, 4, 30), "700")]'),
    "http": (
        "server.py",
        "return []",
        'return [{"first_day": "2024-04-10", "last_day": "2024-04-30", "total": "700"}]',
    ),
    "folder": (
        "batch.py",
        "return [[] for _ in cases]",
        'return [[{"first_day": "2024-04-10", "last_day": "2024-04-30", "total": "700"}] for _ in cases]',
    ),
}


def own_tests(folder):
    """How the stub's own test ends: the numbers of failures and passes."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ))
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "kind", ["program", *(pytest.param(one, marks=pytest.mark.long) for one in ("http", "folder"))]
)
def test_a_stub_is_tested_by_its_own_test(yakkan, tmp_path, kind):
    """The stub runs at once and its test asks for the biller alone; with a biller in it the test passes."""
    assert yakkan("init", "system", f"--{kind}", "--output", "new/stub").code == 0
    folder = tmp_path / "new" / "stub"

    code, told = own_tests(folder)
    assert code == 1
    assert "1 failed" in told
    assert "no bill: is your biller called in" in told

    name, old, new = BILLS[kind]
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")
    code, told = own_tests(folder)
    assert code == 0, told


def test_nothing_is_written_over(yakkan, tmp_path):
    """Where one of the files is there already, nothing is written and the exit code is 3."""
    (tmp_path / "shim.py").write_text("mine")

    result = yakkan("init", "system", "--program")

    assert result.code == 3
    assert "already has shim.py" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["shim.py"]
    assert (tmp_path / "shim.py").read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "words"),
    [([], "--program, --http or --folder"), (["--program", "--output", "file/in"], "file/in"), (["--smtp"], "No such")],
)
def test_what_can_not_be_written_is_refused(yakkan, tmp_path, options, words):
    """Without a way, with an unknown one, or where no folder can be made, the exit code is 3."""
    (tmp_path / "file").touch()

    result = yakkan("init", "system", *options)

    assert result.code == 3
    assert words in result.err
