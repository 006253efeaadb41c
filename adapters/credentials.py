"""Yakkan's credentials for the system under test: a bearer token, or a user and a password. Neither is ever shown."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..oracle import Problem
from . import codes
from .errors import CredentialsError

TOKEN = "YAKKAN_SUT_TOKEN"  # noqa: S105  # the name of the variable, not a token
USER = "YAKKAN_SUT_USER"
PASSWORD = "YAKKAN_SUT_PASSWORD"  # noqa: S105  # the name of the variable, not a password
KEY_PASSWORD = "YAKKAN_SUT_KEY_PASSWORD"  # noqa: S105  # the same

_OF_A_SYSTEM = "YAKKAN_SUT_"


@dataclass(frozen=True, slots=True)
class Bearer:
    """`Authorization: Bearer …`."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what HTTP cannot send.

        Raises:
            CredentialsError: the token is empty or not visible ASCII.
        """
        if not self.token or not all("!" <= char <= "~" for char in self.token):
            raise _unusable("the token is empty, or contains a space, a line break or characters outside ASCII")

    @property
    def header(self) -> str:
        """The value of the `Authorization` header."""
        return f"Bearer {self.token}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return (self.token,)


@dataclass(frozen=True, slots=True)
class Basic:
    """`Authorization: Basic …`, in UTF-8."""

    user: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what basic authentication cannot express.

        Raises:
            CredentialsError: the user name contains a colon, or either of the two a control character.
        """
        if ":" in self.user:
            raise _unusable("the user name contains a colon, which basic authentication cannot send")
        if not (self.user + self.password).isprintable():
            raise _unusable("the user name or the password contains a line break or a control character")

    @property
    def header(self) -> str:
        """The value of the `Authorization` header."""
        return f"Basic {self._encoded}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown: the password, also as it is sent."""
        return (self._encoded, self.password)

    @property
    def _encoded(self) -> str:
        return b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")


Auth = Bearer | Basic


def auth_from_environment(environ: Mapping[str, str]) -> Auth | None:
    """The credentials in the environment variables; empty variables count as absent.

    Raises:
        CredentialsError: both a token and a user are given, or only half of a pair, or characters that cannot be sent.
    """
    token, user, password = (environ.get(name, "") for name in (TOKEN, USER, PASSWORD))
    if token and (user or password):
        raise _unusable(f"both {TOKEN} and {USER} or {PASSWORD} are set")
    if token:
        return Bearer(token)
    if user and password:
        return Basic(user, password)
    if user or password:
        raise _unusable(f"{USER if password else PASSWORD} is not set, but {PASSWORD if password else USER} is")
    return None


def key_password_from_environment(environ: Mapping[str, str]) -> str:
    """The password of the client certificate's key; empty where none is set."""
    return environ.get(KEY_PASSWORD, "")


def environment_of(environ: Mapping[str, str], number: int) -> dict[str, str]:
    """The environment of one of several systems, counted from 1: YAKKAN_SUT_2_TOKEN becomes the second system's
    YAKKAN_SUT_TOKEN, and the variables of the other systems are left out.

    Raises:
        CredentialsError: a variable without a number is set, which would give one system's secret to all of them.
    """
    own: dict[str, str] = {}
    for name, value in environ.items():
        if not name.startswith(_OF_A_SYSTEM):
            own[name] = value
            continue
        which, _, rest = name.removeprefix(_OF_A_SYSTEM).partition("_")
        if which == str(number):
            own[_OF_A_SYSTEM + rest] = value
        elif value and not which.isdecimal():
            numbered = name.replace(_OF_A_SYSTEM, f"{_OF_A_SYSTEM}{number}_")
            raise _unusable(f"{name} is set, but there are several systems: set {numbered} for system {number}")
    return own


def secrets_in(environ: Mapping[str, str], auth: Auth | None) -> tuple[str, ...]:
    """What must not be shown of a system that gets the whole environment: the values of its YAKKAN_SUT_… variables,
    except the user's name, and the credentials."""
    variables = (value for name, value in environ.items() if name.startswith(_OF_A_SYSTEM) and name != USER)
    return (*variables, *(auth.secrets if auth else ()))


def _unusable(message: str) -> CredentialsError:
    return CredentialsError(Problem(codes.BAD_CREDENTIALS, "credentials", message))
