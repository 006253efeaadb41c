"""A bearer token that a command prints: at the start, and again when the system no longer accepts the old one."""

import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from ...oracle import Problem
from .. import codes
from ..credentials import Bearer
from ..errors import CredentialsError

_LONGEST = 60
"""The most seconds that the command may take."""
_PLACE = "--token-command"


@dataclass(frozen=True, slots=True)
class Token:
    """The `number`-th token of a run."""

    bearer: Bearer = field(repr=False)
    number: int


class TokenCommand:
    """The tokens that a command prints; it is run without a shell. `learn` is called with each before it is used.

    Raises:
        CredentialsError: the command gives no token.
    """

    def __init__(self, command: str, learn: Callable[[str], None]) -> None:
        self._learn = learn
        self._lock = Lock()
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise _no_token(f"the command cannot be split into words: {error}") from None
        if not self._words:
            raise _no_token("the command is empty")
        self._token = Token(self._run(), 1)
        self._fresh = False
        """True if the token was fetched after a 401 and has not been accepted since."""

    @property
    def token(self) -> Token:
        """The latest token."""
        return self._token

    def accepted(self, token: Token) -> None:
        """Note that the system has accepted a token."""
        if self._fresh and token.number == self._token.number:
            self._fresh = False

    def renewed(self, refused: Token) -> Token | None:
        """The token to use after the system has `refused` one; None if a new one would be refused as well.

        If several calls are refused together, the first runs the command, and the others use its token.

        Raises:
            CredentialsError: the command gives no token.
        """
        with self._lock:
            if refused.number != self._token.number:
                return self._token
            if self._fresh:
                return None
            # Set even if the command fails, so that it is not run again for every remaining call.
            self._fresh = True
            self._token = Token(self._run(), refused.number + 1)
            return self._token

    def _run(self) -> Bearer:
        try:
            ended = subprocess.run(  # noqa: S603  # the user's own command
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _no_token(f"it took longer than {_LONGEST} s") from None
        except OSError as error:
            raise _no_token(f"it cannot be run: {error.strerror}") from None
        if ended.returncode:
            raise _no_token(f"it ended with status {ended.returncode}")
        token = ended.stdout.decode("utf-8", errors="replace").strip()
        if not token:
            raise _no_token("it printed nothing")
        self._learn(token)
        return Bearer(token)


def _no_token(message: str) -> CredentialsError:
    return CredentialsError(Problem(codes.TOKEN_COMMAND, _PLACE, message))
