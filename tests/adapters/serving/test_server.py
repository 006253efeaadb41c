"""The reference system over HTTP, asked as any client would."""

import signal
import socket

import httpx
import pytest
from yakkan.adapters import ListenError, write_case
from yakkan.adapters.serving import make_app, serve


@pytest.fixture
def client(reference_url):
    with httpx.Client(base_url=reference_url, trust_env=False) as client:
        yield client


def test_the_system_describes_itself(client):
    """The description names the protocol and the tariffs."""

    description = client.get("/v1/system").json()

    assert description["protocol"] == ["yakkan/1"]
    assert description["capabilities"]["tariffs"] == ["test-card", "test-light"]
    assert {"reading", "quantity", "change", "cancellation"} <= set(description["capabilities"]["events"])


def test_the_same_key_gives_the_same_answer(client, light):
    """A case sent twice under one key gets the same answer twice."""

    headers = {"Idempotency-Key": light.id}

    first, second = (client.post("/v1/bills", json=write_case(light), headers=headers) for _ in range(2))

    assert first.status_code == 200
    assert first.content == second.content


def test_a_case_that_cannot_be_billed_is_422(client, light):
    """A refusal is 422 with the case's id."""

    reply = client.post("/v1/bills", json=write_case(light) | {"tariff": "no-such-tariff"})

    assert reply.status_code == 422
    assert reply.json()["case"] == "a1"
    assert reply.json()["refused"]["code"] == "YK201"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "YK303"),
        (b"{", "YK303"),
        (b"\x93\xfa", "YK302"),
        (b'{"a": NaN}', "YK306"),
        (b'{"case": "a", "case": "b"}', "YK305"),
        (rb'{"case": "\ud800"}', "YK307"),
        (b"[" * 100_000, "YK304"),
        (b"[]", "YK310"),
        (b'{"protocol": "yakkan/9"}', "YK308"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/bills", "/v1/bills:batch"])
def test_what_is_no_case_is_400(client, body, code, path):
    """Bad JSON and bad cases are 400 with a code and a place, on both endpoints."""

    reply = client.post(path, content=body)

    assert reply.status_code == 400
    error = reply.json()["error"]
    if not (path.endswith("batch") and code == "YK308"):
        assert error["code"] == code
    assert error["problems"][0]["place"]


def test_more_than_4_mib_is_413(reference_url):
    """A body beyond the limit is refused after the limit, however long it is."""

    def body():
        for _ in range(70):
            yield b" " * 65_536

    with httpx.Client(trust_env=False) as client:
        reply = client.post(f"{reference_url}/v1/bills", content=body())

    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "YK301")


def test_a_batch_is_answered(client, light):
    """Many cases at once have their answers in order."""

    reply = client.post("/v1/bills:batch", json={"cases": [write_case(light)] * 3})

    assert reply.status_code == 200
    assert [answer["bills"][0]["total"] for answer in reply.json()["answers"]] == ["1516"] * 3


def test_the_openapi_page_describes_the_wire_format(client):
    """Vendors find the shapes, the example, and no reference that leads nowhere."""

    page = client.get("/openapi.json").json()

    text = client.get("/openapi.json").text
    schemas = page["components"]["schemas"]
    references = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert references <= set(schemas)
    assert {"OneContractShape", "SeveralContractsShape", "AnswerShape", "RefusalShape"} <= set(schemas)
    body = page["paths"]["/v1/bills"]["post"]["requestBody"]["content"]["application/json"]
    assert body["example"]["protocol"] == "yakkan/1"
    assert schemas["BillShape"]["properties"]["total"]["type"] == "string"
    assert client.get("/docs").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_cleanly(start_reference, number):
    """On SIGTERM and SIGINT the server stops, what comes after it runs, and the exit code is 0."""

    with start_reference() as (process, url):
        assert httpx.get(f"{url}/v1/system", trust_env=False).status_code == 200
        process.send_signal(number)

        assert process.stdout.read() == "stopped\n"
        assert process.wait(20) == 0


def test_a_signal_before_the_first_call_ends_the_server_too(start_reference):
    """A signal right after the URL is printed is not lost."""

    with start_reference() as (process, _):
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 0


def test_a_port_in_use_is_an_error_of_its_own(reference):
    """A port that is taken is an error with a code, not a traceback."""

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ListenError, match="YK417"):
        serve(make_app(reference), port=taken.getsockname()[1])

    with pytest.raises(ListenError, match="YK417"):
        serve(make_app(reference), port=70_000)
