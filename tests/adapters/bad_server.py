"""A misbehaving billing system: the first part of the path says how. Run it, and it prints its URL.

`/<mode>/v1/bills` and `/<mode>/v1/system` misbehave alike; `GET /<mode>/log` gives the idempotency keys in the order
in which they came. With a PEM file as its argument it speaks TLS; with that of an authority as the second it asks who
comes for a certificate.
"""

import json
import os
import socket
import ssl
import struct
import sys
import threading
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bad_batches import BATCHES

ENDED = threading.Event()
BILL = {"first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1516"}
SYSTEM = {"protocol": ["yakkan/1"], "name": "Bad", "version": "0"}
LOG: dict[str, list[str]] = defaultdict(list)


class Handler(BaseHTTPRequestHandler):
    """One request to one mode."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Describe the system, or return the log."""
        self.mode = self.path.split("/")[1]
        if self.path.endswith("/log"):
            self.send(200, json.dumps(LOG[self.mode]).encode())
        elif self.mode in DESCRIPTIONS:
            self.send(200, json.dumps(DESCRIPTIONS[self.mode]).encode())
        elif self.mode in BATCHES:
            self.send(200, json.dumps({**SYSTEM, "capabilities": {"batch": 4}}).encode())
        else:
            self.misbehave("-")

    def do_POST(self):
        """Answer a case."""
        self.mode = self.path.split("/")[1]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        LOG[self.mode].append(self.headers["Idempotency-Key"])
        if self.path.endswith(":batch"):
            BATCHES[self.mode](self, [case["case"] for case in json.loads(body)["cases"]])
        else:
            self.misbehave(json.loads(body)["case"])

    def misbehave(self, case):
        """Do what the mode says."""
        mode = MODES["fine"] if self.mode in BATCHES else MODES.get(self.mode)
        if mode is None:
            self.send(404, b"no such mode")
        else:
            mode(self, case)

    def send(self, status, body, **headers):
        """Send a whole response."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, case, **changes):
        """Send one bill, changed; a value of None takes a key away."""
        bill = {key: value for key, value in (BILL | changes).items() if value is not None}
        self.send(200, json.dumps({"case": case, "bills": [bill]}).encode())

    def log_message(self, *_args, **_named):
        """Say nothing."""


def hang(_handler, _case):
    ENDED.wait(30)


def drip(handler, _case):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b" ")
        if ENDED.wait(0.02):
            return


def reset(handler, _case):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    os.close(handler.connection.detach())


def large(handler, _case):
    handler.send(200, b'{"case": "' + b"x" * 10_000_000 + b'"}')


def large_error(handler, _case):
    handler.send(400, b"x" * 10_000_000)


def busy_once(handler, case):
    if LOG[handler.mode].count(case) < 2:
        handler.send(429, b"", Retry_After="7")
    else:
        handler.answer(case)


def broken_twice(handler, case):
    if LOG[handler.mode].count(case) < 3:
        handler.send(500, b"oops")
    else:
        handler.answer(case)


def token_from_2(handler, case):
    """Take no token before the second that the command printed."""
    if int(handler.headers["Authorization"].rpartition("-")[2]) < 2:
        handler.send(401, b"expired")
    else:
        handler.answer(case)


def echo(handler, _case):
    """Send the credentials back, in every form that a debug page would."""
    sent = handler.headers.get("Authorization", "")
    key = handler.headers.get("X-Api-Key", "")
    said = f"{sent} {b64decode(sent.split()[1]).decode()}" if sent.startswith("Basic") else sent
    handler.send(401, f"not you: {said} {key}".encode())


def echo_in_answer(handler, _case):
    token = handler.headers["Authorization"].split()[-1]
    handler.send(200, json.dumps({"case": "x" * 70 + token, "bills": [{"total": token}]}).encode())


def echo_in_refusal(handler, case):
    token = handler.headers["Authorization"].split()[-1]
    handler.send(422, json.dumps({"case": case, "refused": {"code": token, "message": f"not with {token}"}}).encode())


def echo_in_garbage(handler, _case):
    token = handler.headers["Authorization"].split()[-1]
    handler.send(200, f"<<{token}>>".encode())


def agent(handler, _case):
    """Refuse with the headers that came."""
    sent = dict(handler.headers.items())
    handler.send(400, json.dumps(sent).encode())


DESCRIPTIONS = {
    "other-protocol": {"protocol": ["yakkan/2"], "it": "has another shape"},
    "unstable": SYSTEM,
    "no-bill-shape": SYSTEM,
    "answers-all": SYSTEM,
    "refuse-all": SYSTEM,
    "500-bills": SYSTEM,
    "hang-bills": SYSTEM,
}
COUNT = iter(range(1_000_000))
MODES: dict[str, Callable[[Handler, str], object]] = {
    "fine": lambda h, case: h.answer(case),
    "answers-all": lambda h, case: h.answer(case),
    "unstable": lambda h, case: h.answer(case, total=str(next(COUNT))),
    "no-bill-shape": lambda h, case: h.send(200, json.dumps({"case": case}).encode()),
    "garbage": lambda h, _: h.send(200, b"<html>It works!</html>"),
    "empty": lambda h, _: h.send(200, b""),
    "500": lambda h, _: h.send(500, b"Traceback (most recent call last):\n  boom \x1b[31m" + b"!" * 500),
    "500-bills": lambda h, _: h.send(500, b"boom"),
    "404": lambda h, _: h.send(404, b"nothing here"),
    "201": lambda h, case: h.send(201, json.dumps({"case": case, "bills": []}).encode()),
    "hang": hang,
    "hang-bills": hang,
    "drip": drip,
    "nan": lambda h, case: h.send(200, f'{{"case": "{case}", "bills": [{{"total": NaN}}]}}'.encode()),
    "nan-text": lambda h, case: h.answer(case, total="NaN"),
    "float": lambda h, case: h.answer(case, total=1516.32),
    "missing-total": lambda h, case: h.answer(case, total=None),
    "wrong-case": lambda h, _: h.answer("another"),
    "negative-period": lambda h, case: h.answer(case, first_day="2016-06-08", last_day="2016-06-07"),
    "large": large,
    "large-error": large_error,
    "invalid-utf-8": lambda h, case: h.send(200, b'{"case": "' + case.encode() + b'", "note": "\x93\xfa"}'),
    "redirect": lambda h, _: h.send(302, b"", Location="https://elsewhere.example/v1/bills"),
    "busy": lambda h, _: h.send(503, b"later"),
    "busy-once": busy_once,
    "busy-until": lambda h, _: h.send(429, b"", Retry_After="Sun, 01 May 2016 00:00:12 GMT"),
    "busy-always": lambda h, _: h.send(429, b"later", Retry_After="20"),
    "broken-twice": broken_twice,
    "reset": reset,
    "refuse-all": lambda h, case: h.send(
        422, json.dumps({"case": case, "refused": {"code": "E1", "message": "no"}}).encode()
    ),
    "422-detail": lambda h, _: h.send(422, b'{"detail": [{"msg": "field required"}]}'),
    "422-answer": lambda h, case: h.send(422, json.dumps({"case": case, "bills": []}).encode()),
    "422-wrong-case": lambda h, _: h.send(422, b'{"case": "x", "refused": {"code": "E1", "message": "no"}}'),
    "unpackable": lambda h, _: h.send(200, b"not gzip", Content_Encoding="gzip"),
    "echo": echo,
    "echo-in-answer": echo_in_answer,
    "echo-in-refusal": echo_in_refusal,
    "echo-in-garbage": echo_in_garbage,
    "agent": agent,
    "token-from-2": token_from_2,
    "token-never": lambda h, _: h.send(401, f"not with {h.headers['Authorization']}".encode()),
}


def main():
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if len(sys.argv) > 1:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        if len(sys.argv) > 2:
            context.load_verify_locations(sys.argv[2])
            context.verify_mode = ssl.CERT_REQUIRED
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    print(f"{scheme}://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  # the test reads it
    server.serve_forever()


if __name__ == "__main__":
    main()
