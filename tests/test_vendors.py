"""docs/vendors.md leads from nothing to a verdict: its files are written and its commands run, in their order."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parent.parent / "docs" / "vendors.md").read_text(encoding="utf-8")
STEP = re.compile(r"(?ms)^(?:<!-- file: (?P<name>\S+) -->\n)?(?P<mark>```+)(?P<kind>\w+)\n(?P<text>.*?)^(?P=mark)$")


def steps():
    """The files as (name, text), and the commands as (words, exit code)."""
    for found in STEP.finditer(TEXT):
        if found["name"]:
            yield found["name"], found["text"]
        elif found["kind"] == "sh":
            for line in found["text"].splitlines():
                command, _, code = line.partition("  # exit ")
                yield shlex.split(command), int(code or 0)


@pytest.mark.long
def test_every_command_of_the_guide_for_vendors_does_what_it_says(tmp_path):
    """Each command of docs/vendors.md exits as the text says, and the mistake of its example is named."""
    scripts = tmp_path / "bin"
    scripts.mkdir()
    for name, arguments in (("python3", ""), ("yakkan", " -m yakkan.cli")):
        (scripts / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{arguments} "$@"\n')
        (scripts / name).chmod(0o755)
    environ = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }
    folder, told = tmp_path / "vendor", {}
    folder.mkdir()
    for what, then in steps():
        if isinstance(what, str):
            (folder / what).write_text(then, encoding="utf-8")
            continue
        done = subprocess.run(what, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == then, f"{shlex.join(what)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        told.setdefault(what[1], []).append(done.stdout)

    assert len(told["verify"]) == 3
    assert "thirty" in told["verify"][0]
    assert told["verify"][1].startswith("CONFORMS")
