"""Every code that a problem can have, for `yakkan explain`."""

from types import ModuleType

from ..adapters import codes as adapters_codes
from ..adapters import program_codes
from ..cases import corpus
from ..faults import catalogue
from ..oracle import Code
from ..oracle import codes as oracle_codes
from . import plan_codes

_ROOMS: tuple[ModuleType, ...] = (oracle_codes, adapters_codes, program_codes, catalogue, corpus, plan_codes)


def all_codes() -> dict[str, Code]:
    """The codes of all rooms by their id, in its order."""
    found = [value for room in _ROOMS for value in vars(room).values() if isinstance(value, Code)]
    return {code.id: code for code in sorted(found, key=lambda code: code.id)}
