"""A billing system behind the HTTP wire format."""

import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from time import sleep as wait
from types import MappingProxyType
from typing import NoReturn, TypeVar
from urllib.parse import quote

import httpx

from ..oracle.history import Case
from ..oracle.problems import Problem
from . import codes
from .credentials import Auth
from .errors import AdapterError, CredentialsError, DescriptionError, TargetError, WireError
from .http_call import Patience, Reply, Request, call, quoted
from .http_target import base_url, checked_headers, secrets_of
from .json_text import parse_json
from .malformed import malformed
from .protocol import Answered, Failed, FailureKind, Outcome, SystemInfo
from .redaction import Redaction
from .wire_answer import read_answer
from .wire_case import write_case
from .wire_system import read_system

Read = TypeVar("Read")

_OK, _REFUSED = int(HTTPStatus.OK), int(HTTPStatus.UNPROCESSABLE_ENTITY)
_DESCRIBE = Request("GET", "/v1/system", accepted=(_OK,))
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def _now() -> datetime:
    return datetime.now(UTC)


class HttpSystem:
    """A system that answers `GET {url}/v1/system` and `POST {url}/v1/bills`.

    `timeout` is in seconds for each attempt, from connecting to the last byte; `attempts` and `concurrency` are 1 or
    more; `ca` is a PEM file of authorities in place of the usual ones. Certificates are always verified, redirects
    never followed, and nothing is taken from the machine's environment (no proxy, no .netrc).

    Raises:
        TargetError: the URL, the bundle or a number can not be used.
        CredentialsError: credentials or headers can not be used, or are given twice.
    """

    def __init__(  # noqa: PLR0913  # the options of a connection, each by its name
        self,
        url: str,
        *,
        headers: Mapping[str, str] = NO_HEADERS,
        auth: Auth | None = None,
        timeout: float = 10.0,
        ca: Path | None = None,
        attempts: int = 3,
        concurrency: int = 4,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = wait,
    ) -> None:
        for name, number in (("timeout", timeout), ("attempts", attempts), ("concurrency", concurrency)):
            if not number > 0:
                raise TargetError(Problem(codes.BAD_OPTION, name, f"{number} is not above 0"))
        base, auth_in_url = base_url(url)
        sent = httpx.Headers(checked_headers(headers))
        credentials = _only_one(auth, auth_in_url, sent)
        if credentials is not None:
            sent["Authorization"] = credentials.header
        self._name = str(base)
        self._redaction = Redaction((*(credentials.secrets if credentials else ()), *secrets_of(headers)))
        self._patience = Patience(timeout, attempts, clock, sleep)
        all_headers = httpx.Headers(
            {
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": f"yakkan/{version('yakkan')}",
            }
        )
        all_headers.update(sent)
        self._client = httpx.Client(
            base_url=base,
            headers=all_headers,
            verify=_trusted(ca),
            trust_env=False,
            follow_redirects=False,
            # A call that waits for a free connection is not the system's delay.
            timeout=httpx.Timeout(timeout, pool=None),
            limits=httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency),
        )

    def __repr__(self) -> str:
        return f"HttpSystem({self._name!r})"

    @property
    def name(self) -> str:
        """The base URL, without credentials."""
        return self._name

    def describe(self) -> SystemInfo:
        """What `GET /v1/system` says.

        Raises:
            DescriptionError: it can not be had, or is not as the wire format says.
            ProtocolError: the system does not speak yakkan/1.
        """
        reply = call(self._client, _DESCRIBE, self._patience, self._redaction)
        if isinstance(reply, Failed):
            raise DescriptionError(reply.problem)
        try:
            info = self._read(reply, "the system's description", read_system)
        except WireError as error:
            raise DescriptionError(replace(p, place=f"{_DESCRIBE.place} {p.place}") for p in error.problems) from None
        return replace(info, name=self._redaction.text(info.name), version=self._redaction.text(info.version))

    def bill(self, case: Case) -> Outcome:
        """The answer of `POST /v1/bills`.

        Raises:
            WireError: the case itself can not be written.
        """
        body = json.dumps(write_case(case), ensure_ascii=False).encode()
        # An id is any text, a header is not: what HTTP can not send is escaped as in a URL.
        key = quote(case.id, safe=":/")
        request = Request("POST", "/v1/bills", (_OK, _REFUSED), body, key)
        reply = call(self._client, request, self._patience, self._redaction)
        if isinstance(reply, Failed):
            return reply
        try:
            outcome = self._read(reply, "the answer", lambda value: read_answer(value, case))
        except WireError as error:
            failed = malformed(error)
            if reply.status != _REFUSED or failed.kind is FailureKind.WRONG_CASE:
                return failed
            return self._no_refusal(request, reply)
        if isinstance(outcome, Answered):
            return outcome if reply.status == _OK else self._no_refusal(request, reply)
        return replace(outcome, code=self._redaction.text(outcome.code), message=self._redaction.text(outcome.message))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _read(self, reply: Reply, what: str, read: Callable[[object], Read]) -> Read:
        """What `read` makes of a reply's body. Errors are told of the body without its secrets, before they are cut.

        Raises:
            AdapterError: as `read` and `parse_json` do.
        """
        try:
            value = parse_json(reply.body, what)
        except AdapterError as error:
            _tell_again(error, lambda: parse_json(self._redaction.data(reply.body), what))
        try:
            return read(value)
        except AdapterError as error:
            _tell_again(error, lambda: read(self._redaction.value(value)))

    def _no_refusal(self, request: Request, reply: Reply) -> Failed:
        message = f"HTTP {reply.status}{quoted(reply.body, self._redaction)}"
        return Failed(Problem(codes.NOT_A_REFUSAL, request.place, message), FailureKind.MALFORMED)


def _tell_again(error: AdapterError, without_secrets: Callable[[], object]) -> NoReturn:
    try:
        without_secrets()
    except AdapterError as told:
        raise told from None
    raise type(error)(Problem(p.code, "", "not shown: it holds credentials") for p in error.problems) from None


def _only_one(auth: Auth | None, in_url: Auth | None, headers: httpx.Headers) -> Auth | None:
    given = [auth is not None, in_url is not None, "Authorization" in headers]
    if sum(given) > 1:
        ways = ("the environment", "the URL", "an Authorization header")
        found = " and ".join(way for way, is_given in zip(ways, given, strict=True) if is_given)
        raise CredentialsError(Problem(codes.BAD_CREDENTIALS, "credentials", f"given by {found}"))
    return auth or in_url


def _trusted(ca: Path | None) -> ssl.SSLContext | bool:
    if ca is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(ca))
    except OSError as error:
        raise TargetError(Problem(codes.BAD_CA, str(ca), error.strerror or str(error))) from None
