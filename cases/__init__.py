"""Cases: the space they come from, the boundary ones, the drawn ones, making them small, and keeping them."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
