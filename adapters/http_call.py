"""One HTTP request until it has an answer: bounded in size and time, tried again where that may help."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from time import monotonic

import httpx

from ..oracle.problems import Code, Problem
from . import codes
from .errors import WireError
from .json_text import LIMIT, too_large
from .protocol import Failed, FailureKind
from .redaction import Redaction
from .retry_after import seconds_to_wait
from .shown import one_line, shown

_QUOTED = 200
_ENOUGH_TO_QUOTE = 64 * 1024
_FIRST_PAUSE = 0.1
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `accepted` are the statuses whose body is an answer, `key` the idempotency key."""

    method: str
    path: str
    accepted: tuple[int, ...]
    body: bytes | None = None
    key: str | None = None

    @property
    def place(self) -> str:
        """The request as messages name it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete body under one of the accepted statuses."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often: `timeout` in seconds for each attempt, `attempts` in all, and the clock they go by."""

    timeout: float
    attempts: int
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Trial:
    """One attempt: its outcome, whether another may help, and the seconds to wait that the system asked for."""

    outcome: Reply | Failed
    again: bool = False
    after: float | None = None


class _TooSlow(Exception):  # noqa: N818  # never leaves this file
    """The body drips: each part of it in time, the whole not."""


def call(client: httpx.Client, request: Request, patience: Patience, redaction: Redaction) -> Reply | Failed:
    """The reply to a request, after as many attempts as it took, all under the same idempotency key.

    Lost connections, time-outs and 5xx are tried again after 0.1 s, 0.2 s, 0.4 s, …; a busy system after the time that
    it asks for, 30 s at most.
    """
    for attempt in range(1, patience.attempts + 1):
        trial = _try(client, request, patience, redaction)
        if isinstance(trial.outcome, Reply) or not trial.again:
            return trial.outcome
        if attempt == patience.attempts:
            return _after(trial.outcome, attempt)
        patience.sleep(_FIRST_PAUSE * 2 ** (attempt - 1) if trial.after is None else trial.after)
    raise ValueError(f"{patience.attempts} attempts: at least one is needed")


def _try(client: httpx.Client, request: Request, patience: Patience, redaction: Redaction) -> _Trial:
    try:
        return _judged(*_exchange(client, request, patience), request, patience, redaction)
    except WireError as error:
        return _Trial(Failed(replace(error.problems[0], place=request.place), FailureKind.MALFORMED))
    except (httpx.TimeoutException, _TooSlow):
        message = f"no complete answer within {patience.timeout:g} s"
        return _Trial(_failed(request, codes.TIMED_OUT, FailureKind.TIMED_OUT, message), again=True)
    except httpx.DecodingError as error:
        message = f"the body can not be unpacked: {_said(error, redaction)}"
        return _Trial(_failed(request, codes.NOT_JSON, FailureKind.MALFORMED, message))
    except httpx.TransportError as error:
        if _untrusted(error):
            message = _said(error, redaction)
            return _Trial(_failed(request, codes.UNTRUSTED, FailureKind.UNREACHABLE, message))
        message = f"the connection failed: {_said(error, redaction)}"
        return _Trial(_failed(request, codes.UNREACHABLE, FailureKind.UNREACHABLE, message), again=True)


def _exchange(client: httpx.Client, request: Request, patience: Patience) -> tuple[httpx.Response, bytes]:
    """The response and its body: all of it where it is an answer, the start of it where it is only quoted."""
    until = monotonic() + patience.timeout
    headers = {"Content-Type": "application/json"} if request.body is not None else {}
    if request.key is not None:
        headers["Idempotency-Key"] = request.key
    body = bytearray()
    with client.stream(request.method, request.path, content=request.body, headers=headers) as response:
        is_answer = response.status_code in request.accepted
        for part in response.iter_bytes():
            body += part
            if is_answer and len(body) > LIMIT:
                raise too_large(request.place, LIMIT)
            if not is_answer and len(body) > _ENOUGH_TO_QUOTE:
                break
            if monotonic() > until:
                raise _TooSlow
    return response, bytes(body)


def _judged(
    response: httpx.Response, body: bytes, request: Request, patience: Patience, redaction: Redaction
) -> _Trial:
    status = response.status_code
    if status in request.accepted:
        return _Trial(Reply(status, body))
    said = f"HTTP {status}{quoted(body, redaction)}"
    if status in _BUSY:
        asked = seconds_to_wait(response.headers.get("Retry-After"), patience.clock())
        return _Trial(_failed(request, codes.BUSY, FailureKind.BUSY, said), again=True, after=asked)
    if response.is_server_error:
        return _Trial(_failed(request, codes.SERVER_ERROR, FailureKind.SERVER_ERROR, said), again=True)
    if response.is_redirect:
        to = shown(redaction.text(response.headers.get("Location", "")), _QUOTED)
        message = f"HTTP {status} redirects to {to}, which is not followed"
        return _Trial(_failed(request, codes.REDIRECTED, FailureKind.REDIRECTED, message))
    return _Trial(_failed(request, codes.UNEXPECTED_STATUS, FailureKind.NOT_ACCEPTED, said))


def quoted(body: bytes, redaction: Redaction) -> str:
    """The first 200 characters of a body that is no answer, after a colon; nothing of an empty one."""
    text = one_line(redaction.data(body).decode("utf-8", errors="replace"), _QUOTED)
    return f": {text}" if text else ""


def _failed(request: Request, code: Code, kind: FailureKind, message: str) -> Failed:
    return Failed(Problem(code, request.place, message), kind)


def _after(failed: Failed, attempts: int) -> Failed:
    if attempts == 1:
        return failed
    problem = failed.problem
    return replace(failed, problem=replace(problem, message=f"{problem.message} ({attempts} attempts)"))


def _said(error: Exception, redaction: Redaction) -> str:
    return one_line(redaction.text(str(error)), _QUOTED) or type(error).__name__


def _untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
