"""Cases: the space they come from, the boundary ones, the drawn ones, making them small, and keeping them."""

from .attributes import telling_attributes
from .boundary import boundary_cases
from .contract_strategies import contracts
from .draft import Draft, contract_of, migration, single
from .fit import all_fitted, fits, fitted
from .fixed import fixed_case, open_choices, settled
from .generate import generated_cases
from .identity import content, fresh_names, named
from .inside import inside
from .profiles import Effort, Profile, effort
from .shrink import shrink
from .space import Replacement, Space, narrow, space_of, unpublished, window
from .strategies import cases
from .telling import telling_cases
from .term_strategies import terms
from .variants import variants

__all__ = [
    "Draft",
    "Effort",
    "Profile",
    "Replacement",
    "Space",
    "all_fitted",
    "boundary_cases",
    "cases",
    "content",
    "contract_of",
    "contracts",
    "effort",
    "fits",
    "fitted",
    "fixed_case",
    "fresh_names",
    "generated_cases",
    "inside",
    "migration",
    "named",
    "narrow",
    "open_choices",
    "settled",
    "shrink",
    "single",
    "space_of",
    "telling_attributes",
    "telling_cases",
    "terms",
    "unpublished",
    "variants",
    "window",
]
