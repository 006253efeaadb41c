"""The only module that knows the HTTP library: one request over a kept connection, and as much of its answer as needed.

Only what is passed in is used: no environment, no cookies, no redirects, no retries, and no log lines.
"""

import logging
import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

import httpx

for _library in ("httpx", "httpcore"):
    # At DEBUG and INFO they log headers and status lines of answers, in which a system may echo credentials.
    logging.getLogger(_library).setLevel(logging.WARNING)


class HttpError(Exception):
    """There is no answer. Its text may contain what the system sent, so it must be redacted before it is shown."""


class ResponseTooSlowError(HttpError):
    """No complete answer in time, even if each part of it came in time."""


class UnpackableError(HttpError):
    """The body cannot be decompressed."""


class UntrustedError(HttpError):
    """The other side's certificate cannot be verified, or it does not accept ours."""


class LostError(HttpError):
    """No connection, or it broke."""


class BodyTooLongError(HttpError):
    """The body is longer than the limit."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a URL; `clean` is the URL without credentials and without a trailing slash."""

    scheme: str
    host: str
    clean: str
    user: str = ""
    password: str = field(default="", repr=False)
    has_user: bool = False
    has_path: bool = False
    has_more: bool = False
    """A query or a fragment."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy, by its URL without credentials."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """The status, the two headers that matter, and the body, or only its start if it is not an answer."""

    status: int
    body: bytes
    retry_after: str | None = None
    location: str = ""


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """The most bytes of an answer, and the bytes of any other body that are read, to be quoted."""

    answer: int
    other: int


def address(url: str) -> Address | None:
    """The parts of a URL; None if the text is not a URL."""
    try:
        parsed = httpx.URL(url)
        clean = parsed.copy_with(userinfo=None, path=parsed.path.rstrip("/"))
    except httpx.InvalidURL:
        return None
    return Address(
        parsed.scheme,
        parsed.host,
        str(clean),
        parsed.username,
        parsed.password,
        has_user=bool(parsed.userinfo),
        has_path=parsed.path not in {"", "/"},
        has_more=bool(parsed.query or parsed.fragment),
    )


def usual_authorities() -> ssl.SSLContext:
    """The certificate authorities that browsers trust."""
    return httpx.create_ssl_context(trust_env=False)


class Client:
    """Connections to one base URL, used by several threads at once. `timeout` is in seconds, for a whole exchange."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        timeout: float,
        connections: int,
        trust: ssl.SSLContext,
        proxy: Proxy | None = None,
    ) -> None:
        self._base = base.rstrip("/")
        host = httpx.URL(base).netloc
        self._headers = [(b"Host", host), *((name.encode(), value.encode()) for name, value in headers.items())]
        self._timeout = timeout
        # Waiting for a free connection is not a delay of the system's.
        each = {"connect": timeout, "read": timeout, "write": timeout, "pool": None}
        self._extensions = {"timeout": each}
        self._transport = httpx.HTTPTransport(
            verify=trust,
            trust_env=False,
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            proxy=None if proxy is None else httpx.Proxy(proxy.url, auth=_proxy_auth(proxy)),
        )
        self._urls: dict[str, httpx.URL] = {}

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        accepted: tuple[int, ...],
        limits: SizeLimits,
    ) -> Response:
        """One exchange. The body is read whole under one of the `accepted` statuses, otherwise as far as it is quoted.

        Raises:
            HttpError: there is no answer.
        """
        until = monotonic() + self._timeout
        own = [(name.encode(), value.encode()) for name, value in headers.items()]
        if body is not None:
            own.append((b"Content-Length", str(len(body)).encode()))
        url = self._urls.get(path) or self._urls.setdefault(path, httpx.URL(self._base + path))
        # The library's own client does the same with more overhead: a fifth of the time of a quick call.
        request = httpx.Request(
            method,
            url,
            headers=[*self._headers, *own],
            stream=httpx.ByteStream(body or b""),
            extensions=self._extensions,
        )
        with _our_errors():
            response = self._transport.handle_request(request)
            try:
                read = _read(response, until, limits, is_answer=response.status_code in accepted)
            finally:
                response.close()
        found = response.headers
        return Response(response.status_code, read, found.get("Retry-After"), found.get("Location", ""))

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


def _read(response: httpx.Response, until: float, limits: SizeLimits, *, is_answer: bool) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if is_answer and len(body) > limits.answer:
            raise BodyTooLongError
        if not is_answer and len(body) > limits.other:
            break
        if monotonic() > until:
            raise ResponseTooSlowError
    return bytes(body)


@contextmanager
def _our_errors() -> Generator[None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise ResponseTooSlowError(str(error)) from None
    except httpx.DecodingError as error:
        raise UnpackableError(str(error)) from None
    except httpx.TransportError as error:
        kind = UntrustedError if _of_certificates(error) else LostError
        raise kind(str(error) or type(error).__name__) from None


def _of_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or _is_alert(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_alert(error: BaseException) -> bool:
    """True if the other side has rejected our certificate, or expects one."""
    reason = (error.reason or "") if isinstance(error, ssl.SSLError) else ""
    return "ALERT" in reason and ("CERT" in reason or "UNKNOWN_CA" in reason)


def _proxy_auth(proxy: Proxy) -> tuple[str, str] | None:
    return (proxy.user, proxy.password) if proxy.user or proxy.password else None
