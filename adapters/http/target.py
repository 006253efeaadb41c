"""What the user says about the way to an HTTP system, checked before the first call: URL, headers, certificates."""

import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from ...oracle import Code, Problem
from .. import codes
from ..credentials import Basic
from ..errors import CredentialsError, TargetError
from ..quoting import shown
from .client import Proxy, address, usual_authorities

_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = "([!-~]([ \\t!-~]*[!-~])?)?"
_SECRET_FROM = 8
"""Characters from which a word of a header's value may be a key that must not be shown."""
_SCHEMES = frozenset({"http", "https"})


def base_url(url: str) -> tuple[str, Basic | None]:
    """The base URL without a slash at its end and without credentials, and those that it held.

    Raises:
        TargetError: it is no http or https URL with a host, or has a query or a fragment.
        CredentialsError: the credentials in it cannot be used.
    """
    hint = "allowed: http://host:port/base, https://host/base"
    found = address(url)
    if found is None:
        _refuse(codes.BAD_TARGET, url, "it is not a URL", hint)
    if found.scheme not in _SCHEMES or not found.host:
        _refuse(codes.BAD_TARGET, url, "it is not of the form http://host:port/base or https://host/base", hint)
    if found.has_more:
        _refuse(codes.BAD_TARGET, url, "a base URL has no query and no fragment", hint)
    return found.clean, Basic(found.user, found.password) if found.has_user else None


def proxy_of(url: str) -> Proxy:
    """The HTTP proxy that a URL names, with the credentials in it.

    Raises:
        TargetError: it is no http or https URL of a host.
        CredentialsError: the credentials in it cannot be used.
    """
    hint = "allowed: http://host:port, http://user:password@host:port"
    found = address(url)
    if found is None or found.scheme not in _SCHEMES or not found.host or found.has_path or found.has_more:
        _refuse(codes.BAD_PROXY, url, "it is not the URL of an HTTP proxy", hint)
    if found.has_user:
        Basic(found.user, found.password)
    return Proxy(found.clean, found.user, found.password)


def without_credentials(url: str) -> str:
    """A URL as it may be shown."""
    return re.sub("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", "\\1", url, flags=re.DOTALL)


def secrets_of_proxy(proxy: Proxy | None) -> tuple[str, ...]:
    """What must not be shown of a proxy: its password, also as it is sent."""
    return Basic(proxy.user, proxy.password).secrets if proxy is not None and proxy.password else ()


def trust(ca: Path | None, cert: Path | None, key: Path | None, key_password: str) -> ssl.SSLContext:
    """Whom to trust, and who to be: `ca` in place of the usual authorities, `cert` with `key` as the client's own.

    Raises:
        TargetError: a file cannot be used, or the password does not open the key.
    """
    context = usual_authorities() if ca is None else _of_authority(ca)
    if cert is None:
        if key is not None:
            raise TargetError(Problem(codes.BAD_CERTIFICATE, str(key), "a key without its certificate (--cert)"))
        return context
    try:
        # A password that is not asked for on the terminal: none is given as an empty one.
        context.load_cert_chain(cert, key, password=key_password)
    except OSError as error:
        why = error.strerror or "the file does not open"
        if isinstance(error, ssl.SSLError):
            why = "no certificate in PEM form, another one's key, or a key that the password does not open"
        raise TargetError(Problem(codes.BAD_CERTIFICATE, str(cert if key is None else key), why)) from None
    return context


def _of_authority(ca: Path) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca))
    except OSError as error:
        raise TargetError(Problem(codes.BAD_CA, str(ca), error.strerror or str(error))) from None


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """`headers` as they are, if HTTP can send them.

    Raises:
        CredentialsError: a name or a value cannot be sent; the value is not shown, because it may be a key.
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


def _refuse(code: Code, url: str, why: str, hint: str) -> NoReturn:
    raise TargetError(Problem(code, shown(without_credentials(url)), why, hint=hint)) from None
