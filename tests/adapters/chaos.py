"""A bad line in front of a good system: `chaos.py UPSTREAM SEED SHARE`, and it prints its URL.

What the line does to a call depends on the seed, the call's key and which try of it this is; SHARE of the tries, of 1,
meet a fault. `GET /met` counts the faults by their names. With `unsteady` as the fourth argument the system gives
another total when it sees a history for the first time.
"""

import json
import os
import socket
import struct
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.parse import urlsplit

HANG = 60.0
"""Seconds that a call hangs: longer than anybody waits here."""
SELDOM = {"hang": 0.1}
"""Faults that are met so much less often than the others: each takes a time-out."""


class Line(ThreadingHTTPServer):
    """The line to `upstream`."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, upstream: str, seed: int, share: float, *, unsteady: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = urlsplit(upstream)
        self.seed = seed
        self.share = share
        self.met: Counter[str] = Counter()
        self.unsteady = unsteady
        self._tries: Counter[str] = Counter()
        self._last: bytes | None = None
        self._histories: set[str] = set()
        self._lock = threading.Lock()

    def fault(self, key: str, *, batch: bool) -> str:
        """What happens to the next try of a call; "" for nothing."""
        with self._lock:
            self._tries[key] += 1
            rng = Random(f"{self.seed} {key} {self._tries[key]}")  # noqa: S311  # faults, not secrets
            if rng.random() >= self.share:
                return ""
            names = list(BATCH_FAULTS) if batch and rng.random() < 0.5 else [*BEFORE, *AFTER]
            (name,) = rng.choices(names, [SELDOM.get(one, 1.0) for one in names])
            self.met[name] += 1
            return name

    def before(self, body: bytes) -> bytes:
        """The answer that was swapped last, while this one is kept for the next; the first stays where it is."""
        with self._lock:
            before, self._last = self._last, body
            return body if before is None else before

    def first(self, body: bytes) -> bool:
        """True if a history is seen for the first time, whatever its id."""
        case = json.loads(body)
        history = body.decode().replace(case["case"], "")
        with self._lock:
            known = history in self._histories
            self._histories.add(history)
        return not known

    def handle_error(self, *_args: object, **_named: object) -> None:
        """Ignore a call that was given up."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def line(self) -> Line:
        """The line that it comes by."""
        assert isinstance(self.server, Line)
        return self.server

    def do_GET(self) -> None:
        """The description comes through."""
        if self.path == "/met":
            self.send(200, json.dumps(self.line.met).encode())
        else:
            self.send(*self.passed_on(b""))

    def do_POST(self) -> None:
        """A call meets a fault, or none."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        batch = self.path.endswith(":batch")
        name = self.line.fault(self.headers["Idempotency-Key"], batch=batch)
        if name in BEFORE:
            BEFORE[name](self)
            return
        try:
            status, answer = self.passed_on(body)
        except (OSError, HTTPException):  # the system is down
            reset(self)
            return
        answer = without_contracts(answer)
        if self.line.unsteady and self.line.first(body):
            answer = with_other_totals(answer)
        if not name:
            self.send(status, answer)
        elif name in BATCH_FAULTS:
            value = json.loads(answer)
            if "answers" in value:
                value["answers"] = BATCH_FAULTS[name](value["answers"])
            self.send(status, json.dumps(value).encode())
        else:
            AFTER[name](self, status, answer)

    def passed_on(self, body: bytes) -> tuple[int, bytes]:
        """What the system answers."""
        upstream = self.line.upstream
        connection = HTTPConnection(upstream.hostname or "", upstream.port, timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items() if name not in {"Host", "Connection"}}
            connection.request(self.command, self.path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def send(self, status: int, body: bytes, *, length: int | None = None, **headers: str) -> None:
        """Send a response whose length is said to be `length`."""
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body) if length is None else length}\r\n"
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        self.wfile.write((head + more + "\r\n").encode() + body)

    def log_message(self, *_args: object, **_named: object) -> None:
        """Say nothing."""


def reset(handler: Handler, *_answer: object) -> None:
    """Break the connection off."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    os.close(handler.connection.detach())


def hang(handler: Handler) -> None:
    time.sleep(HANG)
    handler.close_connection = True


def delayed(handler: Handler, status: int, body: bytes) -> None:
    time.sleep(0.02)
    handler.send(status, body)


def truncated(handler: Handler, status: int, body: bytes) -> None:
    handler.send(status, body[: len(body) // 2], length=len(body))
    handler.close_connection = True


def cut_short(handler: Handler, status: int, body: bytes) -> None:
    handler.send(status, body[: len(body) // 2])


def told_twice(handler: Handler, status: int, body: bytes) -> None:
    """The whole response comes twice: the second one lies in the way of the next call."""
    handler.send(status, body)
    handler.send(status, body)


def other_case(handler: Handler, status: int, body: bytes) -> None:
    value = json.loads(body)
    if "case" in value:
        value["case"] = "another"
    handler.send(status, json.dumps(value).encode())


def swapped(handler: Handler, status: int, body: bytes) -> None:
    """Another call's answer, whole and well-formed."""
    handler.send(status, handler.line.before(body))


BEFORE = {
    "500": lambda handler: handler.send(500, b"Internal Server Error"),
    "502 page": lambda handler: handler.send(502, b"<html>Bad Gateway</html>"),
    "503": lambda handler: handler.send(503, b"", Retry_After="1"),
    "429": lambda handler: handler.send(429, b"slower", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "login page": lambda handler: handler.send(200, b"<html>Log in</html>"),
    "redirected": lambda handler: handler.send(302, b"", Location="http://127.0.0.1:1/login"),
    "reset before": reset,
    "hang": hang,
}
AFTER = {
    "delayed": delayed,
    "reset after": reset,
    "truncated": truncated,
    "cut short": cut_short,
    "told twice": told_twice,
    "other case": other_case,
    "swapped": swapped,
}


def without_contracts(body: bytes) -> bytes:
    """An answer as a system gives it that does not say contracts: only `case` tells then whose bills they are."""
    value = json.loads(body)
    for answer in value.get("answers", [value]):
        for bill in answer.get("bills", []):
            bill.pop("contract")
    return json.dumps(value).encode()


def with_other_totals(body: bytes) -> bytes:
    """An answer whose totals are larger by what no rule explains."""
    value = json.loads(body)
    for bill in value.get("bills", []):
        bill["total"] = str(int(bill["total"]) + Random(body).randrange(1000, 9999))  # noqa: S311  # not a secret
        bill.pop("lines")
    return json.dumps(value).encode()


def told_otherwise(answer: dict[str, object]) -> dict[str, object]:
    """Another answer to the same case."""
    return {**answer, "bills": [{"first_day": "2000-01-01", "last_day": "2000-01-01", "total": "1"}]}


BATCH_FAULTS = {
    "reordered": lambda answers: answers[::-1],
    "one left out": lambda answers: answers[1:],
    "one twice": lambda answers: [*answers, answers[0]],
    "one told otherwise": lambda answers: [*answers, told_otherwise(answers[0])],
    "one of another case": lambda answers: [{**answers[0], "case": "another"}, *answers[1:]],
    "no list": lambda answers: dict(enumerate(answers)),
}


def main() -> None:
    """Serve until killed."""
    line = Line(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), unsteady="unsteady" in sys.argv)
    print(f"http://127.0.0.1:{line.server_port}", flush=True)  # noqa: T201  # the test reads it
    line.serve_forever()


if __name__ == "__main__":
    main()
