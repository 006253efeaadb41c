"""Compare a system's bills with the terms, distinguish the kinds of divergence, and reach a verdict."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
