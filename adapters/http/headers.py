"""The headers of every call: our own, unless the user replaces them, and the credentials."""

from collections.abc import Mapping
from importlib.metadata import version

from ...oracle import Problem
from .. import codes
from ..credentials import Auth
from ..errors import CredentialsError

_OF_A_CALL = frozenset({"content-type", "content-length", "idempotency-key", "transfer-encoding"})
"""Set by each call itself."""


def headers_of(given: Mapping[str, str], auth: Auth | None) -> dict[str, str]:
    """The headers of all calls; the user's headers replace ours of the same name, whatever their case."""
    ours = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "keep-alive",
        "User-Agent": f"yakkan/{version('yakkan')}",
    }
    theirs = {name: value for name, value in given.items() if name.lower() not in _OF_A_CALL}
    named = {name.lower() for name in theirs}
    headers = {name: value for name, value in ours.items() if name.lower() not in named} | theirs
    return headers if auth is None else headers | {"Authorization": auth.header}


def only_one(auth: Auth | None, in_url: Auth | None, headers: Mapping[str, str], *, by_command: bool) -> Auth | None:
    """The credentials that were given; None if there are none.

    Raises:
        CredentialsError: they are given in more than one way.
    """
    ways = {
        "the environment": auth is not None,
        "the URL": in_url is not None,
        "an Authorization header": any(name.lower() == "authorization" for name in headers),
        "a token command": by_command,
    }
    given = [way for way, is_given in ways.items() if is_given]
    if len(given) > 1:
        raise CredentialsError(
            Problem(codes.BAD_CREDENTIALS, "credentials", f"given more than once: by {' and '.join(given)}")
        )
    return auth or in_url
