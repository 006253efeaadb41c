"""The ways through to a system: proxies, client certificates, and tokens that are fetched."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from yakkan.adapters import (
    Answered,
    Bearer,
    ConnectionOptions,
    CredentialsError,
    Failed,
    FailureKind,
    HttpSystem,
    ObservedBill,
    Outcome,
    TargetError,
)

TLS = Path(__file__).parents[1] / "tls"
FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


def passed(proxy):
    return httpx.get(f"{proxy}/log", trust_env=False).text.splitlines()


def test_a_proxy_is_used_where_one_is_given(start_proxy, connect, bad_url, light):
    """With a proxy every call goes through it."""

    with start_proxy() as (_, proxy):
        assert connect("fine", proxy=proxy).bill(light) == FINE
        assert passed(proxy) == [f"POST {bad_url}/fine/v1/bills"]


def test_tls_goes_through_a_proxy_in_a_tunnel(start_proxy, tls_url, ca, light):
    """A proxy gets no look into calls over TLS."""

    with start_proxy() as (_, proxy):
        system = HttpSystem(f"{tls_url}/fine", ConnectionOptions(ca=ca, proxy=proxy))
        assert system.bill(light) == FINE
        assert passed(proxy) == [f"CONNECT {tls_url.removeprefix('https://')}"]
        system.close()


def test_a_proxy_gets_its_credentials(start_proxy, connect, light):
    """User and password of the proxy's URL go to the proxy."""

    with start_proxy("vendor:canary-of-proxy") as (_, proxy):
        assert connect("fine", proxy=proxy.replace("//", "//vendor:canary-of-proxy@")).bill(light) == FINE


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_turns_us_away_is_reported_without_the_password(start_proxy, bad_url, tls_url, light, scheme):
    """Credentials that the proxy rejects are not shown, even if it echoes them."""

    url = bad_url if scheme == "http" else tls_url
    with start_proxy("vendor:another") as (_, proxy):
        by = proxy.replace("//", "//vendor:canary-of-proxy@")
        system = HttpSystem(f"{url}/fine", ConnectionOptions(proxy=by, ca=TLS / "ca.pem", attempts=1))
        problem = str(failed(system.bill(light)).problem)
        system.close()

    assert "407" in problem
    assert "canary" not in problem
    assert "dmVuZG9yOmNhbmFyeS1vZi1wcm94eQ" not in problem


def test_a_proxy_that_is_not_there_is_a_lost_call(connect, light):
    """A proxy that does not listen is a failure of the call, and is not gone around."""

    outcome = connect("fine", proxy="http://127.0.0.1:1", attempts=1).bill(light)

    assert outcome.kind is FailureKind.UNREACHABLE


@pytest.mark.parametrize(
    "proxy", ["127.0.0.1:3128", "vendor:canary-of-proxy@127.0.0.1", "socks5://u:canary-of-proxy@h", "http://h/path"]
)
def test_what_is_no_proxy_is_refused(proxy):
    """What is not an HTTP proxy's URL is refused before the first call, without its password."""

    with pytest.raises(TargetError) as caught:
        HttpSystem("http://127.0.0.1", ConnectionOptions(proxy=proxy))

    assert caught.value.problems[0].code.id == "YK433"
    assert "canary" not in str(caught.value)


def test_a_system_may_require_a_client_certificate(strict_tls_url, ca, light):
    """A system that wants a client certificate gets it."""

    options = {"cert": TLS / "client.pem", "key": TLS / "client-key.pem", "key_password": "canary-of-the-key"}
    system = HttpSystem(f"{strict_tls_url}/fine", ConnectionOptions(ca=ca, **options))

    assert system.bill(light) == FINE
    assert "canary" not in repr((system, system._connection))
    system.close()


def test_a_call_without_the_client_certificate_gets_no_answer(strict_tls_url, ca, light):
    """A call without the certificate that the system wants has no answer."""

    system = HttpSystem(f"{strict_tls_url}/fine", ConnectionOptions(ca=ca, attempts=1))

    assert failed(system.bill(light)).kind is FailureKind.UNREACHABLE
    system.close()


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"cert": TLS / "client.pem", "key": TLS / "client-key.pem", "key_password": "wrong"}, "client-key.pem"),
        ({"cert": TLS / "client.pem", "key": TLS / "client-key.pem"}, "client-key.pem"),
        ({"cert": TLS / "client.pem"}, "client.pem"),
        ({"cert": TLS / "client.pem", "key": TLS / "server.pem"}, "server.pem"),
        ({"cert": TLS / "none.pem"}, "none.pem"),
        ({"cert": Path(__file__)}, "test_connection.py"),
        ({"key": TLS / "client-key.pem"}, "client-key.pem"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused(options, place):
    """An incomplete certificate, a key without its password, and other files are refused at once."""

    with pytest.raises(TargetError) as caught:
        HttpSystem("https://127.0.0.1", ConnectionOptions(**options))

    (problem,) = caught.value.problems
    assert (problem.code.id, Path(problem.place).name) == ("YK432", place)


def test_a_command_gives_the_token(connect, token_command, light):
    """The token that a command prints is sent; while it is accepted the command is not run again."""

    command, runs = token_command
    system = connect("fine", token_command=command)

    assert [system.bill(light), system.bill(light)] == [FINE, FINE]
    assert runs() == 1


def test_a_token_that_is_refused_is_renewed(connect, token_command, slept, light):
    """After a 401 the command is run again and the call is made with its token; that does not count as an attempt."""

    command, runs = token_command
    system = connect("token-from-2", token_command=command, attempts=1)

    assert [system.bill(light), system.bill(light)] == [FINE, FINE]
    assert (runs(), slept) == (2, [])


def test_many_calls_refused_together_renew_the_token_once(connect, token_command, light):
    """Of calls that are refused at the same time one runs the command."""

    command, runs = token_command
    system = connect("token-from-2", token_command=command, concurrency=8)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(system.bill, [replace(light, id=f"t{number}") for number in range(24)]))

    assert outcomes == [FINE] * 24
    assert runs() == 2


def test_a_new_token_that_is_refused_too_is_the_end(connect, token_command, light):
    """Where a new token does not help either, the command is not run for each call, and no token is shown."""

    command, runs = token_command
    system = connect("token-never", token_command=command)

    outcomes = [system.bill(light) for _ in range(3)]

    assert {outcome.kind for outcome in outcomes} == {FailureKind.NOT_ACCEPTED}
    assert {outcome.problem.message for outcome in outcomes} == {"HTTP 401: not with Bearer ***"}
    assert runs() == 2


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("/no/such/command canary-of-token", "it cannot be run: No such file or directory"),
        ("sh -c 'echo canary-of-token; echo canary-of-token >&2; exit 3'", "it ended with status 3"),
        ("true canary-of-token", "it printed nothing"),
        ("sh -c 'echo canary-of-token", "the command cannot be split into words: No closing quotation"),
        ("", "the command is empty"),
    ],
)
def test_a_command_without_a_token_is_reported_without_its_output(command, message):
    """A command that gives no token stops the run before the first call; neither it nor its output is shown."""

    with pytest.raises(CredentialsError) as caught:
        HttpSystem("http://127.0.0.1", ConnectionOptions(token_command=command))

    assert str(caught.value) == f"YK431 --token-command: {message}"


def test_a_token_of_several_lines_cannot_be_sent(tmp_path):
    """Text that is not a token is refused without being shown."""

    with pytest.raises(CredentialsError) as caught:
        HttpSystem("http://127.0.0.1", ConnectionOptions(token_command="printf 'canary\\nof token'"))  # noqa: S106  # not one

    assert caught.value.problems[0].code.id == "YK411"
    assert "canary" not in str(caught.value)


def test_a_token_and_a_command_for_it_are_refused():
    """Credentials given in two ways are refused; neither wins silently."""

    with pytest.raises(CredentialsError, match="the environment and a token command"):
        HttpSystem("http://127.0.0.1", ConnectionOptions(auth=Bearer("abc"), token_command="true"))  # noqa: S106  # not one
