from yakkan.adapters import ConnectionOptions, connect, read_case
from yakkan.oracle import bill, explain, load_terms
from yakkan.verdict import Verdict, verify

__all__ = [
    "ConnectionOptions",
    "Verdict",
    "__version__",
    "bill",
    "connect",
    "explain",
    "load_terms",
    "read_case",
    "verify",
]

__version__: str
