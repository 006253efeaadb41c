"""A billing system that sends back whatever it was told in confidence, in every place of an answer.

Run it, and it prints its URL; the first part of the path says where the secrets go. `pass` in place of it is a proxy's
part: it passes requests on, and tells the system the proxy's own password.
"""

import json
from base64 import b64decode
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from urllib.parse import quote, urlsplit

BILL = {"first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1516"}
TELLING = ("Authorization", "X-Api-Key", "X-Of-Proxy")


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Describe, with secrets where the mode says so."""
        if self.path.startswith("http://"):
            self.pass_on()
            return
        said = self.secrets()
        system = {"protocol": ["yakkan/1"], "name": "hostile", "version": "1", said: said}
        if self.mode() == "description":
            system |= {"protocol": ["yakkan/1", said], "name": said, "version": said}
            system["capabilities"] = {"events": [said, "reading", "cancellation"], said: said}
        elif self.mode() == "no-description":
            system = {"protocol": [said, said], "name": said}
        self.send(200, json.dumps(system).encode())

    def do_POST(self):
        """Answer, with secrets where the mode says so."""
        if self.path.startswith("http://"):
            self.pass_on()
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Authorization", "").endswith("canary-token-1"):
            self.send(401, f"no longer {self.secrets()}".encode())
        else:
            mode = next(TURNS) if self.mode() == "every-place" else self.mode()
            MODES[mode](self, body["case"], self.secrets())

    def mode(self):
        """Where the secrets go."""
        return self.path.split("/")[1]

    def secrets(self):
        """All that was said in confidence, as it came and unpacked."""
        said = [self.headers[name] for name in TELLING if name in self.headers]
        said += [b64decode(one.split()[1]).decode() for one in said if one.startswith("Basic ")]
        return " ".join([*said, *(one.split()[-1] for one in said)])

    def pass_on(self):
        """Be the proxy."""
        target = urlsplit(self.path)
        assert target.hostname is not None
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = dict(self.headers.items()) | {"X-Of-Proxy": self.headers.get("Proxy-Authorization", "")}
        connection = HTTPConnection(target.hostname, target.port, timeout=30)
        connection.request(self.command, target.path, body, headers)
        response = connection.getresponse()
        self.send(response.status, response.read(), **dict(response.getheaders()))
        connection.close()

    def send(self, status, body, **headers):
        """Send a whole response."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            if name not in {"Content-Length", "Server", "Date"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, case, **changes):
        """Send one bill, changed."""
        self.send(200, json.dumps({"case": case, "bills": [{**BILL, **changes}]}).encode())

    def log_message(self, format, *args):  # noqa: A002  # a name of the base class
        """Say nothing."""


def escaped(text):
    """A text with each character written as JSON may write it."""
    return "".join(f"\\u{ord(char):04x}" for char in text)


def line(said):
    return [{"item": said, "amount": "1516", "quantity": "1"}]


def not_http(handler, _case, said):
    handler.wfile.write(f"{said} HTTP/1.1 200 OK\r\n\r\n".encode())
    handler.close_connection = True


def phrase(handler, case, said):
    """Say the secrets beside the status and in headers of an answer that is well-formed otherwise."""
    body = json.dumps({"case": case, "bills": []}).encode()
    head = f"HTTP/1.1 200 {said}\r\nX-Said: {said}\r\nSet-Cookie: a={said}\r\nContent-Length: {len(body)}\r\n\r\n"
    handler.wfile.write(head.encode() + body)


def twice(said):
    return b'{"case": "x", "%s": 1, "%s": 2}' % (said.encode(), said.encode())


MODES = {
    "description": lambda h, case, _: h.answer(case),
    "no-description": lambda h, case, _: h.answer(case),
    "error-page": lambda h, _, said: h.send(500, f"<pre>{said}</pre>".encode()),
    "gateway": lambda h, _, said: h.send(403, f"<pre>{quote(said)} {said}</pre>".encode()),
    "busy": lambda h, _, said: h.send(503, said.encode(), **{"Retry-After": said}),
    "redirect": lambda h, _, said: h.send(302, b"", Location=f"http://elsewhere.example/?key={quote(said)}"),
    "phrase": phrase,
    "not-http": not_http,
    "garbage": lambda h, _, said: h.send(200, ("x" * 10 + said).encode()),
    "cut": lambda h, _, said: h.send(200, ('{"case": "' + "x" * 60 + said).encode()),
    "keys": lambda h, _, said: h.send(200, twice(said)),
    "escaped-keys": lambda h, _, said: h.send(200, twice(escaped(said.split()[-1]))),
    "escaped-text": lambda h, _, said: h.send(200, b'{"case": "%s"}' % escaped("x" * 70 + said).encode()),
    "case": lambda h, _, said: h.answer(said),
    "contract": lambda h, case, said: h.answer(case, contract=said),
    "total": lambda h, case, said: h.answer(case, total=said),
    "day": lambda h, case, said: h.answer(case, first_day=said),
    "item": lambda h, case, said: h.answer(case, lines=line(said)),
    "part-of-item": lambda h, case, said: h.answer(case, lines=line(f"x{said.split()[-1]}x")),
    "amount": lambda h, case, said: h.answer(case, lines=[{"item": "x", "amount": said}]),
    "extra": lambda h, case, said: h.answer(case, **{said: said, "lines": line("x"), "note": said}),
    "refusal": lambda h, case, said: h.send(
        422, json.dumps({"case": case, "refused": {"code": said, "message": said}}).encode()
    ),
    "no-refusal": lambda h, _, said: h.send(422, json.dumps({"detail": said}).encode()),
}
TURNS = cycle(MODES)
"""What `every-place` does, call by call."""


def main():
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  # the test reads it
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
