"""What this room raises. What a system under test does wrong is not an exception but a `Failed` outcome.

AdapterError            the root: catch this one
├── WireError           a JSON text, a case or an answer does not follow the wire format; correct what the path names
├── TargetError         the system cannot be found or loaded as named; correct the command line
├── CredentialsError    the credentials or headers cannot be used; correct the environment
├── DescriptionError    the system does not describe itself; look at its `GET /v1/system`
│   └── ProtocolError   it does, but does not speak yakkan/1; use the Yakkan version that speaks its protocol
└── ListenError         the reference server cannot listen there; use another host or port
"""

from ..oracle import Problem, YakkanError
from . import codes


class AdapterError(YakkanError):
    """Something between Yakkan and the system under test cannot be used."""


class WireError(AdapterError):
    """A value does not follow the wire format. Carries every problem of the value."""


class TargetError(AdapterError):
    """The name of a system, or an option of its connection, cannot be used."""


class CredentialsError(AdapterError):
    """Credentials or headers cannot be used. Never says what they are."""


class DescriptionError(AdapterError):
    """The system did not describe itself."""


class ProtocolError(DescriptionError):
    """The system describes itself, but does not speak this version of the wire format."""


class ListenError(AdapterError):
    """The server cannot listen on the host and port."""


def require_above_zero(**options: float | None) -> None:
    """Check that each option, by name, is above 0; None stands for an option that is not given.

    Raises:
        TargetError: for the first that is not.
    """
    for name, number in options.items():
        if number is not None and not number > 0:
            raise TargetError(Problem(codes.BAD_OPTION, name, f"{number} is not above 0"))
