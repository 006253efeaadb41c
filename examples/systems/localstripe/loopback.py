"""localstripe on one loopback socket: its own command binds all addresses of the machine.

Run by `engine.py` as a process of its own, with the listening socket's number; it ends when its standard input does.
"""

import os
import socket
import sys
import threading

from aiohttp import web
from localstripe.server import app


def main() -> None:
    threading.Thread(target=_end_with_input, daemon=True).start()
    web.run_app(app, sock=socket.socket(fileno=int(sys.argv[1])), print=None, access_log=None)


def _end_with_input() -> None:
    while os.read(0, 1):  # unbuffered: nothing is held when the process ends
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
