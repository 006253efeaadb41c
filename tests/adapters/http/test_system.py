"""Systems over HTTP: servers in processes of their own, right and wrong ones."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest
from yakkan.adapters import (
    Answered,
    Basic,
    Bearer,
    ConnectionOptions,
    DescriptionError,
    Failed,
    FailureKind,
    HttpSystem,
    ObservedBill,
    Outcome,
    ProtocolError,
    Refused,
    bill_all,
)

FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


def keys(bad_url, mode):
    return httpx.get(f"{bad_url}/{mode}/log", trust_env=False).json()


def test_the_reference_over_http_bills_like_the_reference(reference_url, reference, light, two):
    """The reference system gives the same answers over HTTP as in process."""

    system = HttpSystem(reference_url)

    assert system.describe() == reference.describe()
    assert [system.bill(light), system.bill(two)] == [reference.bill(light), reference.bill(two)]
    billed = system.bill(two)
    assert isinstance(billed, Answered)
    assert len(billed.bills) == 4
    system.close()


def test_a_case_that_cannot_be_billed_is_refused(reference_url, reference, light):
    """What the oracle cannot bill is a refusal over HTTP too."""

    unknown = replace(light, contracts=(replace(light.contracts[0], tariff="no-such-tariff"),))
    system = HttpSystem(reference_url)

    outcome = system.bill(unknown)

    assert isinstance(outcome, Refused)
    assert outcome == reference.bill(unknown)
    system.close()


def test_many_calls_run_at_once(reference_url, reference, light):
    """Many cases at once are answered each with its own bills, in order."""

    cases = [replace(light, id=f"c{index}") for index in range(40)]
    system = HttpSystem(reference_url, ConnectionOptions(concurrency=4))

    assert list(bill_all(system, cases, 4)) == [reference.bill(case) for case in cases]
    system.close()


@pytest.mark.parametrize(
    ("mode", "kind", "code", "words"),
    [
        ("garbage", FailureKind.MALFORMED, "YK303", 'near "<html>It works!</html>"'),
        ("empty", FailureKind.MALFORMED, "YK303", "the text is empty"),
        ("nan", FailureKind.MALFORMED, "YK306", "NaN is not JSON"),
        ("nan-text", FailureKind.MALFORMED, "YK311", 'found "NaN"'),
        ("float", FailureKind.MALFORMED, "YK311", "found the number 1516.32"),
        ("missing-total", FailureKind.MALFORMED, "YK309", "is missing"),
        ("wrong-case", FailureKind.WRONG_CASE, "YK315", 'found "another", wanted: "a1"'),
        ("negative-period", FailureKind.MALFORMED, "YK318", "2016-06-07 is before the first_day 2016-06-08"),
        ("large", FailureKind.MALFORMED, "YK301", "more than 4194304 bytes"),
        ("invalid-utf-8", FailureKind.MALFORMED, "YK302", "is not UTF-8 (0x93)"),
        ("unpackable", FailureKind.MALFORMED, "YK303", "cannot be unpacked"),
        ("422-detail", FailureKind.MALFORMED, "YK407", "field required"),
        ("422-answer", FailureKind.MALFORMED, "YK407", "HTTP 422"),
        ("422-wrong-case", FailureKind.WRONG_CASE, "YK315", 'found "x"'),
        ("redirect", FailureKind.REDIRECTED, "YK406", "https://elsewhere.example/v1/bills"),
        ("404", FailureKind.NOT_ACCEPTED, "YK405", "HTTP 404: nothing here"),
        ("201", FailureKind.NOT_ACCEPTED, "YK405", "HTTP 201"),
        ("large-error", FailureKind.NOT_ACCEPTED, "YK405", "HTTP 400: xxx"),
    ],
)
def test_a_wrong_answer_is_a_failure_of_its_own(connect, slept, light, mode, kind, code, words):
    """Each kind of wrong answer has its own code and message, and the case is not sent again."""

    outcome = connect(mode).bill(light)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == (kind, code)
    assert words in outcome.problem.message
    assert slept == []


@pytest.mark.parametrize(
    ("mode", "failure", "words"),
    [
        ("500", (FailureKind.SERVER_ERROR, "YK404"), "HTTP 500: Traceback (most recent call last): boom"),
        ("busy", (FailureKind.BUSY, "YK403"), "HTTP 503: later"),
        ("reset", (FailureKind.UNREACHABLE, "YK401"), "the connection failed"),
        ("hang", (FailureKind.TIMED_OUT, "YK402"), "no complete answer within 0.2 s"),
        ("drip", (FailureKind.TIMED_OUT, "YK402"), "no complete answer within 0.2 s"),
    ],
)
def test_what_may_pass_is_tried_again(connect, bad_url, slept, light, mode, failure, words):
    """Failed calls are tried three times under one key, with pauses that double, and then fail."""

    case = replace(light, id=f"again-{mode}")

    silent = mode in {"hang", "drip"}  # only those are waited for: a busy machine must not time out the others
    outcome = connect(mode, timeout=0.2 if silent else 30.0).bill(case)

    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.problem.code.id) == failure
    assert words in outcome.problem.message
    assert outcome.problem.message.endswith(" (3 attempts)")
    assert slept == [0.1, 0.2]
    assert keys(bad_url, mode) == [case.id] * 3


def test_an_error_page_is_quoted_in_200_printable_characters(connect, light):
    """The first 200 characters of an error's body are shown, without control characters."""

    message = connect("500", attempts=1).bill(light).problem.message

    assert message.isprintable()
    assert len(message) == len("HTTP 500: ") + 200
    assert message.endswith("!…")


def test_a_system_that_recovers_is_answered(connect, bad_url, slept, light):
    """A system that fails twice and then answers has answered, under one key."""

    case = replace(light, id="recovers")

    assert connect("broken-twice").bill(case) == FINE
    assert slept == [0.1, 0.2]
    assert [key for key in keys(bad_url, "broken-twice") if key == "recovers"] == ["recovers"] * 3


def test_a_busy_system_gets_the_time_it_asks_for(connect, slept, light):
    """The seconds of Retry-After are waited, then the call is made again."""

    assert connect("busy-once").bill(replace(light, id="busy")) == FINE
    assert slept == [7]


def test_a_busy_system_may_ask_for_a_date(connect, slept, light):
    """A date in Retry-After is waited for from the time that the clock gives."""

    outcome = connect("busy-until", clock=lambda: datetime(2016, 5, 1, tzinfo=UTC)).bill(light)

    assert (outcome.kind, slept) == (FailureKind.BUSY, [12, 12])


def test_nobody_there_is_unreachable(slept, light):
    """A port on which nothing listens is a failure that says so."""

    system = HttpSystem("http://127.0.0.1:1", sleep=slept.append)

    outcome = failed(system.bill(light))

    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.UNREACHABLE, "YK401")
    assert "refused" in outcome.problem.message
    with pytest.raises(DescriptionError, match="YK401"):
        system.describe()
    system.close()


def test_a_refusal_is_no_failure(connect, light):
    """A system that refuses every case is understood."""

    assert connect("refuse-all").bill(light) == Refused("E1", "no")


def test_any_text_can_be_a_case_id(connect, bad_url, light):
    """An id that a header cannot carry is escaped there, and unchanged in the case."""

    assert connect("fine").bill(replace(light, id="事例 1")) == FINE
    assert keys(bad_url, "fine")[-1] == "%E4%BA%8B%E4%BE%8B%201"


@pytest.mark.parametrize(
    ("mode", "error", "code"),
    [
        ("404", DescriptionError, "YK405"),
        ("garbage", DescriptionError, "YK303"),
        ("wrong-case", DescriptionError, "YK309"),
        ("large", DescriptionError, "YK301"),
        ("redirect", DescriptionError, "YK406"),
        ("other-protocol", ProtocolError, "YK308"),
    ],
)
def test_a_system_that_does_not_describe_itself_is_an_error(connect, mode, error, code):
    """A description that cannot be had is an error with its own code."""

    with pytest.raises(error) as caught:
        connect(mode).describe()

    assert type(caught.value) is error
    assert caught.value.problems[0].code.id == code


SECRETS = [
    {"auth": Bearer("hunter2hunter2")},
    {"auth": Basic("vendor", "hunter2 hünter2/")},
    {"headers": {"X-Api-Key": "hunter2hunter2"}},
    {"headers": {"Authorization": "Token hunter2hunter2"}},
]


@pytest.mark.parametrize("options", SECRETS)
def test_a_secret_that_is_echoed_is_not_shown(connect, light, options):
    """A system that sends the credentials back in its error page does not make us show them."""

    problem = connect("echo", **options).bill(light).problem

    assert problem.message.startswith("HTTP 401: not you: ")
    assert "***" in problem.message
    for secret in ("hunter2", "hünter2", "dmVuZG9yOmh1bnRlcjI"):
        assert secret not in str(problem)


@pytest.mark.parametrize("mode", ["echo-in-answer", "echo-in-garbage"])
def test_a_secret_in_a_malformed_answer_is_not_shown(connect, light, mode):
    """Of a malformed answer that holds the token not even a part of it is shown."""

    outcome = connect(mode, auth=Bearer("hunter2hunter2")).bill(light)

    assert outcome.kind in {FailureKind.WRONG_CASE, FailureKind.MALFORMED}
    assert "hunt" not in str(outcome)


def test_a_secret_in_a_refusal_is_not_shown(connect, light):
    """A refusal that names the token is reported without it."""

    system = connect("echo-in-refusal", auth=Bearer("hunter2hunter2"))

    assert system.bill(light) == Refused("***", "not with ***")


def test_credentials_in_the_url_are_sent_and_not_shown(bad_url, slept, light):
    """User and password of the URL are sent as basic authentication."""

    system = HttpSystem(bad_url.replace("//", "//vendor:hunter2hunter2@") + "/agent", sleep=slept.append)

    message = failed(system.bill(light)).problem.message

    assert '"Authorization": "Basic ***"' in message
    system.close()


def test_nothing_is_taken_from_the_machine(connect, light, monkeypatch):
    """A proxy in the environment is not used."""

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    assert connect("fine").bill(light) == FINE


def test_a_certificate_that_nobody_vouches_for_is_refused(tls_url, slept, light):
    """A system whose certificate cannot be verified gets no request, and there is no retry."""

    system = HttpSystem(f"{tls_url}/fine", sleep=slept.append)

    outcome = failed(system.bill(light))

    assert (outcome.kind, outcome.problem.code.id) == (FailureKind.UNREACHABLE, "YK408")
    assert slept == []
    system.close()


def test_a_certificate_of_the_given_authority_is_accepted(tls_url, ca, light):
    """With the bundle of its authority the same system is spoken to."""

    system = HttpSystem(f"{tls_url}/fine", ConnectionOptions(ca=ca))

    assert system.bill(light) == FINE
    system.close()
