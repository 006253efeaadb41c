"""An HTTP proxy: it passes requests on, and tunnels to TLS. Run it, and it prints its URL.

With `user:password` as its argument it rejects callers with other credentials, and echoes what they sent. A response
that it passed on has the header `Via`.
"""

import socket
import sys
import threading
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

WANTED = "Basic " + b64encode(sys.argv[1].encode()).decode() if len(sys.argv) > 1 else None
PASSED: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """One request to be passed on."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Pass a request on; `GET /log` lists those that were."""
        if self.path == "/log":
            self.answer(200, "\n".join(PASSED).encode())
        elif self.known():
            PASSED.append(f"{self.command} {self.path}")
            self.pass_on()

    def do_POST(self):
        """Pass a request on."""
        self.do_GET()

    def do_CONNECT(self):
        """Tunnel."""
        if self.known():
            PASSED.append(f"CONNECT {self.path}")
            host, _, port = self.path.rpartition(":")
            with socket.create_connection((host, int(port))) as other:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=pump, args=(other, self.connection), daemon=True)
                back.start()
                pump(self.connection, other)
                back.join()
            self.close_connection = True

    def known(self):
        """True if the caller may pass; otherwise it is told so."""
        given = self.headers.get("Proxy-Authorization")
        if WANTED in {None, given}:
            return True
        self.answer(407, f"the proxy does not know {given}".encode())
        return False

    def pass_on(self):
        """Ask the system, and give back what it says."""
        target = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if not name.startswith("Proxy-")}
        connection = HTTPConnection(target.hostname or "", target.port, timeout=30)
        connection.request(self.command, target.path, body, headers)
        response = connection.getresponse()
        self.answer(response.status, response.read())
        connection.close()

    def answer(self, status, body):
        """Send a whole response."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Via", "1.1 test")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args, **_named):
        """Say nothing."""


def pump(source, sink):
    """Copy until one side ends."""
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def main():
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  # the test reads it
    server.serve_forever()


if __name__ == "__main__":
    main()
