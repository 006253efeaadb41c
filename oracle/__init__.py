"""The terms as documents, and the exact oracle that bills by them. Knows nothing of tests, transports or reports."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
