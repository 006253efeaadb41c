"""A billing system behind the HTTP wire format."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from time import sleep as wait
from typing import NoReturn, TypeVar
from urllib.parse import quote

from ...oracle import Case, Problem
from .. import codes
from ..connection import DEFAULTS, ConnectionOptions
from ..errors import AdapterError, DescriptionError, WireError, require_above_zero
from ..protocol import Answered, Failed, FailureKind, Outcome, Refused, SystemInfo
from ..redaction import Redaction
from ..wire import malformed, parse_json, read_answer, read_system, strings_in, write_case
from .batch import PATH as BATCH_PATH
from .batch import answers_of, batch_key
from .call import Connection, HttpRequest, Reply, call, quoted
from .client import Client
from .headers import headers_of, only_one
from .patience import Pace, RetryPolicy, Waits
from .target import base_url, checked_headers, proxy_of, secrets_of, secrets_of_proxy, trust
from .token_command import TokenCommand

_Read = TypeVar("_Read")

_OK, _REFUSED = int(HTTPStatus.OK), int(HTTPStatus.UNPROCESSABLE_ENTITY)
_DESCRIBE = HttpRequest("GET", "/v1/system", accepted=(_OK,))
_BILLS = "POST /v1/bills"
_NO_MORE_BATCHES = 3
"""After this many batches in a row have failed as a whole, no more are tried."""


def _now() -> datetime:
    return datetime.now(UTC)


class HttpSystem:
    """A system that answers `GET {url}/v1/system` and `POST {url}/v1/bills`.

    Certificates are always verified, redirects never followed, and nothing is taken from the machine's environment (no
    proxy, no .netrc).

    Raises:
        TargetError: the URL, the proxy, a file or a number cannot be used.
        CredentialsError: credentials or headers cannot be used, or are given more than once, or the token command
            gives no token.
    """

    def __init__(
        self,
        url: str,
        options: ConnectionOptions = DEFAULTS,
        *,
        clock: Callable[[], datetime] = _now,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], None] = wait,
    ) -> None:
        require_above_zero(
            timeout=options.timeout,
            attempts=options.attempts,
            concurrency=options.concurrency,
            batch=options.batch,
            rate=options.rate,
        )
        headers, token_command, key_password = options.headers, options.token_command, options.key_password
        self._name, auth_in_url = base_url(url)
        sent = checked_headers(headers)
        credentials = only_one(options.auth, auth_in_url, sent, by_command=token_command is not None)
        proxy = None if options.proxy is None else proxy_of(options.proxy)
        known = (*(credentials.secrets if credentials else ()), *secrets_of(headers), *secrets_of_proxy(proxy))
        self._redaction = Redaction((*known, key_password))
        trusted = trust(options.ca, options.cert, options.key, key_password)
        tokens = None if token_command is None else TokenCommand(token_command, self._redaction.learn)
        client = Client(self._name, headers_of(sent, credentials), options.timeout, options.concurrency, trusted, proxy)
        patience = RetryPolicy(
            options.timeout, options.attempts, clock, Waits(options.waiting, sleep), Pace(options.rate, now, sleep)
        )
        self._connection = Connection(client, patience, self._redaction, tokens)
        self._most_at_once = options.batch
        self._batch = 1
        self._failed_batches = 0

    def __repr__(self) -> str:
        return f"HttpSystem({self._name!r})"

    @property
    def name(self) -> str:
        """The base URL, without credentials."""
        return self._name

    @property
    def at_once(self) -> int:
        """Cases in a call: 1 until the system has said how many it accepts, and after three failed batches in a row."""
        return self._batch if self._failed_batches < _NO_MORE_BATCHES else 1

    def describe(self) -> SystemInfo:
        """The description that `GET /v1/system` gives.

        Raises:
            DescriptionError: there is none, or it does not follow the wire format.
            ProtocolError: the system does not speak yakkan/1.
        """
        reply = call(self._connection, _DESCRIBE)
        if isinstance(reply, Failed):
            raise DescriptionError(self._redaction.problem(reply.problem))
        try:
            info = self._read(reply, "the system's description", self._read_system)
        except WireError as error:
            raise DescriptionError(replace(p, place=f"{_DESCRIBE.place} {p.place}") for p in error.problems) from None
        self._batch = min(self._most_at_once, info.capabilities.batch or 1)
        return replace(info, name=self._redaction.text(info.name), version=self._redaction.text(info.version))

    def bill(self, case: Case) -> Outcome:
        """The answer of `POST /v1/bills`.

        Raises:
            WireError: the case itself cannot be written as JSON.
        """
        body = json.dumps(write_case(case), ensure_ascii=False).encode()
        # An id can be any text, a header cannot: characters that HTTP cannot send are escaped as in a URL.
        key = quote(case.id, safe=":/")
        reply = call(self._connection, HttpRequest("POST", "/v1/bills", (_OK, _REFUSED), body, key))
        if isinstance(reply, Failed):
            return self._redacted(reply)
        try:
            outcome = self._read(reply, "the answer", lambda value: read_answer(value, case))
        except WireError as error:
            failed = malformed(error)
            if reply.status != _REFUSED or failed.kind is FailureKind.WRONG_CASE:
                return failed
            return self._not_a_refusal(reply)
        if isinstance(outcome, Answered) and reply.status != _OK:
            return self._not_a_refusal(reply)
        return self._clean(outcome, _BILLS)

    def bill_together(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The answers of `POST /v1/bills:batch`, one for each case, in their order.

        The cases of a batch that fails as a whole are sent one by one, so that one bad case does not cost the others.

        Raises:
            WireError: a case itself cannot be written as JSON.
        """
        if len(cases) == 1 or self.at_once == 1:
            return [self.bill(case) for case in cases]
        body = json.dumps({"cases": [write_case(case) for case in cases]}, ensure_ascii=False).encode()
        reply = call(self._connection, HttpRequest("POST", BATCH_PATH, (_OK,), body, batch_key(cases)))
        try:
            answers = None if isinstance(reply, Failed) else answers_of(parse_json(reply.body, "the batch"), cases)
        except WireError:
            answers = None
        if answers is None:
            self._failed_batches += 1
            return [self.bill(case) for case in cases]
        self._failed_batches = 0
        return [self._one_of_batch(answer, case) for answer, case in zip(answers, cases, strict=True)]

    def close(self) -> None:
        """Close the connections."""
        self._connection.client.close()

    def _one_of_batch(self, answer: object, case: Case) -> Outcome:
        if isinstance(answer, Failed):
            return self._redacted(answer)
        try:
            outcome = self._read_value(answer, lambda value: read_answer(value, case))
        except WireError as error:
            return malformed(error)
        return self._clean(outcome, f"POST {BATCH_PATH}")

    def _read_system(self, value: object) -> SystemInfo:
        """The description, with any credentials removed, because it is shown in many places."""
        echoed = any(map(self._redaction.holds, strings_in(value)))
        return read_system(self._redaction.value(value) if echoed else value)

    def _clean(self, outcome: Answered | Refused, place: str) -> Outcome:
        """An outcome that can be shown. Texts of bills are not changed: what is judged is what the system sent."""
        if isinstance(outcome, Refused):
            code, message = (self._redaction.text(text) for text in (outcome.code, outcome.message))
            return replace(outcome, code=code, message=message)
        if any(self._redaction.holds(line.item) for bill in outcome.bills for line in bill.lines or ()):
            message = "an item's name contains the credentials that the system was called with"
            return Failed(Problem(codes.ECHOED, place, message), FailureKind.MALFORMED)
        return outcome

    def _read(self, reply: Reply, what: str, read: Callable[[object], _Read]) -> _Read:
        """What `read` gives for a reply's body. Secrets are removed from errors before the body that they quote is cut.

        Raises:
            AdapterError: as `read` and `parse_json` do.
        """
        try:
            value = parse_json(reply.body, what)
        except AdapterError as error:
            self._raise_redacted(error, lambda: parse_json(self._redaction.data(reply.body), what))
        return self._read_value(value, read)

    def _read_value(self, value: object, read: Callable[[object], _Read]) -> _Read:
        try:
            return read(value)
        except AdapterError as error:
            self._raise_redacted(error, lambda: read(self._redaction.value(value)))

    def _raise_redacted(self, error: AdapterError, without_secrets: Callable[[], object]) -> NoReturn:
        try:
            without_secrets()
        except AdapterError as redacted:
            raise type(redacted)(map(self._redaction.problem, redacted.problems)) from None
        raise type(error)(Problem(p.code, "", "not shown: it contains credentials") for p in error.problems) from None

    def _not_a_refusal(self, reply: Reply) -> Failed:
        message = f"HTTP {reply.status}{quoted(reply.body, self._redaction)}"
        return self._redacted(Failed(Problem(codes.NOT_A_REFUSAL, _BILLS, message), FailureKind.MALFORMED))

    def _redacted(self, failed: Failed) -> Failed:
        return replace(failed, problem=self._redaction.problem(failed.problem))
