"""The wheel, in an empty folder."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("installed")  # one process: what all its tests share is made once

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """The wheel of this repository, built from a copy of it and unpacked in a folder of its own."""
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    source = tmp_path_factory.mktemp("source") / "yakkan"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__"))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", wheels, source]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", target, wheel], check=True)
    return target


def test_the_shipped_features_run_from_the_wheel_in_an_empty_folder(run_pytest, installed, tmp_path, a_start):
    """`pytest --pyargs yakkan.features my.feature --sut … --terms …` needs nothing but the installed wheel."""
    (tmp_path / "sut.py").write_text((Path(__file__).parent / "systems.py").read_text())
    (tmp_path / "my.feature").write_text(a_start)
    terms = installed / "yakkan" / "terms" / "enex-low-voltage"
    options = ("--sut", "py:sut:right", "--terms", terms, "--yakkan-calls=8")
    run = run_pytest("--pyargs", "yakkan.features", "my.feature", *options, cwd=tmp_path, path=installed)

    assert run.code == 0, run.output
    assert {outcome for (file, _), outcome in run.outcomes.items() if file.name.startswith("electricity")} == {"PASSED"}
    assert "my.feature" in run.files("PASSED")
    assert set(run.outcomes.values()) == {"PASSED", "SKIPPED"}


def test_the_wheel_is_what_is_imported(installed, tmp_path):
    """The run above sees the unpacked wheel, not this repository."""
    code = "import yakkan.features, yakkan.steps; print(yakkan.features.__file__, yakkan.steps.__file__)"
    command = [sys.executable, "-c", code]
    path = {"PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, check=True)

    assert [Path(path).parts[: len(installed.parts)] for path in done.stdout.split()] == [installed.parts] * 2
