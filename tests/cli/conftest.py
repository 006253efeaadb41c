"""The real command in processes of its own, the systems it is pointed at, and the screens it must print."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from yakkan.cli import main

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
COMMAND = [sys.executable, "-m", "yakkan.cli"]
VOLATILE = (
    (re.compile(r"http://127\.0\.0\.1:\d+"), "URL"),
    (re.compile(r"\b[0-9a-f]{13}(-\d)?\b"), r"CASE\1"),
    (re.compile(r"process \d+"), "process PID"),
    (re.compile(re.escape(str(REPOSITORY))), "REPOSITORY"),
    (re.compile(r"\b0\.1\.0\b"), "VERSION"),
)
"""What is another in each run, and the word that stands for it in snapshots."""


def clean() -> dict[str, str]:
    """The environment of the commands: nothing of the caller's but what a process needs to start."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "YAKKAN_STUDIES") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def process():
    """How to start `yakkan` as a process that a test talks to while it runs."""

    def start(*arguments: object, folder: Path) -> subprocess.Popen[str]:
        command = [*COMMAND, *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=folder, env=clean())

    return start


@pytest.fixture
def yakkan(tmp_path):
    """Run `yakkan` with some arguments in an empty folder; its output as UTF-8."""

    def run(*arguments: object, stdin: str = "", environ: dict[str, str] | None = None) -> Result:
        command = [*COMMAND, *map(str, arguments)]
        done = subprocess.run(
            command,
            input=stdin.encode(errors="surrogateescape"),
            capture_output=True,
            cwd=tmp_path,
            env=clean() | (environ or {}),
            check=False,
        )
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in result.err, result.err
        return result

    return run


@pytest.fixture
def yakkan_here(tmp_path, monkeypatch, capsysbinary):
    """The same as `yakkan` without a process, for tables of many rows."""

    def run(*arguments: object, stdin: str = "") -> Result:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["yakkan", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode(errors="surrogateescape"))))
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsysbinary.readouterr()
        return Result(int(ended.value.code or 0), captured.out.decode(), captured.err.decode())

    return run


@pytest.fixture
def same_screen(tmp_path):
    """Compare a whole output with its snapshot; YAKKAN_UPDATE_SNAPSHOTS=1 writes it anew."""

    def compare(name: str, text: str) -> None:
        for pattern, word in ((re.compile(re.escape(str(tmp_path))), "FOLDER"), *VOLATILE):
            text = pattern.sub(word, text)
        path = HERE / "snapshots" / f"{name}.txt"
        if os.environ.get("YAKKAN_UPDATE_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.fixture(scope="session")
def power():
    """A small electricity tariff."""
    return HERE / "terms" / "power.md"


@contextmanager
def _served(*arguments: object) -> Iterator[str]:
    command = [*COMMAND, "serve", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean()) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="session")
def correct(power):
    """The URL of a system that bills by the power terms."""
    with _served(power, "--name", "correct") as url:
        yield url


@pytest.fixture(scope="session")
def lenient(power):
    """The URL of a system that does not prorate within 5 days."""
    with _served(power, "--name", "lenient", "--fault", "F-02") as url:
        yield url


@pytest.fixture
def python_system(tmp_path, power):
    """The name of a system in Python: a module of the test's folder that has the reference system's `answer`."""

    def write(name: str, source: str) -> str:
        head = f"""
from pathlib import Path
from yakkan.adapters import ReferenceSystem
from yakkan.oracle import change_settings, load_terms

BOOK = load_terms(Path({str(power)!r}))

def reading(**settings):
    system = ReferenceSystem(BOOK.map(lambda terms: change_settings(terms, settings)))
    return lambda case: system.answer(case)[1]

answer = reading()
"""
        (tmp_path / f"{name}.py").write_text(head + source)
        return f"py:{name}:bill"

    return write


class _Answers(BaseHTTPRequestHandler):
    """Answers every case with one status and body; CASE in it is the case's id."""

    status: int
    body: bytes
    system: bytes

    def do_GET(self) -> None:
        self._answer(200, self.system)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.status, self.body)

    def _answer(self, status: int, body: bytes) -> None:
        body = body.replace(b"CASE", self.headers.get("Idempotency-Key", "").encode())
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the base class calls it
        """Nothing: the tests read what the command prints."""


@pytest.fixture
def answering():
    """The URL of a system that gives one answer to every case, and says of itself what it is told to."""

    @contextmanager
    def serve(status: int, body: bytes, protocol: str = "yakkan/1") -> Iterator[str]:
        system = json.dumps({"protocol": [protocol], "name": "odd", "version": "1"}).encode()
        handler = type("Handler", (_Answers,), {"status": status, "body": body, "system": system})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    return serve
