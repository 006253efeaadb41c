"""What this room raises. What a system under test does wrong is no exception: it is a `Failed` outcome.

AdapterError            the root: catch this one
├── WireError           a JSON text, a case or an answer is not as the wire format says; mend what the path names
├── TargetError         the system is named, or loaded, in a way that does not work; mend the command line
├── CredentialsError    the credentials or headers can not be used; mend the environment
├── DescriptionError    the system does not say what it is; look at its `GET /v1/system`
│   └── ProtocolError   it does, but does not speak yakkan/1; take the Yakkan version that speaks its own
└── ListenError         the reference server can not listen there; take another host or port
"""

from ..oracle import YakkanError


class AdapterError(YakkanError):
    """Something between Yakkan and the system under test can not be used."""


class WireError(AdapterError):
    """A value is not as the wire format says. Carries every problem of the value."""


class TargetError(AdapterError):
    """The name of a system, or an option of reaching it, can not be used."""


class CredentialsError(AdapterError):
    """Credentials or headers can not be used. Never says what they are."""


class DescriptionError(AdapterError):
    """The system did not describe itself."""


class ProtocolError(DescriptionError):
    """The system describes itself, and does not speak this version of the wire format."""


class ListenError(AdapterError):
    """The server can not listen on the host and port."""
