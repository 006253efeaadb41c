"""What this room raises. What a system under test does wrong is no exception: it is a `Failed` outcome.

AdapterError            the root: catch this one
├── WireError           a JSON text, a case or an answer is not as the wire format says; mend what the path names
├── TargetError         the system is named, or loaded, in a way that does not work; mend the command line
├── CredentialsError    the credentials or headers cannot be used; mend the environment
├── DescriptionError    the system does not say what it is; look at its `GET /v1/system`
│   └── ProtocolError   it does, but does not speak yakkan/1; take the Yakkan version that speaks its own
└── ListenError         the reference server cannot listen there; take another host or port
"""

from ..oracle import Problem, YakkanError
from . import codes


class AdapterError(YakkanError):
    """Something between Yakkan and the system under test cannot be used."""


class WireError(AdapterError):
    """A value is not as the wire format says. Carries every problem of the value."""


class TargetError(AdapterError):
    """The name of a system, or an option of reaching it, cannot be used."""


class CredentialsError(AdapterError):
    """Credentials or headers cannot be used. Never says what they are."""


class DescriptionError(AdapterError):
    """The system did not describe itself."""


class ProtocolError(DescriptionError):
    """The system describes itself, and does not speak this version of the wire format."""


class ListenError(AdapterError):
    """The server cannot listen on the host and port."""


def require_above_zero(**options: float | None) -> None:
    """Refuse a number of an option, None where it is not given, that is not above 0.

    Raises:
        TargetError: the first of them.
    """
    for name, number in options.items():
        if number is not None and not number > 0:
            raise TargetError(Problem(codes.BAD_OPTION, name, f"{number} is not above 0"))
