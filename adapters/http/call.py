"""One HTTP request until it has an answer: bounded in size and time, tried again where that may help."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from ...oracle import Code, Problem
from .. import codes
from ..errors import CredentialsError
from ..protocol import Failed, FailureKind
from ..quoting import one_line, shown
from ..redaction import Redaction
from ..wire import LIMIT, too_large
from .client import (
    BodyTooLongError,
    Client,
    HttpError,
    Response,
    ResponseTooSlowError,
    SizeLimits,
    UnpackableError,
    UntrustedError,
)
from .patience import LONGEST, RetryPolicy, seconds_to_wait
from .token_command import Token, TokenCommand

_QUOTED = 200
_LIMITS = SizeLimits(answer=LIMIT, other=64 * 1024)
_FIRST_PAUSE = 0.1
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_SERVER_ERROR = HTTPStatus.INTERNAL_SERVER_ERROR
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class HttpRequest:
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
class Connection:
    """The way to a system: connections, how long it is waited for, what is not shown, and tokens that are fetched."""

    client: Client
    patience: RetryPolicy
    redaction: Redaction
    tokens: TokenCommand | None = None


@dataclass(frozen=True, slots=True)
class _Trial:
    """One attempt: its outcome, whether another may help, and the seconds to wait that the system asked for."""

    outcome: Reply | Failed
    again: bool = False
    after: float | None = None


def call(way: Connection, request: HttpRequest) -> Reply | Failed:
    """The reply to a request, after as many attempts as it took, all under the same idempotency key.

    Lost connections, time-outs and 5xx are tried again after 0.1 s, 0.2 s, 0.4 s, …; a busy system after the time that
    it asks for; 30 s at most. When the run has waited as long as it may, nothing is tried again. A token that is
    refused (401) is renewed once, which is no attempt.
    """
    patience = way.patience
    for attempt in range(1, patience.attempts + 1):
        trial = _try(way, request)
        if isinstance(trial.outcome, Reply) or not trial.again:
            return trial.outcome
        if attempt == patience.attempts:
            return _after(trial.outcome, f"{attempt} attempts") if attempt > 1 else trial.outcome
        pause = min(LONGEST, _FIRST_PAUSE * 2 ** (attempt - 1)) if trial.after is None else trial.after
        if not patience.waits.pause(pause):
            attempts = "1 attempt" if attempt == 1 else f"{attempt} attempts"
            return _after(trial.outcome, f"{attempts}: the run's {patience.waits.most:g} s of waiting are spent")
    raise ValueError(f"{patience.attempts} attempts: at least one is needed")


def _try(way: Connection, request: HttpRequest) -> _Trial:
    try:
        response = _exchanged(way, request)
    except CredentialsError as error:
        return _Trial(Failed(replace(error.problems[0], place=request.place), FailureKind.NOT_ACCEPTED))
    except BodyTooLongError:
        return _Trial(Failed(too_large(request.place, LIMIT).problems[0], FailureKind.MALFORMED))
    except ResponseTooSlowError:
        message = f"no complete answer within {way.patience.timeout:g} s"
        return _Trial(_failed(request, codes.TIMED_OUT, FailureKind.TIMED_OUT, message), again=True)
    except UnpackableError as error:
        message = f"the body cannot be unpacked: {_said(error, way.redaction)}"
        return _Trial(_failed(request, codes.NOT_JSON, FailureKind.MALFORMED, message))
    except UntrustedError as error:
        return _Trial(_failed(request, codes.UNTRUSTED, FailureKind.UNREACHABLE, _said(error, way.redaction)))
    except HttpError as error:
        message = f"the connection failed: {_said(error, way.redaction)}"
        return _Trial(_failed(request, codes.UNREACHABLE, FailureKind.UNREACHABLE, message), again=True)
    return _judged(response, request, way)


def _exchanged(way: Connection, request: HttpRequest) -> Response:
    """The response, to a second request with a new token where the first was refused.

    Raises:
        HttpError: there is no response.
        CredentialsError: a new token is needed and cannot be had.
    """
    if way.tokens is None:
        return _sent(way, request, None)
    token = way.tokens.token
    response = _sent(way, request, token)
    if response.status == HTTPStatus.UNAUTHORIZED:
        renewed = way.tokens.renewed(token)
        if renewed is None:
            return response
        token, response = renewed, _sent(way, request, renewed)
    if response.status != HTTPStatus.UNAUTHORIZED:
        way.tokens.taken(token)
    return response


def _sent(way: Connection, request: HttpRequest, token: Token | None) -> Response:
    headers: dict[str, str] = {}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.key is not None:
        headers["Idempotency-Key"] = request.key
    if token is not None:
        headers["Authorization"] = token.bearer.header
    way.patience.pace.take_turn()
    return way.client.send(request.method, request.path, headers, request.body, request.accepted, _LIMITS)


def _judged(response: Response, request: HttpRequest, way: Connection) -> _Trial:
    status = response.status
    if status in request.accepted:
        return _Trial(Reply(status, response.body))
    said = f"HTTP {status}{quoted(response.body, way.redaction)}"
    if status in _BUSY:
        asked = seconds_to_wait(response.retry_after, way.patience.clock())
        return _Trial(_failed(request, codes.BUSY, FailureKind.BUSY, said), again=True, after=asked)
    if status >= _SERVER_ERROR:
        return _Trial(_failed(request, codes.SERVER_ERROR, FailureKind.SERVER_ERROR, said), again=True)
    if status in _REDIRECTS:
        to = shown(way.redaction.text(response.location), _QUOTED)
        message = f"HTTP {status} redirects to {to}, which is not followed"
        return _Trial(_failed(request, codes.REDIRECTED, FailureKind.REDIRECTED, message))
    return _Trial(_failed(request, codes.UNEXPECTED_STATUS, FailureKind.NOT_ACCEPTED, said))


def quoted(body: bytes, redaction: Redaction) -> str:
    """The first 200 characters of a body that is no answer, after a colon; nothing of an empty one."""
    text = one_line(redaction.data(body).decode("utf-8", errors="replace"), _QUOTED)
    return f": {text}" if text else ""


def _failed(request: HttpRequest, code: Code, kind: FailureKind, message: str) -> Failed:
    return Failed(Problem(code, request.place, message), kind)


def _after(failed: Failed, attempts: str) -> Failed:
    problem = failed.problem
    return replace(failed, problem=replace(problem, message=f"{problem.message} ({attempts})"))


def _said(error: Exception, redaction: Redaction) -> str:
    return one_line(redaction.text(str(error)), _QUOTED) or type(error).__name__
