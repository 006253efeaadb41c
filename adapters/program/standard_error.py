"""What programs write on standard error: the last lines, bounded, without control characters."""

import os
from collections import deque
from threading import Lock

from ..quoting import one_line
from ..redaction import Redaction

_LINES = 20
"""Lines that are kept."""
_WIDTH = 200
"""Characters of a line that are kept."""
_BYTES = 8 * _WIDTH
"""Bytes of a line that are read: enough for its characters in any encoding, and for escapes before them."""
_PART = 64 * 1024


class LastLines:
    """The last lines that the processes of one program wrote on standard error."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._lines: deque[str] = deque(maxlen=_LINES)
        self._lock = Lock()

    def listen(self, descriptor: int) -> None:
        """Read from a pipe until it ends, then close it."""
        rest = b""
        try:
            while part := os.read(descriptor, _PART):
                *lines, rest = (rest + part).split(b"\n")
                self._take(lines)
                rest = rest[:_PART]
        finally:
            self._take([rest])
            os.close(descriptor)

    def lines(self, most: int = _LINES) -> tuple[str, ...]:
        """The last lines, at most `most`, printable and without secrets."""
        with self._lock:
            return tuple(self._lines)[-most:]

    def _take(self, lines: list[bytes]) -> None:
        for line in lines[-_LINES:]:
            text = self._redaction.data(line)[:_BYTES].decode("utf-8", errors="replace")
            shown = one_line(text, _WIDTH)
            if shown:
                with self._lock:
                    self._lines.append(shown)
