"""A `yakkan serve` process on a free port of this machine, ended by its own process id."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(terms: Path, faults: Sequence[str] = ()) -> Iterator[str]:
    """The URL of the reference system with `faults`, for as long as the block runs."""
    flags = [word for fault in faults for word in ("--fault", fault)]
    command = [sys.executable, "-m", "yakkan.cli", "serve", str(terms), *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if "http://" not in line:
                sys.exit(f"the server did not start: {line}")
            yield "http://" + line.split("http://")[1].strip()
        finally:
            process.terminate()
            process.wait(timeout=30)
