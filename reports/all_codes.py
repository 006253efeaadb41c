"""Every code that a problem can have, for `yakkan explain`."""

from types import ModuleType

from ..adapters import codes as adapters_codes
from ..cases import codes as cases_codes
from ..faults import codes as faults_codes
from ..oracle import Code
from ..oracle import codes as oracle_codes
from . import codes as reports_codes

_ROOMS: tuple[ModuleType, ...] = (oracle_codes, adapters_codes, faults_codes, cases_codes, reports_codes)


def all_codes() -> dict[str, Code]:
    """The codes of all rooms by their id, sorted by it."""
    found = [value for room in _ROOMS for value in vars(room).values() if isinstance(value, Code)]
    return {code.id: code for code in sorted(found, key=lambda code: code.id)}
