"""The ways to a billing system: what it is asked, what it answered, and the reference system to try them on.

The reference's HTTP server is in `adapters.server`: only who serves waits for FastAPI to load.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
