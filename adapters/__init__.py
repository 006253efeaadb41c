"""Connections to billing systems: what a system is asked, what it answers, and a reference system to try it on.

The reference system's HTTP server is in `adapters.serving`, so that FastAPI is loaded only by those who serve.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
