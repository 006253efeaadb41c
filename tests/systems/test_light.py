"""Two engines that nobody here wrote are driven from their published packages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SYSTEMS = Path(__file__).parent.parent.parent / "examples" / "systems"


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("localstripe", r"graduated-tiers: diverges, 1 divergence of 1 kind"),
        ("nrel-pysam", r"tiers: conforms, \d+ answered calls, every bill as the terms say"),
    ],
)
def test_an_engine_does_what_is_described(name, told):
    """localstripe bills seats in graduated tiers wrongly in one way; Utilityrate5, the control, bills right."""
    command = [sys.executable, str(SYSTEMS / "run.py"), "--light", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(told, done.stdout)
    assert "all as described" in done.stdout
