"""One process of a program: a line to its standard input, a line from its standard output, and its end."""

import os
import selectors
import signal
import subprocess
from collections.abc import Mapping, Sequence
from threading import Lock, Thread
from time import monotonic, sleep

from ..wire import LIMIT
from .standard_error import LastLines

_STOP = b'{"do": "stop"}\n'
_STOPPED_WITHIN, _TERMINATED_WITHIN = 5.0, 2.0
"""Seconds that a process has to end after the stop request, and after SIGTERM; then it is killed."""
_LOOK = 0.2
"""Seconds between checks that a silent process is still running."""
_PAUSE = 0.01
_PART = 64 * 1024


class GoneError(Exception):
    """The process ended before it answered; `how` names its status or the signal."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


class LineTooSlowError(Exception):
    """No complete line came in time."""


class LineTooLongError(Exception):
    """A line is longer than the limit."""


class Process:
    """A running program in a process group of its own, which is ended as a whole.

    Only one thread at a time may ask it. What it writes on standard error goes to `last_lines`. `environ` is its
    environment.

    Raises:
        OSError: it cannot be started.
        ValueError: the command holds a NUL character.
    """

    def __init__(self, command: Sequence[str], last_lines: LastLines, environ: Mapping[str, str]) -> None:
        self._popen = subprocess.Popen(  # noqa: S603  # the user names the program, and no shell reads the command
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=environ,
            start_new_session=True,
        )
        assert self._popen.stdin and self._popen.stdout and self._popen.stderr  # noqa: S101, PT018  # pipes, as asked
        self._in, self._out = self._popen.stdin, self._popen.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)
        self._received = bytearray()
        self._searched = 0
        self._lock = Lock()
        self._ended = False
        self._listener = Thread(target=last_lines.listen, args=(os.dup(self._popen.stderr.fileno()),), daemon=True)
        self._popen.stderr.close()
        self._listener.start()

    @property
    def in_step(self) -> bool:
        """True if nothing unrequested has been received."""
        return not self._received.strip()

    def ask(self, line: bytes, seconds: float, limit: int = LIMIT) -> bytes:
        """The line that answers a line, both without line feeds; blank lines are skipped. `limit` is in bytes.

        Raises:
            GoneError: the process ended.
            LineTooSlowError: no complete line within `seconds`.
            LineTooLongError: a line of more than `limit` bytes.
        """
        until, waiting = monotonic() + seconds, memoryview(line + b"\n")
        with selectors.DefaultSelector() as ready:
            ready.register(self._out, selectors.EVENT_READ)
            ready.register(self._in, selectors.EVENT_WRITE)
            while True:
                answer = self._line()
                if answer is not None:
                    return answer
                if len(self._received) > limit:
                    raise LineTooLongError
                left = until - monotonic()
                if left <= 0:
                    raise LineTooSlowError
                events = ready.select(min(left, _LOOK))
                gone = not events and self._is_dead()
                for key, _ in events:
                    if key.fileobj is self._in:
                        waiting = self._write(waiting)
                        if not waiting:
                            ready.unregister(self._in)
                    else:
                        gone = not self._read()
                if gone:
                    raise GoneError(self._how_it_ended())

    def kill(self) -> None:
        """Kill the process at once; a thread that is waiting for its answer gets a `GoneError`."""
        with self._lock:
            if not self._ended:
                self._signal(signal.SIGKILL)

    def end(self, *, politely: bool = True) -> None:
        """End it and all that it started: by a stop request if `politely` and in step, then SIGTERM, then SIGKILL."""
        try:
            if politely and self.in_step:
                self._write(memoryview(_STOP))
                self._in.close()
                if self._dies_within(_STOPPED_WITHIN):
                    return
            self._signal(signal.SIGTERM)
            self._dies_within(_TERMINATED_WITHIN)
        finally:
            with self._lock:
                # Before the process is reaped, so that its id, which is also its group's, cannot have been reused.
                self._signal(signal.SIGKILL)
                self._ended = True
            self._popen.wait()
            self._listener.join(_LOOK)  # for its last lines; a child that escaped may hold the pipe open
            self._in.close()
            self._out.close()

    def _line(self) -> bytes | None:
        while (end := self._received.find(b"\n", self._searched)) >= 0:
            line = bytes(self._received[:end]).strip()
            del self._received[: end + 1]
            self._searched = 0
            if line:
                return line
        self._searched = len(self._received)
        return None

    def _read(self) -> bool:
        """Read what has arrived; False at the end of the output."""
        part = os.read(self._out.fileno(), _PART)
        self._received += part
        return bool(part)

    def _write(self, waiting: memoryview) -> memoryview:
        """Write what the pipe accepts and return the rest; empty if the process no longer reads."""
        try:
            return waiting[os.write(self._in.fileno(), waiting) :]
        except BlockingIOError:
            return waiting
        except BrokenPipeError:
            return waiting[:0]

    def _is_dead(self) -> bool:
        """True if it has ended; it is not reaped, so that its id is not reused."""
        return os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _dies_within(self, seconds: float) -> bool:
        until = monotonic() + seconds
        while not self._is_dead():
            if monotonic() > until:
                return False
            sleep(_PAUSE)
        return True

    def _how_it_ended(self) -> str:
        """How it ended, in words; by then its last lines on standard error have been read, if they come in time."""
        if not self._dies_within(_LOOK):
            return "closed its standard output"
        self._listener.join(_LOOK)
        found = os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is None or found.si_code == os.CLD_EXITED:
            return f"ended with status {found.si_status if found else 0}"
        return f"was ended by signal {found.si_status} ({signal.Signals(found.si_status).name})"

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._popen.pid, number)
        except (ProcessLookupError, PermissionError):
            return  # nothing of it is left
