"""localstripe as a child process on a free loopback port, for as long as the shim runs."""

import os
import socket
import subprocess
import sys
from pathlib import Path

KEY = "sk_test_localstripe"
"""Any key that begins like one of test mode is accepted there: it protects nothing."""
_PATIENCE = 10.0


class Engine:
    """A fresh localstripe. Its memory is its own, and is forgotten by `flush` or with the process."""

    def __init__(self) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        number = listening.fileno()
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("loopback.py")), str(number)],
            pass_fds=[number],
            stdin=subprocess.PIPE,  # it ends with this pipe, however this process ends
            stdout=sys.stderr,
            env={**os.environ, "TZ": "UTC"},  # it computes periods in the time zone of the machine
        )
        listening.close()

    def stop(self) -> None:
        """End the process, by its own id."""
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
