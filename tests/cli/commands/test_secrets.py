"""Canaries in place of secrets: a hostile system sends them back in every place, and nobody gets to see them."""

import json
import logging
import shlex
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("secrets")  # one process: what all its tests share is made once

HERE = Path(__file__).parents[1]
TLS = HERE.parent / "adapters" / "tls"
HIDDEN = ("canary", b64encode(b"vendor:canary-of-proxy").decode(), b64encode(b"vendor:canary-password").decode())


@pytest.fixture(scope="session")
def hostile():
    """The URL of the hostile system, which is a proxy too."""
    command = [sys.executable, str(HERE / "hostile_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture
def token_command(tmp_path):
    """A command that prints one canary token after the other."""
    (tmp_path / "token.py").write_text(
        "import pathlib\n"
        "runs = pathlib.Path('runs')\n"
        "runs.write_text(runs.read_text() + 'x' if runs.exists() else 'x')\n"
        "print(f'canary-token-{len(runs.read_text())}')\n"
    )
    return shlex.join([sys.executable, "token.py"])


@pytest.fixture
def unseen(yakkan_here, tmp_path, caplog):
    """Run a command and look for canaries in all that it printed, logged and wrote."""

    def run(*arguments):
        caplog.set_level(logging.DEBUG)
        caplog.set_level(logging.INFO, logger="markdown_it")  # it tells each line of the terms
        result = yakkan_here(*arguments)
        written = {path: path.read_text() for path in tmp_path.rglob("*.json")}
        for place, text in {"out": result.out, "err": result.err, "log": caplog.text, **written}.items():
            for secret in HIDDEN:
                assert secret not in text, place
        return result, written

    return run


@pytest.mark.parametrize(("place", "failed"), [("every-place", 34), ("description", 0), ("no-description", 0)])
def test_no_secret_is_seen_wherever_it_is_sent_back(unseen, hostile, power, token_command, monkeypatch, place, failed):
    """Fetched and renewed tokens, headers, and the passwords of proxy and key are in no screen, log, report or case."""
    monkeypatch.setenv("YAKKAN_SUT_KEY_PASSWORD", "canary-of-the-key")
    way = ["--sut", f"{hostile}/{place}", "--attempts", 1, "--token-command", token_command]
    way += ["--header", "X-Api-Key: canary-header-value", "--proxy", hostile.replace("//", "//vendor:canary-of-proxy@")]
    way += ["--cert", TLS / "client.pem", "--key", TLS / "client-key.pem"]
    calls = ["--calls", 44 if failed else 1, "--concurrency", 1]

    result, written = unseen("verify", "--terms", power, *way, *calls, "--json", "report.json")

    assert result.code in {1, 2}
    (report,) = (json.loads(text) for path, text in written.items() if path.name == "report.json")
    assert report["failed"] + report["refused"] >= failed
    saved = [path for path in written if path.name != "report.json"]
    assert bool(saved) is (result.code == 1)
    for path in saved[:1]:
        unseen("replay", path, *way)


@pytest.mark.parametrize("environ", [{"TOKEN": "canary-token"}, {"USER": "vendor", "PASSWORD": "canary-password"}])
@pytest.mark.parametrize("place", ["description", "item"])
def test_no_credentials_of_the_environment_are_seen(unseen, hostile, monkeypatch, environ, place):
    """The smoke test of a system shows no token and no password that it sends back."""
    for name, value in environ.items():
        monkeypatch.setenv(f"YAKKAN_SUT_{name}", value)

    result, _ = unseen("smoke", "--sut", f"{hostile}/{place}")

    assert result.code in {1, 2}


def test_credentials_in_the_url_are_not_seen(unseen, hostile, power):
    """User and password in the system's URL are in no report, no saved case, and no command that replays it."""
    url = hostile.replace("//", "//vendor:canary-password@")

    result, written = unseen("verify", "--terms", power, "--sut", f"{url}/extra", "--calls", 2, "--json", "report.json")

    assert result.code == 1
    assert len(written) > 1
    assert f"{hostile}/extra" in result.out


@pytest.mark.parametrize(
    "options",
    [
        ("--sut", "vendor:canary-password@127.0.0.1:9"),
        ("--sut", "ftp://vendor:canary-password@127.0.0.1:9"),
        ("--sut", "http://vendor:canary-password@127.0.0.1:port"),
        ("--sut", "http://127.0.0.1:9", "--proxy", "vendor:canary-of-proxy@127.0.0.1"),
        ("--sut", "http://127.0.0.1:9", "--proxy", "socks5://vendor:canary-of-proxy@127.0.0.1"),
        ("--sut", "http://127.0.0.1:9", "--token-command", "no-such-command canary"),
        ("--sut", "http://127.0.0.1:9", "--token-command", "sh -c 'echo canary; exit 1'"),
        ("--sut", "http://127.0.0.1:9", "--header", "X Key: canary-header-value"),
        ("--sut", "http://127.0.0.1:9", "--header", "X-Key: canary-header-välue"),
    ],
)
def test_what_can_not_be_used_is_refused_unseen(unseen, power, options):
    """An option that cannot be used is refused without what is secret in it."""
    result, _ = unseen("verify", "--terms", power, *options)

    assert result.code == 3
