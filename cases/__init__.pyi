from .attributes import telling_attributes
from .draft import Draft, contract_of, migration, single
from .fit import all_fitted, fits, fitted
from .fixed import fixed_case, open_choices, settled
from .identity import content, fresh_names, named
from .membership import inside
from .nearby import variants
from .profiles import Effort, Profile, effort
from .shrinking import shrink
from .space import Replacement, Space, migrations, narrow, published_months, space_of, unpublished, window
from .strategies import cases, contracts, generated_cases, terms
from .telling import boundary_cases, telling_cases

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
    "migrations",
    "named",
    "narrow",
    "open_choices",
    "published_months",
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
