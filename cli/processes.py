"""A reference system in a process of its own, stopped by its process id."""

import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import Timer

from ..adapters import AdapterError
from ..adapters.codes import UNREACHABLE
from ..oracle import Problem

_READY_WITHIN = 60.0
_STOPPED_WITHIN = 10.0
_LISTENING = "listening on "


@contextmanager
def served(arguments: Sequence[str]) -> Generator[tuple[str, int]]:
    """The URL and the process id of `yakkan serve` with `arguments`; the process ends with the block.

    Raises:
        AdapterError: it does not start to listen within a minute.
    """
    command = [sys.executable, "-m", __package__ or "yakkan.cli", "serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own command
        try:
            yield _url(process), process.pid
        finally:
            process.terminate()
            try:
                process.wait(_STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def _url(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101  # it was asked for
    give_up = Timer(_READY_WITHIN, process.kill)
    give_up.start()
    line = process.stdout.readline()
    give_up.cancel()
    if not line.startswith(_LISTENING):
        message = "the process ended, or did not print where it listens"
        raise AdapterError(Problem(UNREACHABLE, "yakkan serve", message))
    return line.removeprefix(_LISTENING).strip()
