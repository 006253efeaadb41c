"""What real billing systems get wrong: each fault is a function on the oracle's inputs, with published evidence."""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
