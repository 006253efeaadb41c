"""Cases: the space they come from, the boundary ones, the drawn ones, making them small, and keeping them."""

from .boundary import boundary_cases
from .draft import Draft, contract_of, migration, single
from .generate import generated_cases
from .identity import content, fresh_names, named
from .profiles import Effort, Profile, effort
from .shrink import shrink
from .space import Space, narrow, space_of, window
from .strategies import cases

__all__ = [
    "Draft",
    "Effort",
    "Profile",
    "Space",
    "boundary_cases",
    "cases",
    "content",
    "contract_of",
    "effort",
    "fresh_names",
    "generated_cases",
    "migration",
    "named",
    "narrow",
    "shrink",
    "single",
    "space_of",
    "window",
]
