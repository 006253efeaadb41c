"""Your billing system behind HTTP, with Python's standard library alone: `python3 server.py [PORT]`.

Write `bills`. It listens on this machine only; put it behind your own server to be reached from elsewhere.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "the name of your system",
    "version": "its version",
    # What it cannot do is not asked, and is listed as not tested: docs/wire.md, "The system about itself".
    "capabilities": {"lines": False, "tax": False},
}


class Refuse(Exception):
    """Raise it with a code and a message for a case that your system does not take."""


def bills(case):
    """Every bill that your system issues for the case up to case["bill_through"].

    Make the contract under an id of its own, tell your system of case["events"], let it bill, and give back what it
    billed: {"first_day": "2024-04-10", "last_day": "2024-04-30", "total": "700"}, both days billed, amounts as text.
    """
    return []


answers = {}
one_at_a_time = Lock()


def answer(case):
    """The status and the answer; the same key gives the same answer."""
    with one_at_a_time:
        if case["case"] not in answers:
            try:
                answers[case["case"]] = 200, {"case": case["case"], "bills": bills(case)}
            except Refuse as refusal:
                code, message = refusal.args
                answers[case["case"]] = 422, {"case": case["case"], "refused": {"code": code, "message": message}}
        return answers[case["case"]]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/v1/system":
            self.reply(200, SYSTEM)
        else:
            self.reply(404, {"error": {"code": "not-found", "message": self.path}})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/bills":
            self.reply(*answer(json.loads(body)))
        else:
            self.reply(404, {"error": {"code": "not-found", "message": self.path}})

    def reply(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing of each call."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000), Handler)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
