"""The virtual environment of an engine: its own packages, and the wheel of Yakkan without its dependencies."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from described import HERE, System

PROJECT = HERE.parent.parent


def prepared(system: System) -> Path:
    """The interpreter of the environment of the engine, which is made again if anything it depends on has changed.

    Raises:
        subprocess.CalledProcessError: a package cannot be installed.
    """
    environment = system.folder / ".venv"
    python = environment / "bin" / "python"
    mark, made_of = environment / "made-of", _made_of(system)
    if python.exists() and mark.exists() and mark.read_text() == made_of:
        return python
    print(f"  installing {system.folder / 'requirements.txt'}", flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(environment)])
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    _run([*pip, "--requirement", str(system.folder / "requirements.txt")])
    with tempfile.TemporaryDirectory() as folder:
        _run([sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--wheel-dir", folder, str(PROJECT)])
        wheel = next(Path(folder).glob("yakkan-*.whl"))
        _run([*pip, "--no-deps", str(wheel)])
    mark.write_text(made_of)
    return python


def _made_of(system: System) -> str:
    parts = [system.folder / "requirements.txt", *sorted((PROJECT / "shim").glob("*.py"))]
    digest = hashlib.sha256(sys.version.encode())
    for part in parts:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=PROJECT)
