"""Running the command that bills the cases of a folder, to its end, in the folder and in a process group of its own."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

from ..program import LastLines

_TERMINATED_WITHIN = 2.0


def run_to_end(
    command: Sequence[str], folder: Path, seconds: float, last_lines: LastLines, environ: Mapping[str, str]
) -> str:
    """Run a command for up to `seconds`; "" if it succeeded, otherwise how it failed. Its output goes to `last_lines`.

    If it runs too long or this is interrupted, all that it started is ended too.

    Raises:
        OSError: it cannot be run.
        ValueError: it holds a NUL character.
    """
    read, write = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603  # the user names the command, and no shell reads it
            list(command),
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=write,
            stderr=write,
            start_new_session=True,
        )
    except BaseException:
        os.close(read)
        raise
    finally:
        os.close(write)
    listener = Thread(target=last_lines.listen, args=(read,), daemon=True)
    listener.start()
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"the command did not end within {seconds:g} s"
    finally:
        _end(process)
        listener.join(_TERMINATED_WITHIN)
    if status < 0:
        return f"the command was ended by signal {-status} ({signal.Signals(-status).name})"
    return f"the command ended with status {status}" if status else ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.returncode is not None:
        return  # its id may have been reused
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TERMINATED_WITHIN)
            return
