"""The processes of one program, up to the number that may run, each used by one thread at a time."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from threading import Condition

from .process import Process


class ClosedError(Exception):
    """The pool is closed: it starts no more processes."""


class Pool:
    """Processes that `start` creates. Up to `most` may run at once; it may be raised later."""

    def __init__(self, start: Callable[[], Process]) -> None:
        self.most = 1
        self._start = start
        self._changed = Condition()
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._taken = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """True if no more processes are started."""
        return self._closed

    def keep(self, process: Process) -> None:
        """Add an idle process that was started elsewhere."""
        with self._changed:
            self._all.add(process)
            self._idle.append(process)

    @contextmanager
    def taken(self) -> Generator[Process]:
        """A process for the block; if the block raises, or leaves the process out of step, the process is ended.

        Raises:
            ClosedError: the pool is closed.
            Exception: as `start` does.
        """
        process = self._take()
        fine = False
        try:
            yield process
            fine = process.in_step
        finally:
            if not fine:
                self._drop(process)
            with self._changed:
                self._taken -= 1
                if fine and not self._closed:
                    self._idle.append(process)
                    fine = False
                self._changed.notify()
            if fine:
                self._drop(process)

    def close(self) -> None:
        """End all processes, and those in use immediately."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = self._all - set(idle)
            self._changed.notify_all()
        for process in busy:
            process.kill()
        for process in idle:
            self._drop(process, politely=True)

    def _take(self) -> Process:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._taken < self.most)
            if self._closed:
                raise ClosedError
            self._taken += 1
            if self._idle:
                return self._idle.pop()
        process: Process | None = None
        try:
            process = self._start()
            return process
        finally:
            with self._changed:
                if process is None:
                    self._taken -= 1
                    self._changed.notify()
                else:
                    self._all.add(process)

    def _drop(self, process: Process, *, politely: bool = False) -> None:
        with suppress(OSError):
            process.end(politely=politely)
        with self._changed:
            self._all.discard(process)
