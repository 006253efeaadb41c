"""`yakkan verify` against systems that say nothing of what they bill: never a pass, never a divergence."""

import json

import pytest

BILL = {"contract": "CASE-1", "first_day": "2016-05-12", "last_day": "2016-06-07", "total": "1"}


def _answer(**changes: object) -> bytes:
    bill = {key: value for key, value in {**BILL, **changes}.items() if value is not None}
    return json.dumps({"case": "CASE", "bills": [bill]}).encode()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, b'{"case": "CASE", "bills": [', "YK303 the answer: line 1, column 37"),
        (200, b"<html>Log in</html>", "YK303 the answer: line 1, column 1"),
        (200, b"", "YK303 the answer: the text is empty"),
        (200, _answer(total=1684.0), "YK311 bills[0].total: found the number 1684.0"),
        (200, _answer(total=None), "YK309 bills[0].total: is missing"),
        (200, _answer(total=float("nan")), "YK306 the answer: NaN is not JSON"),
        (200, _answer(last_day="2016-05-11"), "YK318 bills[0].last_day: 2016-05-11 is before the first_day 2016-05-12"),
        (200, _answer(last_day="2016-02-30"), 'YK312 bills[0].last_day: "2016-02-30" does not exist in the calendar'),
        (200, _answer(contract="other"), 'YK316 bills[0].contract: found "other"'),
        (200, b'{"case": "other", "bills": []}', 'YK315 case: found "other"'),
        (200, b'{"case": "CASE", "bills": []}' + b" " * 10_000_000, "YK301 POST /v1/bills: more than 4194304 bytes"),
        (200, b'{"case": "CASE", "bills": "\xff"}', "YK302 the answer: byte 37 is not UTF-8"),
        (500, b"stack trace", "YK404 POST /v1/bills: HTTP 500: stack trace"),
        (503, b"", "YK403 POST /v1/bills: HTTP 503"),
        (422, b'{"case": "CASE", "refused": {"code": "E1", "message": "no"}}', "refused: E1 no"),
        (422, b'{"case": "CASE", "refused": {"code": "E1", "message": "\\u001b[2J"}}', "refused: E1 \\x1b[2J"),
    ],
)
def test_verify_is_inconclusive_where_nothing_was_answered(yakkan_here, power, answering, status, body, told):
    """Each sort of wrong answer, failure and refusal has a message of its own, and the exit code is 2."""
    with answering(status, body) as url:
        result = yakkan_here("verify", "--terms", power, "--sut", url, "--calls", 2, "--attempts", 1)

    assert (result.code, result.out.split()[0]) == (2, "INCONCLUSIVE")
    assert told in result.out


def test_verify_is_inconclusive_about_a_system_that_is_down(yakkan, same_screen, power):
    """A system that cannot be reached is neither passed nor accused, and the exit code is 2."""
    result = yakkan("verify", "--terms", power, "--sut", "http://127.0.0.1:9", "--attempts", 1)

    assert result.code == 2
    same_screen("verify-down", result.out)


def test_verify_is_inconclusive_about_another_protocol(yakkan, power, answering):
    """A system that speaks another version of the wire format is told so."""
    with answering(200, b"{}", protocol="yakkan/9") as url:
        result = yakkan("verify", "--terms", power, "--sut", url)

    assert result.code == 2
    assert 'the system speaks "yakkan/9"; this version of Yakkan speaks yakkan/1' in result.out


def test_verify_is_inconclusive_where_only_some_calls_fail(yakkan, power, python_system):
    """A system that breaks on some cases and bills the others right has not passed; the failures are counted."""
    source = """
asked = 0

def bill(case):
    global asked
    asked += 1
    return answer(case) if asked % 3 else {"case": case["case"]}
"""
    result = yakkan("verify", "--terms", power, "--sut", python_system("half", source), "--calls", 9)

    assert (result.code, result.out.split()[0]) == (2, "INCONCLUSIVE")
    assert "3 cases: failed: YK309 bills: is missing" in result.out
