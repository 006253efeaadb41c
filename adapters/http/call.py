"""One HTTP request until it is answered: bounded in size and time, retried where that may help."""

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
    """A request. `accepted` are the statuses whose body is an answer, `key` the idempotency key."""

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
    """A connection to a system: its client, the retry policy, the secrets to hide, and the source of tokens."""

    client: Client
    patience: RetryPolicy
    redaction: Redaction
    tokens: TokenCommand | None = None


@dataclass(frozen=True, slots=True)
class _Trial:
    """One attempt: its outcome, whether to try again, and the seconds to wait that the system asked for."""

    outcome: Reply | Failed
    again: bool = False
    after: float | None = None


def call(connection: Connection, request: HttpRequest) -> Reply | Failed:
    """The reply to a request, after up to `attempts` attempts, all under the same idempotency key.

    Lost connections, time-outs and 5xx are retried after 0.1 s, 0.2 s, 0.4 s, …; a busy system after the time that it
    asks for; never more than 30 s. Once the run has used up its waiting time, nothing is retried. A token that is
    refused (401) is renewed once, which does not count as an attempt.
    """
    patience = connection.patience
    for attempt in range(1, patience.attempts + 1):
        trial = _try(connection, request)
        if isinstance(trial.outcome, Reply) or not trial.again:
            return trial.outcome
        if attempt == patience.attempts:
            return _after(trial.outcome, f"{attempt} attempts") if attempt > 1 else trial.outcome
        pause = min(LONGEST, _FIRST_PAUSE * 2 ** (attempt - 1)) if trial.after is None else trial.after
        if not patience.waits.pause(pause):
            attempts = "1 attempt" if attempt == 1 else f"{attempt} attempts"
            return _after(trial.outcome, f"{attempts}: the run's {patience.waits.most:g} s of waiting are used up")
    raise ValueError(f"{patience.attempts} attempts: at least one is needed")


def _try(connection: Connection, request: HttpRequest) -> _Trial:
    try:
        response = _exchanged(connection, request)
    except CredentialsError as error:
        return _Trial(Failed(replace(error.problems[0], place=request.place), FailureKind.NOT_ACCEPTED))
    except BodyTooLongError:
        return _Trial(Failed(too_large(request.place, LIMIT).problems[0], FailureKind.MALFORMED))
    except ResponseTooSlowError:
        message = f"no complete answer within {connection.patience.timeout:g} s"
        return _Trial(_failed(request, codes.TIMED_OUT, FailureKind.TIMED_OUT, message), again=True)
    except UnpackableError as error:
        message = f"the body cannot be unpacked: {_clean_text(error, connection.redaction)}"
        return _Trial(_failed(request, codes.NOT_JSON, FailureKind.MALFORMED, message))
    except UntrustedError as error:
        return _Trial(
            _failed(request, codes.UNTRUSTED, FailureKind.UNREACHABLE, _clean_text(error, connection.redaction))
        )
    except HttpError as error:
        message = f"the connection failed: {_clean_text(error, connection.redaction)}"
        return _Trial(_failed(request, codes.UNREACHABLE, FailureKind.UNREACHABLE, message), again=True)
    return _trial_of(response, request, connection)


def _exchanged(connection: Connection, request: HttpRequest) -> Response:
    """The response; if the token was refused, the response to a second request with a new one.

    Raises:
        HttpError: there is no response.
        CredentialsError: a new token is needed and cannot be obtained.
    """
    if connection.tokens is None:
        return _sent(connection, request, None)
    token = connection.tokens.token
    response = _sent(connection, request, token)
    if response.status == HTTPStatus.UNAUTHORIZED:
        renewed = connection.tokens.renewed(token)
        if renewed is None:
            return response
        token, response = renewed, _sent(connection, request, renewed)
    if response.status != HTTPStatus.UNAUTHORIZED:
        connection.tokens.accepted(token)
    return response


def _sent(connection: Connection, request: HttpRequest, token: Token | None) -> Response:
    headers: dict[str, str] = {}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.key is not None:
        headers["Idempotency-Key"] = request.key
    if token is not None:
        headers["Authorization"] = token.bearer.header
    connection.patience.pace.take_turn()
    return connection.client.send(request.method, request.path, headers, request.body, request.accepted, _LIMITS)


def _trial_of(response: Response, request: HttpRequest, connection: Connection) -> _Trial:
    status = response.status
    if status in request.accepted:
        return _Trial(Reply(status, response.body))
    answered = f"HTTP {status}{quoted(response.body, connection.redaction)}"
    if status in _BUSY:
        asked = seconds_to_wait(response.retry_after, connection.patience.clock())
        return _Trial(_failed(request, codes.BUSY, FailureKind.BUSY, answered), again=True, after=asked)
    if status >= _SERVER_ERROR:
        return _Trial(_failed(request, codes.SERVER_ERROR, FailureKind.SERVER_ERROR, answered), again=True)
    if status in _REDIRECTS:
        to = shown(connection.redaction.text(response.location), _QUOTED)
        message = f"HTTP {status} redirects to {to}, which is not followed"
        return _Trial(_failed(request, codes.REDIRECTED, FailureKind.REDIRECTED, message))
    return _Trial(_failed(request, codes.UNEXPECTED_STATUS, FailureKind.NOT_ACCEPTED, answered))


def quoted(body: bytes, redaction: Redaction) -> str:
    """A colon and the first 200 characters of a body that is not an answer; empty if the body is."""
    text = one_line(redaction.data(body).decode("utf-8", errors="replace"), _QUOTED)
    return f": {text}" if text else ""


def _failed(request: HttpRequest, code: Code, kind: FailureKind, message: str) -> Failed:
    return Failed(Problem(code, request.place, message), kind)


def _after(failed: Failed, attempts: str) -> Failed:
    problem = failed.problem
    return replace(failed, problem=replace(problem, message=f"{problem.message} ({attempts})"))


def _clean_text(error: Exception, redaction: Redaction) -> str:
    return one_line(redaction.text(str(error)), _QUOTED) or type(error).__name__
