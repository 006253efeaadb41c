"""The command that bills the cases of a folder: run to its end in the folder, as a whole process group."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

from ..program import Said

_TERMINATED_WITHIN = 2.0


def run_to_end(command: Sequence[str], folder: Path, seconds: float, said: Said, environ: Mapping[str, str]) -> str:
    """Run a command; "" if it ended well, how it failed otherwise. What it prints anywhere goes to `said`.

    Whatever it has started ends with it, also when this is interrupted.

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
    listener = Thread(target=said.listen, args=(read,), daemon=True)
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
        return  # its id may be another's by now
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TERMINATED_WITHIN)
            return
