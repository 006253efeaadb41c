"""An engine that nobody here wrote is driven from its published package."""

import subprocess
import sys
from pathlib import Path

import pytest

SYSTEMS = Path(__file__).parent.parent.parent / "examples" / "systems"


@pytest.mark.long
def test_an_engine_does_what_is_described():
    """localstripe bills seats in graduated tiers wrongly in one way."""
    command = [sys.executable, str(SYSTEMS / "run.py"), "--light", "localstripe"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "graduated-tiers: diverges, 1 divergence of 1 kind" in done.stdout
    assert "all as described" in done.stdout
