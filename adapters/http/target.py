"""What the user gives for an HTTP connection, checked before the first call: URL, headers, certificates."""

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
"""The least characters for a word of a header's value to be treated as a secret."""
_SCHEMES = frozenset({"http", "https"})


def base_url(url: str) -> tuple[str, Basic | None]:
    """The base URL without a trailing slash or credentials, and the credentials that it contained.

    Raises:
        TargetError: it is not an http or https URL with a host, or has a query or a fragment.
        CredentialsError: the credentials in it cannot be used.
    """
    hint = "allowed: http://host:port/base, https://host/base"
    found = address(url)
    if found is None:
        _refuse(codes.BAD_TARGET, url, "it is not a URL", hint)
    if found.scheme not in _SCHEMES or not found.host:
        _refuse(codes.BAD_TARGET, url, "it does not have the form http://host:port/base or https://host/base", hint)
    if found.has_more:
        _refuse(codes.BAD_TARGET, url, "a base URL has no query and no fragment", hint)
    return found.clean, Basic(found.user, found.password) if found.has_user else None


def proxy_of(url: str) -> Proxy:
    """The HTTP proxy that a URL names, with the credentials in it.

    Raises:
        TargetError: it is not an http or https URL of a host alone.
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
    """The TLS settings: `ca` replaces the usual authorities, `cert` with `key` is the client's own certificate.

    Raises:
        TargetError: a file cannot be used, or the password does not open the key.
    """
    context = usual_authorities() if ca is None else _of_authority(ca)
    if cert is None:
        if key is not None:
            raise TargetError(Problem(codes.BAD_CERTIFICATE, str(key), "a key without its certificate (--cert)"))
        return context
    try:
        # An empty password stands for none, so that OpenSSL does not prompt for one on the terminal.
        context.load_cert_chain(cert, key, password=key_password)
    except OSError as error:
        why = error.strerror or "the file cannot be opened"
        if isinstance(error, ssl.SSLError):
            why = "not a certificate in PEM format, the key of another one, or a key that the password does not open"
        raise TargetError(Problem(codes.BAD_CERTIFICATE, str(cert if key is None else key), why)) from None
    return context


def _of_authority(ca: Path) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca))
    except OSError as error:
        raise TargetError(Problem(codes.BAD_CA, str(ca), error.strerror or str(error))) from None


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """`headers` unchanged, if HTTP can send them.

    Raises:
        CredentialsError: a name or a value cannot be sent; the value is not shown, because it may be a secret.
    """
    for name, value in headers.items():
        if not re.fullmatch(_NAME, name):
            raise CredentialsError(Problem(codes.BAD_HEADER, "headers", f"{shown(name)} is not a header name"))
        if not re.fullmatch(_VALUE, value):
            message = (
                f"the value of {name} contains a line break or characters outside ASCII, or starts or ends with a space"
            )
            raise CredentialsError(Problem(codes.BAD_HEADER, "headers", message))
    return dict(headers)


def secrets_of(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Possible secrets in the user's headers: values, and words in them, of 8 characters or more."""
    words = [word for value in headers.values() for word in (value, *value.split())]
    return tuple(word for word in words if len(word) >= _SECRET_FROM)


def _refuse(code: Code, url: str, why: str, hint: str) -> NoReturn:
    raise TargetError(Problem(code, shown(without_credentials(url)), why, hint=hint)) from None
