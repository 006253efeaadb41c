"""Calls to a server of the Stripe API, with the secret key that the environment has."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import httpx
from form import Value, fields

VERSION = "2024-06-20"
"""The version of the API whose objects this adapter reads: its invoices say the tax and the items' prices."""
_BUSY = frozenset((429, 503))
_ATTEMPTS = 6
_TIMEOUT = 30.0
_PAGE = 100
_ID = re.compile(r"(?<=/)[a-z]+_[A-Za-z0-9]{8,}")


class StripeError(Exception):
    """The server refuses a request, and says why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class BrokenError(Exception):
    """The server failed, or its answer is not one of the Stripe API."""


class Api:
    """One server. Its key is in no message and no representation."""

    def __init__(self, base: str, key: str) -> None:
        self._key = key
        headers = {"Authorization": f"Bearer {key}", "Stripe-Version": VERSION}
        transport = httpx.HTTPTransport(retries=2)
        self._http = httpx.Client(base_url=base, headers=headers, timeout=_TIMEOUT, transport=transport)

    def get(self, path: str, **parameters: Value) -> dict[str, Any]:
        """An object, or a list of them.

        Raises:
            StripeError: it is refused.
            BrokenError: there is no answer of the Stripe API.
        """
        return self._answer("GET", path, parameters)

    def post(self, path: str, **parameters: Value) -> dict[str, Any]:
        """What was made or changed; sent again, it is made once.

        Raises:
            StripeError: it is refused.
            BrokenError: there is no answer of the Stripe API.
        """
        return self._answer("POST", path, parameters)

    def delete(self, path: str, **parameters: Value) -> dict[str, Any]:
        """What is left of the object.

        Raises:
            StripeError: it is refused.
            BrokenError: there is no answer of the Stripe API.
        """
        return self._answer("DELETE", path, parameters)

    def all(self, path: str, **parameters: Value) -> Iterator[dict[str, Any]]:
        """Every object of a list, page by page, the latest first."""
        after: str | None = None
        while True:
            page = self.get(path, limit=_PAGE, starting_after=after, **parameters)
            yield from page["data"]
            if not page.get("has_more") or not page["data"]:
                return
            after = page["data"][-1]["id"]

    def has(self, method: str, path: str) -> bool:
        """True if the server knows a route: its answer, even a refusal, has the form of the API."""
        try:
            self._answer(method, path, {})
        except StripeError:
            return True
        except BrokenError:
            return False
        return True

    def version(self) -> str:
        """The version of the API that the server answers with.

        Raises:
            StripeError: the key is not accepted.
            BrokenError: there is no answer of the Stripe API.
        """
        self.get("/v1/plans", limit=1)
        return self._sent("GET", "/v1/plans", {"limit": 1}).headers.get("Stripe-Version", VERSION)

    def flush(self) -> None:
        """Make a localstripe forget everything; Stripe has no such route."""
        self._sent("DELETE", "/_config/data", {})

    def close(self) -> None:
        self._http.close()

    def _answer(self, method: str, path: str, parameters: Mapping[str, Value]) -> dict[str, Any]:
        answer = self._sent(method, path, parameters)
        try:
            value = answer.json()
        except ValueError:
            value = None
        if answer.is_success and isinstance(value, dict):
            return value
        error = value.get("error") if isinstance(value, dict) else None
        if not isinstance(error, dict):
            raise BrokenError(f"{method} {path} was answered with status {answer.status_code} and no Stripe object")
        message = str(error.get("message") or answer.reason_phrase).replace(self._key, "…")
        code = str(error.get("code") or error.get("type") or answer.status_code)
        raise StripeError(answer.status_code, code, f"{method} {_ID.sub('…', path)}: {message}")

    def _sent(self, method: str, path: str, parameters: Mapping[str, Value]) -> httpx.Response:
        """The answer, asked for again where the server is busy, under one idempotency key."""
        given = fields(parameters)
        query, body = (given, None) if method == "GET" else (None, dict(given))
        headers = {"Idempotency-Key": str(uuid4())} if method == "POST" else None
        for attempt in range(_ATTEMPTS):
            try:
                answer = self._http.request(method, path, params=query, data=body, headers=headers)
            except httpx.HTTPError as error:
                raise BrokenError(f"{method} {path}: {type(error).__name__}") from None
            if answer.status_code not in _BUSY or attempt == _ATTEMPTS - 1:
                return answer
            time.sleep(_pause(answer, attempt))
        raise AssertionError


def _pause(answer: httpx.Response, attempt: int) -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), _TIMEOUT) if asked.isdecimal() else 0.25 * 2**attempt
