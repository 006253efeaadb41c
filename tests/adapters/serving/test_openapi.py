"""The OpenAPI document that vendors implement against, and the server that it describes."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

CONFIG = Path(__file__).parents[1] / "schemathesis.toml"
TOOL = Path(sys.executable).parent / "schemathesis"


@pytest.mark.long
def test_the_document_describes_the_server(reference_url, tmp_path):
    """Whatever the document allows the server takes, and what it forbids it refuses, with the statuses and shapes that
    the document names: held by well over a thousand calls that are made from it."""

    command = [str(TOOL), "--config-file", str(CONFIG), "run", f"{reference_url}/openapi.json", "--checks", "all"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 selected / 3 total" in done.stdout


def test_the_document_names_what_a_vendor_must_know(reference_url):
    """Each call's idempotency key, and what a busy system answers, stand in the document."""

    paths = httpx.get(f"{reference_url}/openapi.json", trust_env=False).json()["paths"]

    assert sorted(paths) == ["/v1/bills", "/v1/bills:batch", "/v1/system"]
    for path in ("/v1/bills", "/v1/bills:batch"):
        call = paths[path]["post"]
        assert [one["name"] for one in call["parameters"]] == ["Idempotency-Key"]
        assert {"200", "400", "413", "429", "503"} <= set(call["responses"])
        assert "Retry-After" in call["responses"]["429"]["headers"]
