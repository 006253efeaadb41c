"""What the user says about an HTTP system, checked before the first call: its URL and the headers for it."""

import re
from collections.abc import Mapping
from typing import NoReturn

import httpx

from ..oracle.problems import Problem
from . import codes
from .credentials import Basic
from .errors import CredentialsError, TargetError
from .shown import shown

_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = "([!-~]([ \\t!-~]*[!-~])?)?"
_SECRET_FROM = 8
"""Characters from which a word of a header's value may be a key that must not be shown."""


def base_url(url: str) -> tuple[httpx.URL, Basic | None]:
    """The base URL without a slash at its end and without credentials, and those that it held.

    Raises:
        TargetError: it is no http or https URL with a host, or has a query or a fragment.
        CredentialsError: the credentials in it can not be used.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        _refuse(url, "it is not a URL")
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        _refuse(url, "it is not of the form http://host:port/base or https://host/base")
    if parsed.query or parsed.fragment:
        _refuse(url, "a base URL has no query and no fragment")
    found = Basic(parsed.username, parsed.password) if parsed.userinfo else None
    clean = parsed.copy_with(userinfo=None, path=parsed.path.rstrip("/"))
    return clean, found


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """`headers` as they are, if HTTP can send them.

    Raises:
        CredentialsError: a name or a value can not be sent; the value is not shown, because it may be a key.
    """
    for name, value in headers.items():
        if not re.fullmatch(_NAME, name):
            raise CredentialsError(Problem(codes.BAD_HEADER, "headers", f"{shown(name)} is no name of a header"))
        if not re.fullmatch(_VALUE, value):
            message = f"the value of {name} holds a line break or characters outside ASCII, or blanks at an end"
            raise CredentialsError(Problem(codes.BAD_HEADER, "headers", message))
    return dict(headers)


def secrets_of(headers: Mapping[str, str]) -> tuple[str, ...]:
    """What may be a key among the values of the user's headers: whole values and words of 8 characters or more."""
    words = [word for value in headers.values() for word in (value, *value.split())]
    return tuple(word for word in words if len(word) >= _SECRET_FROM)


def _refuse(url: str, why: str) -> NoReturn:
    without_credentials = re.sub("//.*@", "//", url)
    hint = "allowed: http://host:port/base, https://host/base"
    raise TargetError(Problem(codes.BAD_TARGET, shown(without_credentials), why, hint=hint)) from None
